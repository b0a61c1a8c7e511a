/** Questions on a terminal: what is typed at them, and what is to be seen then, at any width. */
import { withoutWhatVaries } from './journey.js';
import type { SandboxUser } from './sandbox-user.js';
import { keys, onScreen } from './screen.js';

/** The widths that screens are kept at. */
export const widths = [60, 80, 140] as const;
/** Types what a browser ends with after the login that is shown. */
export const code = Symbol('code');
/** Types nothing, and waits until the program has ended; its exit code is kept with the screen. */
export const end = Symbol('end');

/** What is typed, what is then seen (as if all of it stood on one line), and what the screen is kept as, where it is. */
export type AskedStep = readonly [typed: string | typeof code | typeof end, seen: RegExp, kept?: string];
export interface Asked {
  readonly line: readonly string[];
  readonly steps: readonly AskedStep[];
  readonly env?: Readonly<Record<string, string>>;
  readonly cwd?: string;
}

const { enter, down, escape, tab } = keys;
export { down, enter, escape, tab };
/** So many that the longest address leaves what stands above it on the screen. */
const rows = 60;
const patience = 30_000;

const hex = (digits: number) => Array.from({ length: digits }, () => '[0-9a-f]').join('\\n?');
/** An id, also where the end of a line tears it in two. */
const id = new RegExp(`(?<![0-9a-f])${[8, 4, 4, 4, 12].map(hex).join('\\n?-\\n?')}(?![0-9a-f])`, 'g');
/** Screens without what differs from run to run, as wide as they were. */
const steady = (text: string) =>
  withoutWhatVaries(
    text
      .replace(id, (found) => found.replace(/[0-9a-f]/g, 'X'))
      .replace(/[0-9a-f]{8}(-[0-9a-f]{0,12})+(?=…)/g, (found) => found.replace(/[0-9a-f]/g, 'X'))
      .replace(/for \d+ s/g, 'for N s'),
  ).replace(/\b\d\d:\d\d(:\d\d)?\b/g, (found) => found.replace(/\d\d/g, 'hh').replace(':hh', ':mm'));

const onOneLine = (text: string) => text.replace(/\s+/g, ' ');

/** The screens that are kept of what somebody is asked. No line is wider than the terminal by its nature: the terminal would have broken it. */
export async function walkQuestions(
  user: Pick<SandboxUser, 'env' | 'home' | 'approve'>,
  { line, steps, env = {}, cwd }: Asked,
  columns: number,
): Promise<string> {
  const screen = onScreen(line, { ...user.env, GLOBUS_PAGER: '', ...env }, { columns, rows, cwd: cwd ?? user.home });
  const screens: string[] = [];
  for (const [typed, seen, kept] of steps) {
    if (typed === code) {
      const all = screen.raw().match(/http:\/\/[^\s\u001b\u0007]*authorize[^\s\u001b\u0007]*/g);
      screen.type(`${await user.approve(all?.at(-1) ?? '')}\r`);
    } else if (typed !== end && typed !== '') screen.type(typed);
    const exit = typed === end ? await screen.ended() : undefined;
    const shown = await screen.see((text) => seen.test(onOneLine(text)), patience);
    if (kept === undefined) continue;
    const ended = exit === undefined ? '' : `(exit ${exit})\n`;
    screens.push(`── ${kept} ${'─'.repeat(Math.max(0, columns - kept.length - 4))}\n${shown}\n${ended}`);
  }
  return steady(screens.join('\n'));
}
