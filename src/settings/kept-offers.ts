import { createHash } from 'node:crypto';
import { closeSync, openSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { writeAtomically } from '../host/atomic.js';
import { makeFolder } from '../new-folder.js';
import { demandTrusted } from '../host/trust.js';
import { isOfDisk } from '../disk-words.js';
import { CliError } from '../errors.js';

/** Something that a word of a line can be completed to. */
export interface Offer {
  readonly id: string;
  readonly name: string;
  readonly detail?: string | undefined;
  /** The path that a bookmark brings. */
  readonly path?: string | undefined;
  /** Holds no files itself. */
  readonly isEndpoint?: boolean;
  /** How its folders are shared. */
  readonly sharing?: 'rules' | 'guests' | undefined;
  readonly entity?: string | undefined;
}
/** What there was to choose among when a service was last asked. */
export interface KeptOffers {
  readonly offers: readonly Offer[];
  /** Milliseconds since 1970. */
  readonly at: number;
}
/**
 * What a shell completes with: for one login, by what was asked for (the groups, a folder), a file each below `completion/` of the
 * config directory. It can be made again, and nothing in it is secret.
 */
export interface OfferStore {
  /** Undefined where nothing is kept. Throws CliError where others may change it. */
  readonly get: (what: string) => KeptOffers | undefined;
  readonly put: (what: string, offers: readonly Offer[]) => void;
  /** Marks that somebody asks the service: false where somebody does already. */
  readonly claim: () => boolean;
  readonly release: () => void;
  readonly forget: (what: string) => void;
  readonly clear: () => void;
}

const day = 86_400_000;
/** Nobody asks for longer than this; milliseconds. A mark that is older was left by a process that is gone. */
export const longestAsking = 20_000;
/** As much of a list as is kept: nobody chooses among more with Tab. */
const most = 5_000;
const hash = (text: string) => createHash('sha256').update(text).digest('hex').slice(0, 24);

export function keptOffers(configDir: string, login: string, now: () => number): OfferStore {
  const folder = join(configDir, 'completion');
  const mine = `${hash(login)}-`;
  const fileOf = (what: string) => join(folder, `${mine}${hash(what)}.json`);
  const mark = join(folder, `${mine}asking`);
  const sweep = (isOver: (name: string) => boolean) => {
    for (const name of namesIn(folder)) if (isOver(name)) rmSync(join(folder, name), { force: true });
  };
  return {
    get: (what) => {
      const path = fileOf(what);
      try {
        demandTrusted(path, 'The file of what Tab offers');
        return understood(JSON.parse(readFileSync(path, 'utf8')), what, login);
      } catch (error) {
        if (error instanceof CliError && !isOfDisk(error.cause)) throw error;
        return undefined;
      }
    },
    put: (what, offers) => {
      writable(() => {
        writeAtomically(
          fileOf(what),
          JSON.stringify({ version: 1, login, what, at: now(), offers: offers.slice(0, most) }),
        );
        sweep((name) => name.endsWith('.json') && now() - touchedAt(join(folder, name)) > day);
      });
    },
    claim: () => {
      let isMine = false;
      writable(() => {
        makeFolder(folder, 0o700);
        demandTrusted(mark, 'The mark of a process that asks for what Tab offers');
        if (Date.now() - touchedAt(mark) > longestAsking) rmSync(mark, { force: true });
        closeSync(openSync(mark, 'wx', 0o600));
        isMine = true;
      });
      return isMine;
    },
    release: () => rmSync(mark, { force: true }),
    forget: (what) => rmSync(fileOf(what), { force: true }),
    clear: () => sweep((name) => name.startsWith(mine) && name.endsWith('.json')),
  };
}

/** Where nothing can be written, nothing is kept, and that is all. */
function writable(write: () => void): void {
  try {
    write();
  } catch (error) {
    if (!isOfDisk(error)) throw error;
  }
}

const codeOf = (error: unknown) => String((error as NodeJS.ErrnoException).code);
const touchedAt = (path: string) => statSync(path, { throwIfNoEntry: false })?.mtimeMs ?? Infinity;

function namesIn(folder: string): readonly string[] {
  try {
    return readdirSync(folder);
  } catch (error) {
    if (['ENOENT', 'EACCES', 'ENOTDIR'].includes(codeOf(error))) return [];
    throw error;
  }
}

function understood(value: unknown, what: string, login: string): KeptOffers | undefined {
  const kept = (value ?? {}) as Partial<KeptOffers & { version: number; what: string; login: string }>;
  if (kept.version !== 1 || kept.what !== what || kept.login !== login) return undefined;
  const { at, offers } = kept;
  if (!Number.isFinite(at) || !Array.isArray(offers)) return undefined;
  return { at: at as number, offers: (offers as readonly unknown[]).filter(isOffer) };
}

const isOffer = (value: unknown): value is Offer => {
  const { id, name, detail, path, isEndpoint = false, sharing, entity } = (value ?? {}) as Partial<Offer>;
  return (
    typeof isEndpoint === 'boolean' &&
    [undefined, 'rules', 'guests'].includes(sharing) &&
    [id, name].every((each) => typeof each === 'string') &&
    [detail, path, entity].every((each) => each === undefined || typeof each === 'string')
  );
};
