import type { Notices, Prompt } from '../tools.js';
import { UsageError } from '../errors.js';
import { type Authorization, authorization, type Granted, redeem, type Wanted } from './login.js';
import { loopback } from './loopback.js';
import type { AuthServer } from './types.js';

/** How a person is reached. */
export interface Means {
  readonly server: AuthServer;
  readonly prompt: Prompt;
  readonly notices: Notices;
  /** The first line of standard input where that is not a terminal; undefined at its end. */
  readonly pipedLine: () => Promise<string | undefined>;
  readonly openBrowser: (url: string) => void;
  readonly drawCode: (text: string) => Promise<void>;
}
interface How {
  readonly localServer: boolean;
  readonly qr: boolean;
}
/** A listener waits this long for the browser. */
const patience = 10 * 60_000;
const question = 'Paste the code here:';

/** Leads a person through a login: shows the URL, takes the code, changes it for tokens. */
export async function leadThrough(means: Means, wanted: Omit<Wanted, 'redirectUri'>, how: How): Promise<Granted> {
  if (how.localServer) return withListener(means, wanted, how);
  const begun = authorization(means.server, { ...wanted, redirectUri: means.server.codePageUrl });
  await showUrl(means, begun, how);
  const code = means.prompt.available ? await means.prompt.input(question) : await means.pipedLine();
  if (!code?.trim()) throw nobodyThere();
  return redeem(means.server, begun, code);
}

async function withListener(means: Means, wanted: Omit<Wanted, 'redirectUri'>, how: How): Promise<Granted> {
  const listener = await loopback(patience);
  const answered = new AbortController();
  try {
    const begun = authorization(means.server, { ...wanted, redirectUri: listener.redirectUri });
    await showUrl(means, begun, how);
    means.notices.info('Waiting for the browser, ten minutes at most.');
    const fromBrowser = listener.code(begun.state);
    means.openBrowser(begun.url);
    const code = await (means.prompt.available
      ? Promise.race([fromBrowser, pasted(means, begun.state, answered.signal)])
      : fromBrowser);
    return await redeem(means.server, begun, code);
  } finally {
    answered.abort();
    listener.close();
  }
}

/** A code, or the whole address that the browser could not reach. Never resolves once the browser has answered. */
async function pasted({ prompt }: Means, state: string, signal: AbortSignal): Promise<string> {
  try {
    const text = await prompt.input('Or paste the code, or the address the browser ended at:', { signal });
    const query = text.includes('?') ? new URLSearchParams(text.slice(text.indexOf('?'))) : undefined;
    const theirs = query?.get('state') ?? state;
    if (theirs !== state)
      throw new UsageError('That address belongs to another login.', { hint: 'Begin again with: globus login' });
    return query?.get('code') ?? text;
  } catch (error) {
    if (signal.aborted) return new Promise(() => undefined);
    throw error;
  }
}

async function showUrl(means: Means, begun: Authorization, how: How): Promise<void> {
  means.notices.warn(`Log in with a browser, on any machine, at:\n\n  ${begun.url}\n`);
  if (how.qr) await means.drawCode(begun.url);
}

const nobodyThere = () =>
  new UsageError('There is nobody to ask for the code: this is not a terminal.', {
    hint: [
      'Log in with two commands instead, in any shells of this machine:\n',
      '  globus login --start          prints the address to open',
      '  globus login --finish CODE    ends the login',
      '\nFor jobs without a person, set GLOBUS_CLI_CLIENT_ID and GLOBUS_CLI_CLIENT_SECRET.',
    ].join('\n'),
  });
