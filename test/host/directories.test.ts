import { describe, expect, test } from 'vitest';
import { configDirectory } from '../../src/host/directories.js';
import { ensureBuilt, runBuilt } from '../support/built.js';
import { temporaryFolder } from '../support/globus.js';
import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';

const at = (env: Record<string, string>) => configDirectory({ env, platform: 'linux', homeDir: '/home/ada' });

test('the folder of the configuration is the same wherever one stands', () => {
  expect(at({})).toBe('/home/ada/.config/globus');
  expect(at({ XDG_CONFIG_HOME: '/etc/ada' })).toBe('/etc/ada/globus');
  expect(at({ XDG_CONFIG_HOME: '' })).toBe('/home/ada/.config/globus');
  expect(at({ XDG_CONFIG_HOME: 'config' })).toBe('/home/ada/.config/globus');
  expect(at({ GLOBUS_CONFIG_DIR: '/there', XDG_CONFIG_HOME: '/etc/ada' })).toBe('/there');
});

test('the home is not asked for where GLOBUS_CONFIG_DIR says enough', () => {
  const runtime = {
    env: { GLOBUS_CONFIG_DIR: '/there' },
    platform: 'linux' as const,
    get homeDir(): string {
      throw new Error('asked for');
    },
  };
  expect(configDirectory(runtime)).toBe('/there');
});

describe.skipIf(process.platform === 'win32')('a home that is not known', () => {
  const isRoot = process.geteuid?.() === 0;

  test('HOME, empty or no whole path, puts nothing into the folder that one stands in', async () => {
    ensureBuilt();
    const cwd = temporaryFolder();
    const cache = temporaryFolder();
    for (const HOME of ['', 'home']) {
      const { code, stderr } = await runBuilt(['cli-profile-list'], { cwd, env: { HOME, XDG_CACHE_HOME: cache } });
      expect({ HOME, code, made: readdirSync(cwd) }).toEqual({ HOME, code, made: [] });
      expect(stderr).not.toContain('bug');
    }
  });

  test.skipIf(!isRoot)(
    'for a user without an entry, and without HOME, it is said; GLOBUS_CONFIG_DIR is enough',
    async () => {
      ensureBuilt();
      const { bin } = await import('../support/built.js');
      const { spawnSync } = await import('node:child_process');
      const config = temporaryFolder();
      const run = (env: Record<string, string>) => {
        const { status, stderr } = spawnSync(process.execPath, [bin, 'cli-profile-list'], {
          env: { PATH: process.env['PATH'] ?? '', ...env },
          encoding: 'utf8',
          uid: 12345,
          gid: 12345,
          cwd: '/',
        });
        return { status, stderr };
      };
      const without = run({});
      expect(without.status).toBe(2);
      expect(without.stderr).toMatch(/^No home folder is known .*\n\nSet HOME, or point GLOBUS_CONFIG_DIR/);
      expect(existsSync(join('/', '.config', 'globus'))).toBe(false);
      expect(run({ GLOBUS_CONFIG_DIR: join(config, 'none') }).stderr).not.toContain('No home folder');
    },
  );
});
