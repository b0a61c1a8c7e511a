/** How times are written on a terminal: the environment, else the configuration file, else as people say them. */
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { globus, temporaryFolder, usualLogins, writeLogin } from '../support/globus.js';
import { screenNow, screenWorld } from '../support/screen-world.js';

const show = async (config: object | undefined, env: Readonly<Record<string, string>> = {}, terminal = true) => {
  const configDir = temporaryFolder();
  mkdirSync(configDir, { recursive: true });
  writeLogin(configDir, usualLogins);
  if (config) writeFileSync(join(configDir, 'config.json'), JSON.stringify({ version: 1, ...config }), { mode: 0o600 });
  return globus(['task', 'list'], {
    api: screenWorld(),
    configDir,
    now: screenNow,
    env: { NO_COLOR: '1', ...env },
    ...(terminal && { terminal: { columns: 140 } }),
  });
};

const iso = /\b\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ/;
const utc = /\b\d{4}-\d\d-\d\d \d\d:\d\d:\d\dZ/;
const local = /\b\d{4}-\d\d-\d\d \d\d:\d\d:\d\d(?!Z)/;
const relative = /\bago\b|\byesterday\b|\btoday\b/;

describe('output.time of config.json', () => {
  test.each([
    ['iso', iso],
    ['utc', utc],
    ['local', local],
    ['relative', relative],
  ])('%s', async (time, form) => {
    const { code, stdout } = await show({ output: { time } });
    expect(code).toBe(0);
    expect(stdout).toMatch(form);
    for (const other of [iso, utc, local, relative]) if (other !== form) expect(stdout).not.toMatch(other);
  });
  test('left out, times are as people say them', async () => {
    expect((await show(undefined)).stdout).toMatch(relative);
    expect((await show({ output: {} })).stdout).toMatch(relative);
  });
  test('GLOBUS_CLI_TIME goes before it', async () => {
    expect((await show({ output: { time: 'utc' } }, { GLOBUS_CLI_TIME: 'iso' })).stdout).toMatch(iso);
  });
  test('a word that is none is said to be, and nothing is guessed', async () => {
    expect(await show({ output: { time: 'swatch' } })).toMatchObject({
      code: 1,
      stderr: expect.stringMatching(/'output\.time' is not one of relative, local, utc, iso/) as unknown,
    });
    expect((await show({ output: { time: 'local' } }, { GLOBUS_CLI_TIME: 'swatch' })).code).toBe(2);
  });
  test('a pipe has what it always has', async () => {
    expect((await show({ output: { time: 'iso' } }, {}, false)).stdout).toBe((await show(undefined, {}, false)).stdout);
  });
});
