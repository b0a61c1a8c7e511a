import { chmodSync, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { bin } from './built.js';
import { sandboxUser, type SandboxUser } from './sandbox-user.js';
import { onScreen } from './screen.js';

/** Types what a browser ends with after the login that is shown. */
export const code = Symbol('code');
/** Sees the shell ask for its next line. */
export const prompt = /\n\$$/;

/** What is typed, what is then seen, and, where that screen is kept, what it shows. A line of a shell is typed to a clear screen. */
export type Step = readonly [typed: string | typeof code, seen: RegExp, kept?: string];

const columns = 100;
const rows = 40;
/** How long nothing may be drawn until a screen is kept, in milliseconds. */
const quiet = 250;
/** How long a screen is waited for, on a machine that has much else to do; milliseconds. */
const patience = 60_000;

/** What differs from run to run, each with what stands for it: of the same width where a table is aligned by it. */
const varying: ReadonlyArray<readonly [RegExp, string | ((found: string) => string)]> = [
  [/http:\/\/127[^]*?(?=\n\n)/g, 'http://127.0.0.1:PORT/auth/v2/oauth2/authorize?…'],
  [/[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}/g, 'XXXXXXXX-XXXX-XXXX-XXXX-XXXXXXXXXXXX'],
  [/(?<= )[0-9a-f]{8}(?=\n)/g, 'XXXXXXXX'],
  [/(?<=Paste the code here: )\S+/g, 'CODE'],
  [/^[\w-]{30}\n/gm, ''],
  [/\/tmp\/globus-user-\w+/g, '/home/ada'],
  [/\d{4}-\d\d-\d\d \d\d:\d\d:\d\d/g, 'YYYY-MM-DD hh:mm:ss'],
  [/tomorrow (?!02:00)\d\d:\d\d/g, 'tomorrow hh:mm'],
  [/\d+ [A-Z][a-z]{2} \d\d:\d\d/g, (found) => 'D Mon hh:mm'.padStart(found.length)],
  [/\d+ faults?/g, 'N faults'],
  // a screen that is nearly empty
  [/\n{4,}/g, '\n  ⋮\n'],
];
const kept = (text: string) => varying.reduce((told, [what, instead]) => told.replace(what, instead as string), text);
const noUuid = /[0-9a-f]{8}-[0-9a-f]{4}-/;

/** Somebody new: an empty home but for `files`, a program that was just installed, a terminal with a shell, and a sandbox of their own. */
export async function newcomer(files: Readonly<Record<string, string>> = {}) {
  const user = await sandboxUser();
  const programs = join(user.home, '.local/bin');
  mkdirSync(programs, { recursive: true });
  writeFileSync(join(programs, 'globus'), `#!/bin/sh\nexec '${process.execPath}' '${bin}' "$@"\n`);
  chmodSync(join(programs, 'globus'), 0o755);
  for (const [name, text] of Object.entries(files)) writeFileSync(join(user.home, name), text);
  return { user, programs };
}

/** Walks a journey; the screens that are kept, one after the other. Nobody types an id. */
export async function walk(
  { user, programs }: { readonly user: SandboxUser; readonly programs: string },
  steps: readonly Step[],
): Promise<string> {
  const screen = onScreen(
    [],
    { ...user.env, PATH: `${programs}:${process.env['PATH'] ?? ''}`, PS1: '$ ' },
    {
      columns,
      rows,
      inShell: true,
      cwd: user.home,
    },
  );
  const screens: string[] = [];
  await screen.see((text) => text.endsWith('$'));
  for (const [typed, seen, kept] of steps) {
    if (typeof typed === 'string' && noUuid.test(typed)) throw new Error(`an id is typed: ${typed}`);
    if (typed === code) {
      const [url = ''] =
        screen
          .raw()
          .match(/http:\/\/[^\s\u001b\u0007]*authorize[^\s\u001b\u0007]*/g)
          ?.slice(-1) ?? [];
      screen.type(`${await user.approve(url)}\r`);
    } else {
      const isLine = typed.startsWith('globus ');
      if (isLine) {
        screen.type('\f');
        await screen.see((text) => text === '$');
      }
      screen.type(isLine ? `${typed}\r` : typed);
    }
    const asked = Date.now();
    await screen.see(seen, patience);
    if (process.env['JOURNEY']) console.log(`${String(typed)} [${Date.now() - asked} ms]\n${screen.text()}\n`);
    if (kept === undefined) continue;
    for (let drawn = -1; drawn !== screen.written();) {
      drawn = screen.written();
      await new Promise((done) => setTimeout(done, quiet));
    }
    screens.push(`── ${kept} ${'─'.repeat(Math.max(0, columns - kept.length - 4))}\n${screen.text()}\n`);
  }
  return kept(screens.join('\n'));
}
