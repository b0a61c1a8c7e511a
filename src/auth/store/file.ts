import { readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { diskWords } from '../../disk-words.js';
import { CliError } from '../../errors.js';
import { isObject } from '../../exact-json.js';
import type { Tokens } from '../types.js';
import { sweepUnfinished, writeAtomically } from '../../host/atomic.js';
import { demandTrusted } from '../../host/trust.js';
import { placeOf } from '../../settings/place-of.js';
import type { TokenStore } from './store.js';

/** The document of globus_sdk's JSONTokenStorage; keys we do not know are kept. */
interface Stored {
  data: Record<string, Tokens>;
  format_version: string;
  'globus-sdk.version': string;
}
const version = '2.0';
const empty: Stored = { data: {}, format_version: version, 'globus-sdk.version': '4.9.0' };

/**
 * Tokens in `tokens.json` of the config directory. A file that cannot be understood is never overwritten, and one that others
 * may change is not read. `notice` is told what a person should know of the file.
 */
export function fileStore(configDir: string, notice: (text: string) => void = () => undefined): TokenStore {
  const path = join(configDir, 'tokens.json');
  const load = (): Stored => {
    let text: string;
    try {
      demandTrusted(path, 'The token file');
      text = readFileSync(path, 'utf8');
    } catch (cause) {
      if ((cause as NodeJS.ErrnoException).code === 'ENOENT') return empty;
      if (cause instanceof CliError) throw cause;
      throw new CliError(`The token file ${path} cannot be read: ${diskWords(cause)}.`, { cause });
    }
    return understand(text, path);
  };
  // async, so that a file that cannot be read or written is a rejection
  return {
    kind: 'file',
    where: path,
    read: async (namespace) => Promise.resolve(load().data[namespace] ?? {}),
    write: async (namespace, tokens) => {
      const { data, ...rest } = load();
      const { [namespace]: _old, ...others } = data;
      const next = Object.keys(tokens).length ? { ...others, [namespace]: tokens } : others;
      const names = statSync(path, { throwIfNoEntry: false })?.nlink ?? 1;
      try {
        writeAtomically(path, `${JSON.stringify({ ...rest, data: next }, null, 2)}\n`);
        sweepUnfinished(path);
        if (names > 1) notice(`${path} had other names (hard links): they keep the logins as they were before.`);
        return await Promise.resolve();
      } catch (cause) {
        throw new CliError(`The token file ${path} cannot be written: ${diskWords(cause)}.`, {
          cause,
          hint: 'Point GLOBUS_CONFIG_DIR at a directory that can be written, or keep tokens in memory only with GLOBUS_TOKEN_STORE=memory.',
        });
      }
    },
    namespaces: async () => Promise.resolve(Object.keys(load().data)),
  };
}

/** Whether what is there can be used without looking again: the fields that this program reads. */
const areTokens = (tokens: unknown): boolean =>
  isObject(tokens) &&
  Object.values(tokens).every(
    (token) =>
      isObject(token) &&
      typeof token['access_token'] === 'string' &&
      typeof token['scope'] === 'string' &&
      Number.isFinite(token['expires_at_seconds']),
  );

function understand(text: string, path: string): Stored {
  let stored: Partial<Stored> | null;
  try {
    stored = JSON.parse(text) as Partial<Stored> | null;
  } catch (cause) {
    throw new CliError(`The token file ${path} is damaged: it is not JSON${placeOf(cause)}.`, {
      hint: `It was left as it is. Move it away and log in again:\n\n  mv ${path} ${path}.damaged\n  globus login`,
    });
  }
  if (stored?.format_version !== undefined && stored.format_version !== version) {
    throw new CliError(
      `The token file ${path} has format ${stored.format_version}; this version of globus knows ${version}.`,
      {
        hint: 'A newer program wrote it, and it was left as it is. Update globus, or use another GLOBUS_CONFIG_DIR.',
      },
    );
  }
  if (!isObject(stored) || !isObject(stored.data) || !Object.values(stored.data).every(areTokens)) {
    throw new CliError(`The token file ${path} is not a token file.`, {
      hint: 'It was left as it is. Move it away and log in again.',
    });
  }
  return stored as Stored;
}
