import { chmodSync, mkdirSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { withLock } from '../../src/auth/lock.js';
import { fileStore } from '../../src/auth/store/file.js';
import { memoryStore } from '../../src/auth/store/store.js';
import type { Tokens } from '../../src/auth/types.js';
import { globus, temporaryFolder } from '../support/globus.js';

const tokens: Tokens = {
  'auth.globus.org': {
    resource_server: 'auth.globus.org',
    identity_id: null,
    scope: 'openid',
    access_token: 'a',
    refresh_token: 'r',
    expires_at_seconds: 1,
    token_type: 'Bearer',
  },
};

describe.each([
  ['file', () => fileStore(temporaryFolder())],
  ['memory', () => memoryStore()],
])('the %s store', (_name, make) => {
  test('keeps namespaces apart, and an empty one is gone', async () => {
    const store = make();
    await store.write('one', tokens);
    await store.write('two', tokens);
    expect(await store.read('one')).toEqual(tokens);
    expect([...(await store.namespaces())].sort()).toEqual(['one', 'two']);
    await store.write('one', {});
    expect(await store.read('one')).toEqual({});
    expect(await store.namespaces()).toEqual(['two']);
  });
});

describe('the token file', () => {
  test('is for its owner only, whatever the umask, and its folder too', async () => {
    for (const umask of [0, 0o777]) {
      const above = join(temporaryFolder(), 'new');
      const folder = join(above, 'config');
      const before = process.umask(umask);
      try {
        await withLock(folder, () => fileStore(folder).write('one', tokens));
      } finally {
        process.umask(before);
      }
      for (const made of [above, folder]) expect(statSync(made).mode & 0o777).toBe(0o700);
      expect(statSync(join(folder, 'tokens.json')).mode & 0o777).toBe(0o600);
    }
  });

  test('does not change a folder that was there before: it may be shared with others', async () => {
    const folder = temporaryFolder();
    chmodSync(folder, 0o755);
    await fileStore(folder).write('one', tokens);
    expect(statSync(folder).mode & 0o777).toBe(0o755);
  });

  test('takes away what a killed writer left behind, and nothing else', async () => {
    const folder = temporaryFolder();
    for (const name of ['tokens.json.0123456789ab.tmp', 'tokens.json.mine', 'config.json.0123456789ab.tmp'])
      writeFileSync(join(folder, name), 'secret');
    await fileStore(folder).write('one', tokens);
    expect(readdirSync(folder).sort()).toEqual(['config.json.0123456789ab.tmp', 'tokens.json', 'tokens.json.mine']);
  });

  test('damaged in the middle of a token is not quoted', async () => {
    const configDir = temporaryFolder();
    writeFileSync(join(configDir, 'tokens.json'), '{"data": AgSecretSecret"}');
    const result = await globus(['whoami', '--debug'], { configDir });
    expect(result.stderr).toMatch(/^The token file .* is damaged: it is not JSON/);
    expect(result.stderr).not.toContain('AgSe');
  });

  test('keeps keys of others that it does not know', async () => {
    const folder = temporaryFolder();
    writeFileSync(join(folder, 'tokens.json'), JSON.stringify({ data: {}, format_version: '2.0', theirs: 1 }));
    await fileStore(folder).write('one', tokens);
    expect(JSON.parse(readFileSync(join(folder, 'tokens.json'), 'utf8'))).toMatchObject({
      theirs: 1,
      data: { one: tokens },
    });
  });

  test.each([
    ['damaged', '{"data": {', /is damaged/],
    ['of a newer program', '{"data": {}, "format_version": "3.0"}', /has format 3\.0/],
    ['not a token file', '[]', /is not a token file/],
    ['of no data', '{"data": null}', /is not a token file/],
    [
      'with half a token',
      '{"data": {"userprofile/production": {"auth.globus.org": {"scope": "openid"}}}}',
      /is not a token file/,
    ],
  ])('%s is refused and never overwritten', async (_what, text, words) => {
    const configDir = temporaryFolder();
    const path = join(configDir, 'tokens.json');
    writeFileSync(path, text);
    const result = await globus(['whoami'], { configDir });
    expect(result).toMatchObject({ code: 1, stdout: '' });
    expect(result.stderr).toMatch(words);
    await expect(fileStore(configDir).write('one', tokens)).rejects.toThrow(words);
    expect(readFileSync(path, 'utf8')).toBe(text);
  });

  test('in a place that cannot be written is said, with a way out', async () => {
    const file = join(temporaryFolder(), 'file');
    writeFileSync(file, '');
    // below a file nothing can be made, not even by root
    const configDir = join(file, 'config');
    const result = await globus(['login', '--start'], { configDir });
    expect(result.code).toBe(1);
    expect(result.stderr).toContain('a part of its path is not a folder');
    expect(result.stderr).not.toMatch(/bug/);
  });

  test('whose place is taken by a folder is said', async () => {
    const configDir = temporaryFolder();
    mkdirSync(join(configDir, 'tokens.json'));
    const result = await globus(['whoami'], { configDir });
    expect(result.code).toBe(1);
    expect(result.stderr).toMatch(/^The token file .* cannot be read: it is a folder/);
  });
});

test('a lock that was taken over does not undo the work, nor end the process', async () => {
  const folder = temporaryFolder();
  const work = async () => {
    rmSync(join(folder, '.lock'), { recursive: true });
    await new Promise((done) => setTimeout(done, 5500));
    return 'done';
  };
  expect(await withLock(folder, work)).toBe('done');
  expect(await withLock(folder, () => 'again')).toBe('again');
}, 20_000);

test('a login that cannot be kept for --finish is said', async () => {
  const configDir = temporaryFolder();
  mkdirSync(join(configDir, 'pending-login.json'));
  const result = await globus(['login', '--start'], {
    configDir,
    env: { GLOBUS_CLIENT_ID: '25de0aed-aa83-4600-a1be-a62a910af116' },
  });
  expect(result).toMatchObject({ code: 1, stdout: '' });
  expect(result.stderr).toMatch(/^The login that was started cannot be saved in .*pending-login\.json: it is a folder/);
});

test('a store that does not exist is a usage error', async () => {
  const result = await globus(['whoami'], { env: { GLOBUS_TOKEN_STORE: 'pocket' } });
  expect(result).toMatchObject({
    code: 2,
    stderr: expect.stringContaining("GLOBUS_TOKEN_STORE is 'pocket'") as string,
  });
});

test('a damaged configuration is refused and left as it is', async () => {
  const configDir = temporaryFolder();
  writeFileSync(join(configDir, 'config.json'), '{');
  const result = await globus(['whoami'], { configDir });
  expect(result.code).toBe(1);
  expect(result.stderr).toMatch(/^The configuration .* is damaged/);
  expect(readFileSync(join(configDir, 'config.json'), 'utf8')).toBe('{');
});
