/** Tab completes what only a login knows: in the real shells, on a pseudo-terminal, against the sandbox. */
import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, test } from 'vitest';
import { admin, adminGet, sandboxUser, type SandboxUser } from './support/sandbox-user.js';
import { shells, stage, typeInto } from './support/shells.js';

let user: SandboxUser;
const hostile = [
  'a$(touch pwned)',
  'b`touch pwned`',
  'c;touch pwned',
  'd\'e"f',
  'g&h|i>j',
  'k!!',
  'l\\m*',
  '~n',
  '-o',
  'p q',
];
const shown = ['new\nline', 'esc\u001b]0;x\u0007', 'tab\tbed'];

/** Asks for an answer until the background process brought it. */
async function answered(words: readonly string[], pattern: RegExp): Promise<string> {
  let stdout = '';
  for (let tries = 0; tries < 100; tries++) {
    const ran = await user.run(['__complete', '--words', ...words]);
    expect(ran).toMatchObject({ code: 0, stderr: '' });
    stdout = ran.stdout;
    if (pattern.test(stdout)) return stdout;
    await new Promise((done) => setTimeout(done, 100));
  }
  throw new Error(`no ${pattern} in ${stdout}`);
}
/** A folder to work in, and the environment of the user. */
const staged = () => {
  const { cwd, env } = stage();
  return { cwd, env: { ...user.env, ...env } };
};

beforeAll(async () => {
  user = await sandboxUser();
  await user.logIn();
  const folder = join(user.home, 'data');
  mkdirSync(join(folder, 'run7/nested'), { recursive: true });
  for (const name of [...hostile, ...shown]) writeFileSync(join(folder, 'run7', name), '');
  expect((await admin(user, 'collections', { display_name: 'Ada: data 1', path: folder })).ok).toBe(true);
  await user.run(['bookmark', 'create', '"Ada: data 1":/', 'data']);
  await user.run(['group', 'create', 'Lab of Ada']);
  await user.run(['group', 'create', 'Lab `of` $(touch pwned)']);
  await answered(['ls', '@da'], /^@data:\t/m);
  await answered(['ls', '@data:'], /^@data:run7\/$/m);
  await answered(['ls', '@data:run7/'], /nested/);
  await answered(['group', 'show', 'L'], /Lab of Ada/);
}, 60_000);

test('Tab pressed twenty times at once asks a service once', { timeout: 120_000 }, async () => {
  const impatient = await sandboxUser();
  await impatient.logIn();
  const tabs = Array.from({ length: 20 }, () => impatient.run(['__complete', '--words', 'flows', 'show', 'M']));
  for (const ran of await Promise.all(tabs)) expect(ran).toMatchObject({ code: 0, stderr: '' });
  const asked = async () => {
    const { requests } = (await (await adminGet(impatient, 'log')).json()) as { requests: { service: string }[] };
    return requests.filter(({ service }) => service === 'flows').length;
  };
  for (let tries = 0; tries < 200 && (await asked()) === 0; tries++) await new Promise((done) => setTimeout(done, 100));
  // a second process would ask within this time
  await new Promise((done) => setTimeout(done, 1500));
  expect(await asked()).toBe(1);
});

describe('what is kept', () => {
  test('is offered by name, with what tells it apart, and by id', async () => {
    const { stdout } = await user.run(['__complete', '--words', 'group', 'show', 'Lab']);
    expect(stdout.split('\n').sort()).toEqual(['', 'Lab `of` $(touch pwned)\tadmin', 'Lab of Ada\tadmin']);
  });
  test('a name that is read back is the only one offered', async () => {
    const { stdout } = await user.run(['__complete', '--words', 'ls', '@data:run7/']);
    expect(stdout.split('\n').filter(Boolean).sort()).toEqual(
      [...hostile, 'nested/'].map((name) => `@data:run7/${name}`).sort(),
    );
  });
});

const escaped = (text: string) => text.replace(/[$()*+.?[\\\]^{|}]/g, String.raw`\$&`);
/** Completes each hostile name after a quote, and has the shell print the words that it takes the line for. */
const readBack = (quote: string) =>
  (quote ? hostile.slice(0, 5) : hostile).map((name): readonly [string, RegExp] => [
    `\u0015globus ls ${quote}@data:run7/${name.slice(0, 1)}\t\u0001printf '%s,' q${quote.charCodeAt(0) || ''} \r`,
    new RegExp(`q${quote.charCodeAt(0) || ''},globus,ls,${escaped(`@data:run7/${name},`)}`),
  ]);

describe('in a real shell', { timeout: 120_000 }, () => {
  test.runIf(shells.bash && shells.terminal)('bash completes names and paths, quoted as they have to be', async () => {
    const { cwd, env } = staged();
    await typeInto(
      'bash --norc --noprofile -i',
      [
        ['PS1="% "; source <(globus completion bash); echo rea""dy\r', /ready\n/],
        ['globus ls @da\t', /globus ls @data:$/],
        ['ru\t', /@data:run7\/$/],
        ['ne\t', /@data:run7\/nested\/$/],
        ["\u0015globus ls '@data:run7/p\t", /'@data:run7\/p q' $/],
        ['\u0015globus ls "@data:run7/p\t', /"@data:run7\/p q" $/],
        ['\u0015globus ls @data:run7/p\t', /@data:run7\/p\\ q $/],
        ['\u0015globus group show Lab\\ o\t', /Lab\\ of\\ Ada $/],
        ["\u0015globus group show 'Lab o\t", /'Lab of Ada' $/],
        ...['', "'", '"'].flatMap(readBack),
      ],
      { cwd, env },
    );
    expect(existsSync(join(cwd, 'pwned'))).toBe(false);
  });

  test.runIf(shells.zsh && shells.terminal)('zsh completes names and paths, quoted as they have to be', async () => {
    const { cwd, env } = staged();
    await typeInto(
      'zsh -f -i',
      [
        [
          'PS1="%% "; autoload -Uz compinit; compinit -u -D; source <(globus completion zsh); echo rea""dy\r',
          /ready\n/,
        ],
        ['globus ls @da\t', /globus ls @data:$/],
        ['ru\t', /@data:run7\/$/],
        ['ne\t', /@data:run7\/nested\/$/],
        ["\u0015globus ls '@data:run7/p\t", /'@data:run7\/p q' ?$/],
        ['\u0015globus ls @data:run7/p\t', /@data:run7\/p\\ q $/],
        ['\u0015globus group show Lab\\ o\t', /Lab\\ of\\ Ada $/],
        ['\u0015globus group show Lab\t\t', /Lab of Ada +-- admin/],
        ...['', "'", '"'].flatMap(readBack),
      ],
      { cwd, env },
    );
    expect(existsSync(join(cwd, 'pwned'))).toBe(false);
  });

  test.runIf(shells.fish && shells.terminal)('fish completes names and paths, quoted as they have to be', async () => {
    const { cwd, env } = staged();
    const ask = (line: string) =>
      execFileSync('fish', ['--no-config', '-c', `globus completion fish | source; complete -C ${line}`], {
        cwd,
        env,
        encoding: 'utf8',
      });
    expect(ask(`'globus ls @da'`)).toBe('@data:\tAda: data 1:/\n');
    expect(ask(`"globus ls '@data:run7/p"`)).toBe('@data:run7/p q\n');
    expect(ask(`'globus ls @data:run7/'`).split('\n').filter(Boolean).sort()).toEqual(
      [...hostile, 'nested/'].map((name) => `@data:run7/${name}`).sort(),
    );
    await typeInto(
      'fish --no-config -i',
      [['globus completion fish | source; echo rea""dy\r', /ready\n/], ...['', "'", '"'].flatMap(readBack)],
      { cwd, env },
    );
    expect(existsSync(join(cwd, 'pwned'))).toBe(false);
  });
});
