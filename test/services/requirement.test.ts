import { expect, test } from 'vitest';
import { requirementFrom } from '../../src/services/requirement.js';

test('lists come as arrays or with commas, and say the same', () => {
  const parameters = {
    session_message: 'Log in again.',
    session_required_identities: 'a,b',
    session_required_policies: ['p'],
    session_required_single_domain: 'example.org',
    session_required_mfa: false,
    required_scopes: ['x[y]'],
    prompt: 'login',
  };
  expect(requirementFrom(parameters)).toEqual({
    ...parameters,
    session_required_identities: ['a', 'b'],
    session_required_single_domain: ['example.org'],
  });
});
test('what is empty, of another type, or of another name asks for nothing', () => {
  expect(
    requirementFrom({
      session_message: '',
      session_required_identities: [],
      session_required_policies: '',
      session_required_single_domain: [1, {}, ''],
      session_required_mfa: 'true',
      required_scopes: null,
      prompt: 'none',
      other: 'x',
    }),
  ).toEqual({});
});
