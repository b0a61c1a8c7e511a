/** What is kept of one login is not another's: names that somebody else's token looked up lead to somebody else's things. */
import { expect, test } from 'vitest';
import { loginKey } from '../../src/auth/session/which-login.js';
import { configuration } from '../../src/settings/configuration.js';
import { temporaryFolder } from '../support/globus.js';

test('tokens that are handed over make another login, and are not in its name', () => {
  const config = configuration(temporaryFolder());
  const keyWith = (env: Record<string, string>) => loginKey(env, 'userprofile/production', config);
  const [stored, hers, his, both] = [
    keyWith({ PATH: '/bin' }),
    keyWith({ GLOBUS_ACCESS_TOKEN_TRANSFER: 'token-of-grace' }),
    keyWith({ GLOBUS_ACCESS_TOKEN_TRANSFER: 'token-of-alan' }),
    keyWith({ GLOBUS_ACCESS_TOKEN_GROUPS: 'token-of-grace', GLOBUS_ACCESS_TOKEN_TRANSFER: 'token-of-alan' }),
  ];
  expect(new Set([stored, hers, his, both]).size).toBe(4);
  expect(keyWith({ GLOBUS_ACCESS_TOKEN_TRANSFER: 'token-of-grace', HOME: '/' })).toBe(hers);
  expect(keyWith({ GLOBUS_ACCESS_TOKEN_TRANSFER: '' })).toBe(stored);
  expect(stored).toBe('userprofile/production');
  expect(hers).not.toContain('grace');
});
