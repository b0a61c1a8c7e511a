import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { writeAtomically } from '../host/atomic.js';
import { demandTrusted } from '../host/trust.js';

/** What a name meant when it was last looked up. */
export interface KeptName {
  readonly kind: string;
  readonly name: string;
  readonly id: string;
  /** The path that a bookmark brings. */
  readonly path?: string | undefined;
  /** Milliseconds since 1970. */
  readonly at: number;
}
/** The names that one login has looked up, kept between runs. Nothing in it is secret. */
export interface KeptNames {
  readonly get: (kind: string, name: string) => KeptName | undefined;
  readonly put: (names: readonly KeptName[]) => void;
  readonly forget: (kind: string, name: string) => void;
  /** Forgets all collections, by their own names and by those of bookmarks. */
  readonly forgetCollections: () => void;
  readonly list: () => readonly KeptName[];
  readonly clear: () => void;
}

/** Names last for a day; what they meant is remembered for a month, so that a change can be told. */
const day = 86_400_000;
const month = 30 * day;
export const isFresh = (kept: KeptName, now: number) => kept.at <= now && now - kept.at < day;

interface Stored {
  readonly version: 1;
  /** By login and server. */
  readonly logins: Readonly<Record<string, readonly KeptName[]>>;
}
const empty: Stored = { version: 1, logins: {} };

/**
 * `names.json` of the config directory. It is made of what services told and can be made again, so a file that cannot be read is as
 * good as none, and one that cannot be written costs the next run a request, and nothing else. Throws CliError where others may change it.
 */
export function keptNames(configDir: string, login: string, now: () => number): KeptNames {
  const path = join(configDir, 'names.json');
  const read = (): Stored => {
    // whoever could write it could send what is meant for one collection to another
    demandTrusted(path, 'The file of kept names');
    try {
      const stored = JSON.parse(readFileSync(path, 'utf8')) as Partial<Stored> | null;
      return stored?.version === 1 && typeof stored.logins === 'object' ? { ...empty, ...stored } : empty;
    } catch {
      return empty;
    }
  };
  const mine = () => {
    const { logins } = read();
    const own = Object.hasOwn(logins, login) ? logins[login] : [];
    return Array.isArray(own) ? (own as readonly KeptName[]).filter(isKeptName) : [];
  };
  const write = (names: readonly KeptName[]) => {
    const { logins } = read();
    const recent = names.filter(({ at }) => now() - at < month);
    try {
      writeAtomically(
        path,
        `${JSON.stringify({ version: 1, logins: { ...logins, [login]: recent } } satisfies Stored)}\n`,
      );
    } catch (error) {
      if (!['EACCES', 'EROFS', 'ENOSPC', 'EPERM', 'EDQUOT'].includes(String((error as NodeJS.ErrnoException).code)))
        throw error;
    }
  };
  return {
    get: (kind, name) => mine().find((each) => each.kind === kind && each.name === name),
    put: (names) => {
      const isNew = new Set(names.map(({ kind, name }) => `${kind}\n${name}`));
      write([...names, ...mine().filter(({ kind, name }) => !isNew.has(`${kind}\n${name}`))]);
    },
    forget: (kind, name) => write(mine().filter((each) => each.kind !== kind || each.name !== name)),
    forgetCollections: () => {
      const names = mine();
      const others = names.filter(({ kind }) => kind !== 'collection');
      if (others.length < names.length) write(others);
    },
    list: mine,
    clear: () => write([]),
  };
}

const isKeptName = (value: unknown): value is KeptName => {
  const { kind, name, id, at, path } = (value ?? {}) as Partial<KeptName>;
  return (
    [kind, name, id].every((each) => typeof each === 'string') &&
    Number.isFinite(at) &&
    (path === undefined || typeof path === 'string')
  );
};
