import type { Notices, Prompt } from '../tools.js';
import { AuthRequiredError, InterruptedError, UsageError } from '../errors.js';
import { type Authorization, authorization, type Granted, redeem, type Wanted } from './login.js';
import { loopback } from './loopback.js';
import { inTwoSteps, otherWays } from './requirements.js';
import type { AuthServer } from './types.js';

/** How a person is reached. */
export interface Means {
  readonly server: AuthServer;
  /** The line of this process, as it can be pasted into a shell: what begins a login anew. */
  readonly typed: string;
  readonly prompt: Prompt;
  readonly notices: Notices;
  /** The first line of standard input where that is not a terminal; undefined at its end. */
  readonly pipedLine: (signal: AbortSignal) => Promise<string | undefined>;
  readonly openBrowser: (url: string) => void;
  readonly drawCode: (text: string) => Promise<void>;
  /** Aborted by Ctrl-C. */
  readonly signal: AbortSignal;
  /** Whether it was said that nobody is there, at a terminal or a browser. */
  readonly isUnattended: boolean;
  /** Whether a script on a terminal brings its browser with it: its output is captured, and $BROWSER is set. */
  readonly hasOwnBrowser: boolean;
}
/** What a login is to bring; how it comes back, and the line that begins it, are added here. */
type Goal = Omit<Wanted, 'redirectUri' | 'line'>;
interface How {
  readonly localServer: boolean | undefined;
  readonly qr: boolean;
}
/** A listener waits this long for the browser. */
const patience = 10 * 60_000;
const question = 'Paste the code here:';

/** Leads a person through a login: shows the URL, takes the code, changes it for tokens. */
export async function leadThrough(means: Means, wanted: Goal, how: How): Promise<Granted> {
  if (means.isUnattended && how.localServer === undefined) throw nobodySaid(means, wanted);
  const listens: boolean = how.localServer ?? (!means.prompt.available || means.hasOwnBrowser);
  if (listens) return withListener(means, wanted, how);
  const begun = authorization(means.server, {
    ...wanted,
    line: means.typed,
    redirectUri: means.server.codePageUrl,
  });
  await showUrl(means, begun, how);
  const code = means.prompt.available
    ? await means.prompt.input(question)
    : await unlessInterrupted(means.signal, (signal) => means.pipedLine(signal));
  if (!code?.trim()) throw nobodyThere(means);
  return redeem(means.server, begun, code);
}

async function withListener(means: Means, wanted: Goal, how: How): Promise<Granted> {
  const listener = await loopback(patience, means.typed);
  try {
    const begun = authorization(means.server, { ...wanted, line: means.typed, redirectUri: listener.redirectUri });
    await showUrl(means, begun, how);
    means.notices.info('Waiting for the browser, ten minutes at most.');
    const code = await unlessInterrupted(means.signal, (answered) => {
      const fromBrowser = listener.code(begun.state);
      const byHand = means.prompt.available ? pasted(means, begun, answered) : piped(means, begun, answered);
      means.openBrowser(begun.url);
      return Promise.race([fromBrowser, byHand]);
    });
    return await redeem(means.server, begun, code);
  } finally {
    listener.close();
  }
}

/** Waits for a person until Ctrl-C; the signal handed on ends what still waits, in any case. */
async function unlessInterrupted<T>(interrupted: AbortSignal, wait: (ended: AbortSignal) => Promise<T>): Promise<T> {
  const ended = new AbortController();
  const stopped = new Promise<never>((_, fail) => {
    const stop = () => fail(new InterruptedError('Interrupted.'));
    if (interrupted.aborted) stop();
    interrupted.addEventListener('abort', stop, { once: true, signal: ended.signal });
  });
  try {
    return await Promise.race([stopped, wait(ended.signal)]);
  } finally {
    ended.abort();
  }
}

/** The code in what was typed or piped: itself, or in the whole address that the browser could not reach. */
function codeIn(text: string, { state, line }: Authorization): string {
  const query = text.includes('?') ? new URLSearchParams(text.slice(text.indexOf('?'))) : undefined;
  if ((query?.get('state') ?? state) !== state)
    throw new UsageError('That address belongs to another login.', { hint: `Begin again with: ${line}` });
  return query?.get('code') ?? text;
}

/** Never resolves once the browser has answered. */
async function pasted({ prompt }: Means, begun: Authorization, answered: AbortSignal): Promise<string> {
  try {
    return codeIn(
      await prompt.input('Or paste the code, or the address the browser ended at:', { signal: answered }),
      begun,
    );
  } catch (error) {
    if (answered.aborted) return new Promise(() => undefined);
    throw error;
  }
}

/** A code on standard input. Never resolves without one: then the browser is waited for. */
async function piped({ pipedLine }: Means, begun: Authorization, answered: AbortSignal): Promise<string> {
  const line = await pipedLine(answered);
  return line === undefined ? new Promise(() => undefined) : codeIn(line.trim(), begun);
}

async function showUrl(means: Means, begun: Authorization, how: How): Promise<void> {
  means.notices.warn(`Log in with a browser, on any machine, at:\n\n  ${begun.url}\n`);
  if (how.qr) await means.drawCode(begun.url);
}

const nobodyThere = ({ typed }: Means) =>
  new UsageError('There is nobody to ask for the code: this is not a terminal, and standard input is empty.', {
    hint: otherWays(typed),
  });
const nobodySaid = ({ typed }: Means, { requirement }: Goal) =>
  new AuthRequiredError(
    'A login needs a person with a browser, and --no-input or GLOBUS_CLI_INTERACTIVE says that there is none.',
    requirement,
    inTwoSteps(typed),
    { hint: `${otherWays(typed)}\nWhere there is a browser, say so with --local-server.` },
  );
