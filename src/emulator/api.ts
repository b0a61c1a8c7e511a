import { resolveUp } from '../resolve-up.js';
import type { LoggedRequest, SandboxInfo, SandboxTool } from './contract.js';
import { CliError, NetworkError, UsageError } from '../errors.js';
import { isObject } from '../exact-json.js';
import { visible } from '../visible.js';

/** How often a followed log is asked for news, in milliseconds. */
const interval = 300;

/** How long a sandbox may take to say that it is there, in milliseconds: it may be busy, or its process be stopped. */
const usualPatience = 10_000;

/** The header in which the sandbox takes its key. */
export const keyHeader = 'x-globus-sandbox';
/** The key among a sandbox's variables. */
export const keyOf = (env: Readonly<Record<string, string | undefined>>) => env['GLOBUS_SANDBOX_KEY'];

/** Whether a sandbox serves where it said; `silent` is one that is there and does not answer. */
export type Presence = 'serves' | 'silent' | 'absent';

/** The sandbox's own API, `/_sandbox/...`. */
export function adminApi(fetch: typeof globalThis.fetch, signal: AbortSignal, patience = usualPatience) {
  const ask = async <T>(
    info: SandboxInfo,
    method: string,
    path: string,
    body?: unknown,
    until?: AbortSignal,
  ): Promise<T> => {
    const key = keyOf(info.env);
    const { answered, text } = await fetch(`${info.url}/_sandbox/${path}`, {
      method,
      headers: { ...(key !== undefined && { [keyHeader]: key }), 'content-type': 'application/json' },
      ...(body !== undefined && { body: JSON.stringify(body) }),
      ...(until && { signal: until }),
    })
      .then(async (response) => ({ answered: response, text: await response.text() }))
      .catch((cause: unknown) => {
        throw new NetworkError(`The sandbox at ${info.url} does not answer.`, {
          cause,
          hint: 'Start it with: globus sandbox start',
        });
      });
    const document = documentIn(text);
    if (document && answered.ok) return document as T;
    if (typeof document?.['message'] !== 'string')
      throw new NetworkError(`What answers at ${info.url} is not a sandbox.`, {
        hint: 'Another program has taken its port. Start the sandbox on another one with: globus sandbox start --port 0',
      });
    throw new CliError(`The sandbox says: ${visible(document['message'])}.`, { data: { code: document['code'] } });
  };

  const presence = async (info: SandboxInfo): Promise<Presence> => {
    const late = AbortSignal.timeout(patience);
    try {
      const { status } = await ask<{ readonly status: unknown }>(info, 'GET', 'health', undefined, late);
      return status === 'ok' ? 'serves' : 'absent';
    } catch (error) {
      if (!(error instanceof CliError)) throw error;
      // else nobody, another program, or the sandbox of somebody else, which wants another key
      return late.aborted ? 'silent' : 'absent';
    }
  };

  async function* requests(info: SandboxInfo, follow: boolean): AsyncGenerator<LoggedRequest, void, undefined> {
    const seen = new Set<string>();
    for (;;) {
      const { requests: latest } = await ask<{ requests: readonly LoggedRequest[] }>(info, 'GET', 'log');
      const keys = latest.map((entry) => JSON.stringify(entry));
      for (const [i, entry] of latest.entries()) {
        // the question itself is of no interest
        if (!seen.has(keys[i] ?? '') && !entry.path.startsWith('/_sandbox/')) yield entry;
      }
      seen.clear();
      for (const key of keys) seen.add(key);
      if (!follow || signal.aborted) return;
      await new Promise((done) => setTimeout(done, interval));
    }
  }
  return { ask, presence, requests };
}

/** The JSON object that a text is; undefined where it is none. */
function documentIn(text: string): Readonly<Record<string, unknown>> | undefined {
  try {
    const value: unknown = JSON.parse(text);
    return isObject(value) ? value : undefined;
  } catch {
    return undefined; // no JSON, which is what is asked
  }
}

/** Serves a folder of this machine, spoken `NAME=PATH`, as a collection that everyone may read and write. */
export async function shareFolder(
  ask: SandboxTool['ask'],
  info: SandboxInfo,
  spoken: string,
  cwd: string,
): Promise<void> {
  const at = spoken.indexOf('=');
  if (at < 1 || at === spoken.length - 1)
    throw new UsageError(`Invalid value for --share: '${spoken}' is not NAME=PATH.`);
  await ask(info, 'POST', 'collections', {
    display_name: spoken.slice(0, at),
    path: resolveUp(cwd, spoken.slice(at + 1)),
  });
}
