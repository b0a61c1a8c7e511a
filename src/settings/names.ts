import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { writeAtomically } from '../host/atomic.js';
import { demandTrusted } from '../host/trust.js';
import { isOfDisk } from '../disk-words.js';
import { CliError } from '../errors.js';

/** What a name meant when it was last looked up. */
export interface KeptName {
  readonly kind: string;
  readonly name: string;
  readonly id: string;
  /** The path that a bookmark brings. */
  readonly path?: string | undefined;
  /** Milliseconds since 1970. */
  readonly at: number;
  /** Something was done since that may have changed what it means. */
  readonly isOutdated?: boolean;
}
/** The names that one login has looked up, kept between runs. Nothing in it is secret. */
export interface KeptNames {
  readonly get: (kind: string, name: string) => KeptName | undefined;
  readonly put: (names: readonly KeptName[]) => void;
  readonly forget: (kind: string, name: string) => void;
  /** Has names be looked up again that one's own doing may have changed, and forgets those of the thing that was changed. */
  readonly outdate: (changed: ChangedNames) => void;
  readonly list: () => readonly KeptName[];
  readonly clear: () => void;
}

/** Names last for a day; what they meant is remembered for a month, so that a change can be told. */
const day = 86_400_000;
const month = 30 * day;
export const isFresh = (kept: KeptName, now: number) => !kept.isOutdated && kept.at <= now && now - kept.at < day;

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
    try {
      // whoever could write it could send what is meant for one collection to another
      demandTrusted(path, 'The file of kept names');
      const stored = JSON.parse(readFileSync(path, 'utf8')) as Partial<Stored> | null;
      return stored?.version === 1 && typeof stored.logins === 'object' ? { ...empty, ...stored } : empty;
    } catch (error) {
      if (error instanceof CliError && !isOfDisk(error.cause)) throw error;
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
      if (!isOfDisk(error)) throw error;
    }
  };
  return {
    get: (kind, name) => mine().find((each) => each.kind === kind && each.name === name),
    put: (names) => {
      const isNew = new Set(names.map(({ kind, name }) => `${kind}\n${name}`));
      write([...names, ...mine().filter(({ kind, name }) => !isNew.has(`${kind}\n${name}`))]);
    },
    forget: (kind, name) => write(mine().filter((each) => each.kind !== kind || each.name !== name)),
    outdate: ({ kinds, id, isBookmark }) => {
      const names = mine();
      const isChanged = ({ kind }: KeptName) => kinds.includes(kind);
      const isGone = (each: KeptName) => each.id === id?.toLowerCase() || (isBookmark && each.path !== undefined);
      if (!names.some((each) => isChanged(each) && (!each.isOutdated || isGone(each)))) return;
      write(
        names
          .filter((each) => !(isChanged(each) && isGone(each)))
          .map((each) => (isChanged(each) ? { ...each, isOutdated: true } : each)),
      );
    },
    list: mine,
    clear: () => write([]),
  };
}

const isKeptName = (value: unknown): value is KeptName => {
  const { kind, name, id, at, path, isOutdated = false } = (value ?? {}) as Partial<KeptName>;
  return (
    [kind, name, id].every((each) => typeof each === 'string') &&
    Number.isFinite(at) &&
    typeof isOutdated === 'boolean' &&
    (path === undefined || typeof path === 'string')
  );
};

/** A request that may change something, as it goes out. */
export interface ChangingRequest {
  readonly service: string;
  readonly method: string;
  readonly path: string;
}
/** The kinds whose names may mean something else after a request, and the thing that it changes, where it says which. */
export interface ChangedNames {
  readonly kinds: readonly string[];
  readonly id: string | undefined;
  /** It is about a bookmark, of which what is kept knows no id. */
  readonly isBookmark: boolean;
}

// bookmarks are found by the names of collections, and the other way round
const collections = ['collection', 'host', 'bookmark', 'bookmarkV2'];

/** What is made, renamed or deleted by the requests to each service, by the word of the path that says what it is. */
const kinds: ReadonlyMap<string, readonly string[]> = new Map([
  ['transfer endpoint', collections],
  ['transfer shared_endpoint', collections],
  ['transfer bookmark', collections],
  ['transfer bookmarks', collections],
  ['transfer tunnels', ['tunnel']],
  ['transfer stream_access_points', ['accessPoint']],
  ['gcs endpoint', collections],
  ['gcs collections', collections],
  ['gcs batch_delete', collections],
  ['gcs domain', collections],
  ['groups groups', ['group']],
  ['search index', ['index']],
  ['flows flows', ['flow']],
  ['flows registered_apis', ['registeredApi']],
  ['timers timer', ['timer']],
  ['timers jobs', ['timer']],
  ['compute endpoints', ['computeEndpoint']],
  ['auth projects', ['project']],
  ['auth clients', ['client']],
  ['auth policies', ['policy']],
  ['auth scopes', ['authScope']],
]);

/** The names that a request may change: what is posted to a list, and what is asked of one thing. What is asked below a thing changes no name. */
export function changedNames({ service, method, path }: ChangingRequest): ChangedNames | undefined {
  const [last = '', before = ''] = path
    .replace(/[?#].*/s, '')
    .split('/')
    .filter(Boolean)
    .reverse();
  const list = kinds.get(`${service} ${last}`);
  const isBookmark = /^bookmarks?$/.test(list ? last : before);
  if (list) return { kinds: list, id: undefined, isBookmark };
  const thing = method === 'POST' ? undefined : kinds.get(`${service} ${before}`);
  return thing && { kinds: thing, id: last, isBookmark };
}
