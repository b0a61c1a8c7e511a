import { resolve } from 'node:path';
import type { LoggedRequest, SandboxInfo, SandboxTool } from './contract.js';
import { CliError, NetworkError, UsageError } from '../errors.js';
import { visible } from '../visible.js';

/** How often a followed log is asked for news, in milliseconds. */
const interval = 300;

/** The header in which the sandbox takes its key. */
export const keyHeader = 'x-globus-sandbox';
/** The key among a sandbox's variables. */
export const keyOf = (env: Readonly<Record<string, string | undefined>>) => env['GLOBUS_SANDBOX_KEY'];

/** The sandbox's own API, `/_sandbox/...`. */
export function adminApi(fetch: typeof globalThis.fetch, signal: AbortSignal) {
  const ask: SandboxTool['ask'] = async <T>(
    info: SandboxInfo,
    method: string,
    path: string,
    body?: unknown,
  ): Promise<T> => {
    const key = keyOf(info.env);
    const response = await fetch(`${info.url}/_sandbox/${path}`, {
      method,
      headers: { ...(key !== undefined && { [keyHeader]: key }), 'content-type': 'application/json' },
      ...(body !== undefined && { body: JSON.stringify(body) }),
    }).catch((cause: unknown) => {
      throw new NetworkError(`The sandbox at ${info.url} does not answer.`, {
        cause,
        hint: 'Start it with: globus sandbox start',
      });
    });
    const document = (await response.json()) as T & { readonly message?: string; readonly code?: string };
    if (!response.ok)
      throw new CliError(`The sandbox says: ${visible(document.message ?? response.statusText)}.`, {
        data: { code: document.code },
      });
    return document;
  };

  const isServing = async (info: SandboxInfo): Promise<boolean> => {
    try {
      await ask(info, 'GET', 'health');
      return true;
    } catch (error) {
      if (error instanceof NetworkError) return false;
      throw error;
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
  return { ask, isServing, requests };
}

/** Serves a folder of this machine, spoken `NAME=PATH`, as a collection that everyone may read and write. */
export async function shareFolder(
  ask: SandboxTool['ask'],
  info: SandboxInfo,
  spoken: string,
  cwd: string,
): Promise<void> {
  const at = spoken.indexOf('=');
  if (at < 1) throw new UsageError(`Invalid value for --share: '${spoken}' is not NAME=PATH.`);
  await ask(info, 'POST', 'collections', {
    display_name: spoken.slice(0, at),
    path: resolve(cwd, spoken.slice(at + 1)),
  });
}
