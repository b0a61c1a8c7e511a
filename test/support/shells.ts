import { spawn, spawnSync } from 'node:child_process';
import { chmodSync, mkdirSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { bin } from './built.js';
import { temporaryFolder } from './globus.js';

const has = (program: string) => spawnSync('sh', ['-c', `command -v ${program}`]).status === 0;
/** Which of the shells are on this machine. */
export const shells = {
  bash: has('bash'),
  zsh: has('zsh'),
  fish: has('fish'),
  powershell: has('pwsh'),
  terminal: has('script'),
};
for (const [shell, there] of Object.entries(shells))
  if (!there) console.log(`completion: nothing is tried with ${shell}, which is not on this machine`);

/** A folder with `globus` on it, some files, and the environment that finds it. */
interface Stage {
  readonly cwd: string;
  readonly env: Readonly<Record<string, string>>;
}
export function stage(): Stage {
  const cwd = temporaryFolder();
  mkdirSync(join(cwd, 'bin'));
  mkdirSync(join(cwd, 'pairs-of-files'));
  writeFileSync(join(cwd, 'pairs.txt'), '');
  symlinkSync(bin, join(cwd, 'bin/globus'));
  chmodSync(bin, 0o755);
  return {
    cwd,
    env: {
      PATH: `${join(cwd, 'bin')}:${process.env['PATH']}`,
      HOME: cwd,
      TERM: 'xterm',
      PS1: '% ',
      XDG_DATA_HOME: cwd,
      HISTFILE: '',
    },
  };
}

/** Types into a shell on a terminal of its own; waits for what must appear after each piece. What was shown. */
export async function typeInto(
  shell: string,
  keys: readonly (readonly [send: string, until: RegExp])[],
  { cwd, env }: Stage = stage(),
): Promise<string> {
  const child = spawn('script', ['-qec', shell, '/dev/null'], { cwd, env, stdio: 'pipe' });
  let seen = '';
  let wake = () => undefined as void;
  child.stdout.on('data', (chunk: Buffer) => {
    // colours, cursor movement and what zsh draws to erase again are not text
    seen += chunk.toString().replace(/\u001b\[[0-9;?]*[A-Za-z]|\u001b[=>]|\r/g, '');
    // a backspace takes back what stands before it
    while (/[^\u0008]\u0008/.test(seen)) seen = seen.replace(/[^\u0008]\u0008/g, '');
    wake();
  });
  const until = (pattern: RegExp) =>
    new Promise<void>((done, fail) => {
      const timer = setTimeout(() => fail(new Error(`no ${pattern} in ${JSON.stringify(seen)}`)), 15_000);
      wake = () => {
        if (!pattern.test(seen)) return;
        clearTimeout(timer);
        done();
      };
      wake();
    });
  try {
    await until(/[%#$] /);
    for (const [send, pattern] of keys) {
      child.stdin.write(send);
      await until(pattern);
    }
    return seen;
  } finally {
    // a Ctrl-C would race with what is typed after it: the shell may throw that away
    child.stdin.end('\u0015exit\r');
    const hangUp = setTimeout(() => child.kill('SIGHUP'), 10_000);
    await new Promise((done) => child.on('close', done));
    clearTimeout(hangUp);
  }
}
