import { expect, test } from 'vitest';
import { scopeWords } from '../../../src/globus/people/scope-words.js';

test.each([
  ['urn:globus:auth:scope:transfer.api.globus.org:all', 'Transfer: all'],
  ['https://auth.globus.org/scopes/524230d7-ea86-4a52-8312-86065a9e0417/timer', 'Timers: timer'],
  ['urn:globus:auth:scope:auth.globus.org:view_identities', 'Auth: view_identities'],
  ['openid', 'Auth: openid'],
  [
    'https://auth.globus.org/scopes/6c54cade-bde5-45c1-bdea-f4bd71dba2cc/data_access',
    '6c54cade-bde5-45c1-bdea-f4bd71dba2cc: data_access',
  ],
  ['something:else', 'something:else'],
])('%s is %s', (scope, words) => {
  expect(scopeWords(scope)).toBe(words);
});
