import { WentBackError } from './errors.js';
import type { Leading, Prompt, ScreenRows } from './tools.js';

/** What was answered on the way to the question that stands, in order. */
export interface Trail {
  /** The answer that stands, or else what `ask` gets of the person. */
  readonly answer: <T>(question: string, ask: (leading: Leading<T>) => Promise<T>) => Promise<T>;
  /** What was found out on the way, once: going back asks no service again. */
  readonly once: <T>(what: string, find: () => Promise<T>) => Promise<T>;
}

/**
 * Has somebody answer the questions of `work`, one after the other. Esc goes back to the one before: the work is done anew with the
 * answers up to there, and the one that was given there is offered. Esc at the first rejects with WentBackError. What was said since that
 * question is taken off the screen.
 */
export async function retrace<T>(work: (trail: Trail) => Promise<T>, screen?: ScreenRows): Promise<T> {
  const answers: unknown[] = [];
  const takeAway: ((() => boolean) | undefined)[] = [];
  const former = new Map<string, unknown>();
  const found = new Map<string, unknown>();
  for (;;) {
    let asked = 0;
    const trail: Trail = {
      answer: async <A>(question: string, ask: (leading: Leading<A>) => Promise<A>) => {
        const at = asked++;
        if (at < answers.length) return answers[at] as A;
        takeAway[at] = screen?.mark();
        const answer = await ask({ former: former.get(question) as A | undefined, escape: at ? 'back' : 'leave' });
        answers.push(answer);
        former.set(question, answer);
        return answer;
      },
      once: async <F>(what: string, find: () => Promise<F>) => {
        if (!found.has(what)) found.set(what, await find());
        return found.get(what) as F;
      },
    };
    try {
      return await work(trail);
    } catch (error) {
      if (!(error instanceof WentBackError) || !answers.length) throw error;
      answers.pop();
      takeAway[answers.length]?.();
    }
  }
}

type Asking = Pick<Prompt, 'input' | 'select' | 'confirm'>;

/** The same questions, which a trail keeps the answers of. */
export const traced = (prompt: Asking, { answer }: Trail): Asking => ({
  input: (question, { check, former: offered, ...options } = {}) =>
    answer(question, ({ former = offered, escape }) => prompt.input(question, { check, ...options, former, escape })),
  select: (question, choices, { former: offered } = {}) =>
    answer(question, ({ former = offered, escape }) => prompt.select(question, choices, { former, escape })),
  confirm: (question, options) =>
    answer(question, ({ former, escape }) =>
      prompt.confirm(question, { ...options, ...(former !== undefined && { default: former }), escape }),
    ),
});

/** A choice of which undefined says that the person went back. */
export const tracedChoice = <T>(
  question: string,
  { answer }: Trail,
  choose: (leading: Leading<T>) => Promise<T | undefined>,
): Promise<T> =>
  answer<T>(question, async (leading) => {
    const chosen = await choose(leading);
    if (chosen === undefined) throw new WentBackError();
    return chosen;
  });
