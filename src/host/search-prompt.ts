import type { Runtime } from '../runtime.js';
import type { SearchSource } from '../tools.js';
import { visible } from '../visible.js';
import { asked } from './asked.js';
import type { Ask } from './prompt.js';

/** As many choices as are shown at once. */
export const pageSize = ({ stderr }: Pick<Runtime, 'stderr'>): number =>
  Math.max(5, Math.min(15, (stderr.rows ?? 24) - 6));

/** As long as somebody goes on typing, nothing is searched for; milliseconds. */
const typing = 200;

/** What a key does that is pressed with Ctrl. */
export type CtrlKeys = Readonly<Record<string, () => void>>;

/** Notices when the person goes back with Esc. `end` stops listening. */
export function leaving(
  { stdin }: Pick<Runtime, 'stdin'>,
  onCtrl: CtrlKeys = {},
): { readonly signal: AbortSignal; readonly end: () => void } {
  const leave = new AbortController();
  const onKey = (_text: unknown, key: { readonly name?: string; readonly ctrl?: boolean } | undefined) => {
    if (key?.name === 'escape') leave.abort();
    if (key?.ctrl && key.name !== undefined) onCtrl[key.name]?.();
  };
  stdin.on('keypress', onKey);
  return { signal: leave.signal, end: () => stdin.off('keypress', onKey) };
}

/** What is said where nothing has what was typed, in place of what inquirer says. */
const noneHasIt = 'Nothing in the list matches.';
const inquirersNone = 'No results found';

interface Shown {
  /** What the keys do, below the choices. */
  readonly keys: string;
  /** Says what was answered: the question is gone from the screen by then, as it is where nothing was. */
  readonly echo: (question: string, answer: string) => Promise<void>;
  /** True, or why what was taken will not do: what was typed stays then. */
  readonly validate?: (value: string) => Promise<true | string>;
}

/** A question that is answered by choosing among what is found while one types. Undefined where the person went back with Esc. */
export async function searchPrompt(
  runtime: Runtime,
  ask: Ask,
  text: string,
  source: SearchSource,
  { keys, echo, validate }: Shown,
): Promise<string | undefined> {
  const { error } = (await import('@inquirer/core')).makeTheme({}).style;
  const leave = leaving(runtime);
  const stdin = runtime.stdin as NodeJS.ReadStream;
  /** Called for an Enter that came before what was typed had been looked for: inquirer would not hear it. */
  let hurry: (() => void) | undefined;
  let isChosen = false;
  const onKey = (_text: unknown, key: { readonly name?: string } | undefined) => {
    isChosen = hurry !== undefined && (key?.name === 'return' || key?.name === 'enter');
    if (isChosen) hurry?.();
  };
  stdin.on('keypress', onKey);
  const shorts = new Map<string, string>();
  try {
    const chosen = await ask<string>(
      {
        type: 'search',
        message: asked(runtime, text),
        pageSize: pageSize(runtime),
        ...(validate && { validate }),
        theme: {
          style: { keysHelpTip: () => keys, error: (text: string) => error(text === inquirersNone ? noneHasIt : text) },
        },
        source: async (term: string | undefined, { signal }: { readonly signal: AbortSignal }) => {
          const settled = isSettled(signal);
          hurry = settled.now;
          if (term !== undefined && !(await settled.whether)) return [];
          const found = await source(term, signal);
          if (!signal.aborted) {
            hurry = undefined;
            // once inquirer has taken what is returned
            if (isChosen) setTimeout(() => stdin.emit('keypress', undefined, { name: 'return' }), 20);
            isChosen = false;
          }
          return found.map(({ line, short, value }) => {
            shorts.set(value, visible(short));
            return { name: line, short: visible(short), value };
          });
        },
      },
      leave.signal,
    );
    await echo(text, shorts.get(chosen) ?? visible(chosen));
    return chosen;
  } catch (error) {
    if (leave.signal.aborted) return undefined;
    throw error;
  } finally {
    stdin.off('keypress', onKey);
    leave.end();
  }
}

/** Whether nothing more was typed for a moment; `now` ends the moment. */
function isSettled(signal: AbortSignal): { readonly whether: Promise<boolean>; readonly now: () => void } {
  let now = (): void => undefined;
  const whether = new Promise<boolean>((done) => {
    now = () => {
      clearTimeout(timer);
      done(!signal.aborted);
    };
    const timer = setTimeout(now, typing);
    signal.addEventListener('abort', now);
  });
  return { whether, now: () => now() };
}
