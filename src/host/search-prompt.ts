import type { Runtime } from '../runtime.js';
import type { SearchSource } from '../tools.js';
import { visible, visibleLines } from '../visible.js';
import type { Ask } from './prompt.js';

/** A question as it is shown: only its first line begins at the left, so that no name in it fakes a line of ours. */
export const asked = (text: string): string => visibleLines(text).replace(/\n(?! )/g, '\n  ');

/** As long as somebody goes on typing, nothing is searched for; milliseconds. */
const typing = 200;

/** A question that is answered by choosing among what is found while one types. Undefined where the person went back with Esc. */
export async function searchPrompt(
  runtime: Runtime,
  ask: Ask,
  text: string,
  source: SearchSource,
): Promise<string | undefined> {
  const leave = new AbortController();
  const onKey = (_text: unknown, key: { readonly name?: string } | undefined) => {
    if (key?.name === 'escape') leave.abort();
  };
  const stdin = runtime.stdin as NodeJS.ReadStream;
  stdin.on('keypress', onKey);
  try {
    return await ask<string>(
      {
        type: 'search',
        message: asked(text),
        pageSize: Math.max(5, Math.min(15, (runtime.stderr.rows ?? 24) - 6)),
        source: async (term: string | undefined, { signal }: { readonly signal: AbortSignal }) => {
          if (term !== undefined && !(await isSettled(signal))) return [];
          const found = await source(term, signal);
          return found.map(({ line, short, value }) => ({ name: line, short: visible(short), value }));
        },
      },
      leave.signal,
    );
  } catch (error) {
    if (leave.signal.aborted) return undefined;
    throw error;
  } finally {
    stdin.off('keypress', onKey);
  }
}

/** Whether nothing more was typed for a moment. */
const isSettled = (signal: AbortSignal): Promise<boolean> =>
  new Promise((done) => {
    const timer = setTimeout(() => done(!signal.aborted), typing);
    signal.addEventListener('abort', () => {
      clearTimeout(timer);
      done(false);
    });
  });
