import type { Notices, Prompt } from '../tools.js';
import { AuthRequiredError, InterruptedError, UsageError } from '../errors.js';
import { type Authorization, authorization, type Granted, redeem, RefusedCodeError, type Wanted } from './login.js';
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
  /** Shows an address below a line that says what it is for. */
  readonly showAddress: (what: string, url: string) => Promise<void>;
  /** Puts a text on the clipboard, where the terminal can. */
  readonly copy: (text: string) => Promise<void>;
  /** Aborted by Ctrl-C. */
  readonly signal: AbortSignal;
  /** Whether it was said that nobody is there, at a terminal or a browser. */
  readonly isUnattended: boolean;
  /** Whether the login is one at a sandbox, which a browser of this machine reaches, and a command answers, too. */
  readonly isAtSandbox: boolean;
  /** Whether a script on a terminal brings its browser with it: its output is captured, and $BROWSER is set. */
  readonly hasOwnBrowser: boolean;
}
/** What a login is to bring; how it comes back, and the line that begins it, are added here. */
type Goal = Omit<Wanted, 'redirectUri' | 'line'>;
interface How {
  readonly localServer: boolean | undefined;
  readonly qr: boolean;
  /** The line that does it another time; by default the one typed. */
  readonly later?: string;
}
/** A listener waits this long for the browser. */
const patience = 10 * 60_000;
const question = 'Paste the code here:';

/** How a login at a sandbox is answered where no browser reaches it. */
export const withoutBrowser = "Without a browser, type in another terminal: globus sandbox approve 'ADDRESS'";

/** Leads a person through a login: shows the URL, takes the code, changes it for tokens. */
export async function leadThrough(means: Means, wanted: Goal, how: How): Promise<Granted> {
  if (means.isUnattended && how.localServer === undefined) throw nobodySaid(means, wanted);
  const listens: boolean = how.localServer ?? (!means.prompt.available || means.hasOwnBrowser);
  if (listens) return withListener(means, wanted, how);
  const begin = () =>
    authorization(means.server, { ...wanted, line: means.typed, redirectUri: means.server.codePageUrl });
  if (means.prompt.available) return byHand(means, wanted, how, begin);
  const begun = begin();
  await showUrl(means, begun, how);
  const code = await unlessInterrupted(means.signal, (signal) => means.pipedLine(signal));
  if (!code?.trim()) throw nobodyThere(means);
  return redeem(means.server, begun, codeIn(code.trim(), begun));
}

/** Asks a person for the code, with a new address where one is not accepted: what they answered before is not lost by it. */
async function byHand(means: Means, wanted: Goal, how: How, begin: () => Authorization): Promise<Granted> {
  for (;;) {
    const begun = begin();
    await showUrl(means, begun, how);
    const typed = await means.prompt.input(question, {
      check: (text) => complaint(text, begun),
      onEscape: '',
      onCtrl: { y: () => void means.copy(begun.url) },
    });
    if (!typed.trim()) throw putOff(means, wanted, how);
    try {
      return await redeem(means.server, begun, codeIn(typed.trim(), begun));
    } catch (error) {
      if (!(error instanceof RefusedCodeError)) throw error;
      means.notices.warn(`${error.message}\nA code works once, within ten minutes, and only for its own address.`);
      const leaves = 'leave';
      if ((await means.prompt.input('Press Enter for a new address (Esc cancels):', { onEscape: leaves })) === leaves)
        throw putOff(means, wanted, how);
    }
  }
}

/** Why what was typed is no code of this login; undefined where it may be one. */
function complaint(text: string, begun: Authorization): string | undefined {
  if (!text.trim()) return 'Open the address above and log in: the last page shows the code. Esc cancels.';
  try {
    codeIn(text.trim(), begun);
    return undefined;
  } catch (error) {
    if (error instanceof UsageError) return error.message;
    throw error;
  }
}

async function withListener(means: Means, wanted: Goal, how: How): Promise<Granted> {
  const listener = await loopback(patience, means.typed);
  try {
    const begun = authorization(means.server, { ...wanted, line: means.typed, redirectUri: listener.redirectUri });
    await showUrl(means, begun, how, listener.leadTo(begun.url));
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
    throw new UsageError('That address belongs to another login.', { hint: `Start again with: ${line}` });
  return query?.get('code') ?? text;
}

/** Never resolves once the browser has answered. */
async function pasted({ prompt }: Means, begun: Authorization, answered: AbortSignal): Promise<string> {
  try {
    return codeIn(
      await prompt.input('Or paste the code, or the address the browser ended at:', {
        signal: answered,
        check: (text) => complaint(text, begun),
      }),
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

/** The address comes last, and where the browser may be that of this machine, a short one before it. */
async function showUrl(means: Means, begun: Authorization, how: How, short?: string): Promise<void> {
  if (short !== undefined && means.prompt.available)
    await means.showAddress('Log in with the browser of this machine at:', short);
  const where = means.isAtSandbox ? 'at the sandbox with a browser here' : 'with a browser, on any machine';
  const copies = means.prompt.available && short === undefined ? ' (Ctrl-Y copies the address)' : '';
  await means.showAddress(`Log in ${where}${copies}, at:`, begun.url);
  if (means.isAtSandbox) means.notices.info(withoutBrowser);
  if (how.qr) await means.drawCode(begun.url);
}

const putOff = ({ typed }: Means, { requirement }: Goal, { later = typed }: How) =>
  new AuthRequiredError('The login was put off.', requirement, later, hintOfLater(later, typed));
/** A line with ids in it is none for a person, where the line that was typed asks for the same. */
export const hintOfLater = (later: string, typed: string) =>
  hasId.test(later) && later !== typed ? { hint: 'Run the same line again: it asks for the login.' } : {};
const hasId = /[0-9a-f]{8}-[0-9a-f-]{27}/;
const nobodyThere = ({ typed }: Means) =>
  new UsageError('There is nobody to ask for the code: this is not a terminal, and standard input is empty.', {
    hint: otherWays(typed),
  });
const nobodySaid = ({ typed }: Means, { requirement }: Goal) =>
  new AuthRequiredError(
    'A login needs a person with a browser, and --no-input or GLOBUS_CLI_INTERACTIVE says that there is none.',
    requirement,
    inTwoSteps(typed),
    { hint: `${otherWays(typed)}\nIf there is a browser, add --local-server.` },
  );
