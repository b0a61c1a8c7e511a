import { existsSync, mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { loginKey, whichLogin } from '../src/auth/session/which-login.js';
import { configuration } from '../src/settings/configuration.js';
import { keptOffers } from '../src/settings/kept-offers.js';
import { tab } from '../src/tab.js';
import { temporaryFolder } from './support/globus.js';

const hour = 3_600_000;
const offer = (name: string) => [{ id: '6c54cade-bde5-45c1-bdea-f4bd71dba2cc', name }];

/** Tab after `globus group show `, with what was asked for an hour ago; `meanwhile` happens once that was looked at. */
function pressed(meanwhile: (store: ReturnType<typeof keptOffers>) => void) {
  const configDir = join(temporaryFolder(), 'config');
  mkdirSync(configDir, { mode: 0o700 });
  const env = { GLOBUS_CONFIG_DIR: configDir };
  const config = configuration(configDir);
  const login = loginKey(env, whichLogin(env, config, undefined).namespace, config);
  const store = keptOffers(configDir, login, () => Date.now());
  keptOffers(configDir, login, () => Date.now() - hour).put('group', offer('Old lab'));
  const asked: string[] = [];
  let looks = 0;
  const { candidates } = tab(
    { kind: 'group', typed: '', prefix: '' },
    {
      env,
      homeDir: configDir,
      platform: process.platform,
      now: () => {
        if (looks++ === 1) meanwhile(store);
        return Date.now();
      },
      askService: (line) => asked.push(line.join(' ')),
    },
  );
  const isAsking = !store.claim();
  return { words: candidates.map(({ word }) => word), asked, isAsking };
}

test('what is old is offered, and asked for by another process', () => {
  expect(pressed(() => undefined)).toEqual({
    words: ['Old lab'],
    asked: ['names prepare --no-input -- group'],
    isAsking: true,
  });
});

test('what another process brings between the look and the claim is not asked for again', () => {
  expect(pressed((store) => store.put('group', offer('New lab')))).toEqual({
    words: ['New lab'],
    asked: [],
    isAsking: false,
  });
});

test('nothing is left behind where nothing can be kept', () => {
  const configDir = join(temporaryFolder(), 'not-there');
  const { candidates } = tab(
    { kind: 'profile', typed: '', prefix: '' },
    {
      env: { GLOBUS_CONFIG_DIR: configDir },
      homeDir: configDir,
      platform: process.platform,
      now: () => Date.now(),
      askService: () => expect.unreachable(),
    },
  );
  expect(candidates).toEqual([]);
  expect(existsSync(configDir)).toBe(false);
});
