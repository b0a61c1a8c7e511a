/** The application that an organisation names for everybody on a machine. */
import { chmodSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { globus, temporaryFolder } from '../support/globus.js';

const id = '00000000-0000-4000-8000-0000000000aa';
/** The application that a login begins with where the system says this; what is said where there is none. */
async function begun(
  text: string | undefined,
  more: { mode?: number; env?: Record<string, string>; argv?: string[] } = {},
) {
  const configDir = temporaryFolder();
  const path = join(temporaryFolder(), 'config.json');
  if (text !== undefined) writeFileSync(path, text, { mode: 0o644 });
  if (more.mode !== undefined) chmodSync(path, more.mode);
  const env = { GLOBUS_CLIENT_ID: '', GLOBUS_SYSTEM_CONFIG: path, ...more.env };
  const { code, stdout, stderr } = await globus(['login', '--start', ...(more.argv ?? [])], { configDir, env });
  return {
    code,
    stderr,
    client: code === 0 ? new URL(stdout.trim()).searchParams.get('client_id') : undefined,
    configDir,
  };
}

describe('the configuration of a machine', () => {
  const whole = JSON.stringify({ client_id: id });
  test('names the application where nobody else does', async () => {
    expect(await begun(whole)).toMatchObject({ code: 0, client: id });
    const other = '00000000-0000-4000-8000-0000000000bb';
    expect(await begun(whole, { env: { GLOBUS_CLIENT_ID: other } })).toMatchObject({ client: other });
    expect(await begun(whole, { argv: ['--client-id', other] })).toMatchObject({ client: other });
  });
  test('that is not there, or names none, changes nothing', async () => {
    for (const text of [undefined, '{}']) {
      const { code, stderr } = await begun(text);
      expect(code).toBe(2);
      expect(stderr).toContain('No application is set to log in with.');
      expect(stderr).toContain('\nglobus login --client-id CLIENT_UUID\n');
    }
  });
  test.each([
    ['not JSON', '{', undefined, /is not JSON/],
    ['no id', '{"client_id": "mine"}', undefined, /'client_id' that is not the UUID/],
    ['open to others', whole, 0o666, /can be changed by others/],
  ])('that is %s is said to be so, and is left as it is', async (_what, text, mode, words) => {
    const { code, stderr } = await begun(text, mode === undefined ? {} : { mode });
    expect(code).toBe(1);
    expect(stderr).toMatch(words);
  });
});
