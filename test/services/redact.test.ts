import { expect, test } from 'vitest';
import { redacted } from '../../src/services/redact.js';

test('what a request carries is taken out of an answer, however deep it lies', () => {
  let json: unknown = { client_secret: 'hidden-word' };
  for (let i = 0; i < 100_000; i++) json = [json];
  expect(redacted('you sent hidden-word', { json }, undefined)).toBe('you sent [secret]');
});
