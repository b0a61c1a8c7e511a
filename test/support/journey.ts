import { chmodSync, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { bin } from './built.js';
import { sandboxUser } from './sandbox-user.js';
import { onScreen } from './screen.js';

/** Types what a browser ends with after the login that is shown. */
export const code = Symbol('code');
/** Sees the shell ask for its next line. */
export const prompt = /\n\$$/;

/** What is typed, what is then seen, and, where that screen is kept, what it shows. A line of a shell is typed to a clear screen. */
export type Step = readonly [typed: string | typeof code, seen: RegExp, kept?: string];

const columns = 100;
const rows = 40;
/** How long nothing may be drawn until a screen is taken as it is, in milliseconds. */
const quiet = 250;
/** How long a screen is waited for, on a machine that has much else to do; milliseconds. */
const patience = 60_000;

/** What differs from run to run, each with what stands for it: of the same width where a table is aligned by it. */
const varying: ReadonlyArray<readonly [RegExp, string | ((found: string) => string)]> = [
  // the rest of one whose first line is above the screen
  [/^(?:[^\s─]+\n)+(?=\n)/gm, (found) => (found.includes('code_challenge') ? '…\n' : found)],
  [/http:\/\/127[^]*?(?=\n\n)/g, 'http://127.0.0.1:PORT/auth/v2/oauth2/authorize?…'],
  [/[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}/g, 'XXXXXXXX-XXXX-XXXX-XXXX-XXXXXXXXXXXX'],
  [/(?<= )[0-9a-f]{8}(?=\n)/g, 'XXXXXXXX'],
  [/[0-9a-f]{8}(-[0-9a-f]{0,4})+…/g, 'XXXXXXXX…'],
  [/(?<=Paste the code here: )\S+/g, 'CODE'],
  [/^[\w-]{30}\n/gm, ''],
  [/\/tmp\/globus-user-\w+/g, '/home/ada'],
  [/\d{4}-\d\d-\d\d \d\d:\d\d:\d\d/g, 'YYYY-MM-DD hh:mm:ss'],
  [/tomorrow (?!02:00)\d\d:\d\d/g, 'tomorrow hh:mm'],
  [
    / *(next )?\b\d+ [A-Z][a-z]{2} \d\d:\d\d/g,
    (found) => `${found.includes('next') ? 'next ' : ''}D Mon hh:mm`.padStart(found.length),
  ],
  // how long a busy machine took since then
  [/\b[1-3] min ago/g, ' just now'],
  // of a number that is cut there is the beginning
  [/\d+ (?=fa?u?l?t?s?…)/g, 'N '],
  // the column is as wide as the widest number
  [/\d+ faults?( {2,})?/g, (found: string) => `N faults${found.endsWith(' ') ? '  ' : ''}`],
  [/ at [\d.,]+ [kM]?B\/s/g, ''],
  [/took (\d+ s|less than a second)/g, 'took N s'],
  // a screen that is nearly empty
  [/\n{4,}/g, '\n  ⋮\n'],
];
/** A screen without what differs from run to run. */
export const withoutWhatVaries = (text: string): string =>
  varying.reduce((told, [what, instead]) => told.replace(what, instead as string), text);
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

type Newcomer = Awaited<ReturnType<typeof newcomer>>;

/** A shell on a terminal, for somebody new. */
export async function newShell(
  { user, programs }: Newcomer,
  size: { readonly columns: number; readonly rows: number },
) {
  const env = { ...user.env, PATH: `${programs}:${process.env['PATH'] ?? ''}`, PS1: '$ ' };
  const screen = onScreen([], env, { ...size, inShell: true, cwd: user.home });
  const see = (what: RegExp | ((text: string) => boolean)) => screen.see(what, patience);
  const settled = async () => {
    for (let drawn = -1; drawn !== screen.written();) {
      drawn = screen.written();
      await new Promise((done) => setTimeout(done, quiet));
    }
    return screen.text();
  };
  /** Types a line to a clear screen. */
  const type = async (line: string) => {
    screen.type('\f');
    await see((text) => text === '$');
    screen.type(`${line}\r`);
  };
  await see((text) => text.endsWith('$'));
  return {
    screen,
    see,
    settled,
    type,
    /** What a line showed until the shell asks for the next one. */
    run: async (line: string) => {
      await type(line);
      await see(prompt);
      const lines = (await settled()).split('\n');
      // a long line is echoed on several
      return lines.slice(Math.ceil((line.length + 2) / size.columns), -1).join('\n');
    },
    /** The screen that a line puts up, once it shows this and stands still; it is left with q. */
    live: async (line: string, seen: RegExp) => {
      await type(line);
      await see(seen);
      const shown = await settled();
      screen.type('q');
      await see(prompt);
      return shown;
    },
  };
}

/** Walks a journey; the screens that are kept, one after the other. Nobody types an id. */
export async function walk(somebody: Newcomer, steps: readonly Step[]): Promise<string> {
  const { screen, see, settled, type } = await newShell(somebody, { columns, rows });
  const screens: string[] = [];
  for (const [typed, seen, name] of steps) {
    if (typeof typed === 'string' && noUuid.test(typed)) throw new Error(`an id is typed: ${typed}`);
    if (typed === code) {
      const [url = ''] =
        screen
          .raw()
          .match(/http:\/\/[^\s\u001b\u0007]*authorize[^\s\u001b\u0007]*/g)
          ?.slice(-1) ?? [];
      screen.type(`${await somebody.user.approve(url)}\r`);
    } else if (typed.startsWith('globus ')) await type(typed);
    else screen.type(typed);
    await see(seen);
    if (name === undefined) continue;
    screens.push(`── ${name} ${'─'.repeat(Math.max(0, columns - name.length - 4))}\n${await settled()}\n`);
  }
  return withoutWhatVaries(screens.join('\n'));
}
