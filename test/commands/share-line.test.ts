/** The line that `share` prints is typed into a shell as it is by somebody else, on a machine where nobody has logged in yet. */
import { execFile } from 'node:child_process';
import { chmodSync, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, expect, test } from 'vitest';
import { harvest } from '../../sandbox/test/transferring.js';
import { bin } from '../support/built.js';
import { sandboxUser, type SandboxUser, scratch } from '../support/sandbox-user.js';

let ada: SandboxUser;
let mapped = '';
/** Where `globus` is found. */
const programs = scratch();
beforeAll(async () => {
  ada = await sandboxUser();
  const id = (name: string) => ada.env[`GLOBUS_SANDBOX_${name}`] ?? '';
  mapped = id('MAPPED_COLLECTION');
  await ada.logIn();
  await ada.logIn('ada@globusid.org', ['--for', mapped, '--gcs', `${id('ENDPOINT')}:${mapped}`]);
  writeFileSync(join(programs, 'globus'), `#!/bin/sh\nexec '${process.execPath}' '${bin}' "$@"\n`);
  chmodSync(join(programs, 'globus'), 0o755);
}, 120_000);

/** Another person, at another machine. */
function somebodyElse(user: string) {
  const home = scratch();
  const here = join(home, 'here');
  mkdirSync(here);
  const PATH = `${programs}:${process.env['PATH'] ?? ''}`;
  const env = { ...ada.env, HOME: home, GLOBUS_CONFIG_DIR: join(home, 'config'), PATH, TZ: 'UTC' };
  const type = (line: string): Promise<{ code: unknown; stdout: string; stderr: string }> =>
    new Promise((done) => {
      execFile('sh', ['-c', line], { cwd: here, env, timeout: 60_000 }, (error, stdout, stderr) => {
        done({ code: error?.code ?? 0, stdout, stderr });
      });
    });
  /** Types a line that logs in, and does what the browser asks for. */
  const logIn = async (line: string) => {
    const { stdout } = await type(`${line} --start --quiet`);
    return type(`globus login --finish '${await ada.approve(stdout.trim(), user)}'`);
  };
  return { here, type, logIn };
}
const lineOf = (shown: string) => /^Fetch with: (.*)$/m.exec(shown)?.[1] ?? '';

const wild = "it's $HOME `run` 7; \\*";

test.each([
  ['MAPPED_COLLECTION', '/~/run7', 'run7'],
  ['MAPPED_COLLECTION', `/~/${wild}`, 'it-s-HOME-run-7'],
  ['GUEST_COLLECTION', `/${wild}`, wild],
  ['GUEST_COLLECTION', '/-rf', '-rf'],
])('on the %s, the folder %j is fetched by it', async (collection, path, folder) => {
  const place = `${ada.env[`GLOBUS_SANDBOX_${collection}`] ?? ''}:${path}`;
  if (collection === 'GUEST_COLLECTION') await ada.logIn('ada@globusid.org', ['--for', place.slice(0, 36)]);
  expect(await ada.run(['mkdir', place])).toMatchObject({ code: 0 });
  expect(await ada.run(['put', '-', `${place}/table.csv`], { stdin: '1,2\n' })).toMatchObject({ code: 0 });
  const shared = await ada.run(['share', place, '--with', 'grace@globusid.org', '--read']);
  expect(shared, shared.stderr).toMatchObject({ code: 0 });
  const her = somebodyElse('grace@globusid.org');
  for (let times = 0; times < 3; times++) {
    const { code, stderr } = await her.type(lineOf(shared.stdout));
    if (code === 0) break;
    // each refusal has the line that is typed next
    expect({ code, stderr }).toMatchObject({ code: 4 });
    const [login] = /globus login(?: --for \S+)?/.exec(stderr) ?? [''];
    expect(await her.logIn(login)).toMatchObject({ code: 0 });
  }
  expect(harvest(her.here)).toEqual({ [`${folder}/table.csv`]: '1,2\n' });
});
