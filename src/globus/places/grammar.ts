import { UsageError } from '../../errors.js';
import { canonicalUuid, isUuid } from '../../uuid.js';

/** Which collection a text means, before anybody was asked. */
export type CollectionWord =
  | { readonly by: 'id'; readonly id: string }
  /** `@data`: a bookmark, and nothing else. */
  | { readonly by: 'bookmark'; readonly name: string }
  /** The name of a bookmark or of a collection. */
  | { readonly by: 'name'; readonly name: string }
  /** The host of its HTTPS server, with the port where one was given. */
  | { readonly by: 'host'; readonly origin: string }
  /** The Globus Connect Personal of this machine. */
  | { readonly by: 'here' };

/** A collection, and a path on it; null where none was given. The path of a bookmark is still to be put before it. */
export interface PlaceWord {
  readonly collection: CollectionWord;
  readonly path: string | null;
}

const dataHost = /^[a-z0-9-]+(?:\.[a-z0-9-]+)*\.data\.globus\.org$/i;
const drive = /^[A-Za-z]:(?=[\\/]|$)/;
/** What the shell of Git for Windows makes of `NAME:/path`: a list of paths in the form of Windows, below its own root. */
const mangled = /^(.+);([A-Za-z]:[\\/].*)$/;
const gitRoot = /^[A-Za-z]:[\\/](?:.*[\\/])?(?:Git|msys64|msys32)(?=[\\/]|$)/i;

/** What is often behind a line break in a name: somebody typed one quotation mark, and a shell waits for the second. */
export const loneQuote = `If a name has a ' in it, put all of it in double quotes: "Ada's Results:/data/"`;

/**
 * Reads a place as a person gives it. docs/places.md has the grammar. Throws UsageError for what can be no place.
 *
 * `name` is how messages name the parameter.
 */
export function placeWord(text: string, name: string): PlaceWord {
  const wrong = (why: string) => new UsageError(`Invalid value for ${name}: '${text}' ${why}.`);
  if (/[\r\n\0]/.test(text))
    throw new UsageError(`Invalid value for ${name}: '${text}' has a line break or a NUL, which places cannot have.`, {
      hint: loneQuote,
    });
  if (text.trim() === '') throw wrong('is empty: give a collection');
  if (/^https?:\/\//i.test(text)) return fromAddress(text, wrong);
  if (isLocal(text)) return { collection: { by: 'here' }, path: text };
  const [, word, path] = mangled.exec(text) ?? [];
  if (word !== undefined && path !== undefined) {
    if (!gitRoot.test(path)) {
      throw new UsageError(`Invalid value for ${name}: the shell changed what you typed to '${text}'.`, {
        hint: 'Set MSYS_NO_PATHCONV=1 and run it again.',
      });
    }
    return { collection: collectionWord(word, wrong), path: path.replace(gitRoot, '').replaceAll('\\', '/') || '/' };
  }
  const at = pathColon(text);
  if (at === -1) return { collection: collectionWord(text, wrong), path: null };
  return { collection: collectionWord(text.slice(0, at), wrong), path: text.slice(at + 1) || null };
}

/** Reads a collection alone. Throws UsageError where a path comes with it. */
export function collectionOnly(text: string, name: string): CollectionWord {
  const { collection, path } = placeWord(text, name);
  // a name may have a colon of its own
  if (path !== null && collection.by === 'name' && !path.startsWith('/')) return { by: 'name', name: unquoted(text) };
  if (path !== null && collection.by !== 'here' && !/^https?:/i.test(text)) {
    throw new UsageError(`Invalid value for ${name}: '${text}' has a path; only a collection is expected here.`);
  }
  return collection;
}

/** Where data lies, as a text says it before anybody was asked. */
export type LocationWord =
  /** Standard input or output. */
  | { readonly at: 'stream' }
  | { readonly at: 'local'; readonly path: string }
  /** A file or folder on the HTTPS server of a collection: its path is decoded. */
  | { readonly at: 'address'; readonly origin: string; readonly path: string }
  /** A collection with a path, for `placeWord`. */
  | { readonly at: 'place'; readonly word: PlaceWord };

/**
 * Reads what may be of this machine or of Globus: a place has a colon before any slash, begins with `@` or `"`, or is an id, a domain or an
 * address; everything else is a local path, and so is what begins with `./`. With `remote` every word that can be a place is one.
 * Throws UsageError for what can be neither.
 */
export function locationWord(text: string, name: string, remote = false): LocationWord {
  if (text === '-') return { at: 'stream' };
  if (!remote && !isPlace(text)) {
    if (text === '' || text.includes('\0')) throw new UsageError(`Invalid value for ${name}: '${text}' is not a path.`);
    return { at: 'local', path: text };
  }
  const word = placeWord(text, name);
  if (word.collection.by === 'here') return { at: 'local', path: text };
  if (word.collection.by === 'host') return { at: 'address', origin: word.collection.origin, path: word.path ?? '/' };
  return { at: 'place', word };
}

const isPlace = (text: string) =>
  !isLocal(text) &&
  (/^(?:[@"]|https?:\/\/|[^/\\]*:)/i.test(text) || mangled.test(text) || isUuid(text) || dataHost.test(text));

/** Whether a text is a path on this machine where one of either is taken. */
export const isHere = (text: string) => !isPlace(text);

/** `.`, `~`, `/x`, `./x`, `../x`, `~/x` and `C:\x` are of this machine. */
export const isLocal = (text: string) =>
  /^(?:\.{1,2}|~)(?:[\\/]|$)/.test(text) || /^[\\/]/.test(text) || drive.test(text);

/**
 * Where the collection ends: after an id at the first colon, else at a colon before `/` or `~`, else at the last one.
 * A part in double quotes is a name, whatever is in it.
 */
export function pathColon(text: string): number {
  const quoted = /^@?"[^"]*"/.exec(text)?.[0];
  if (quoted !== undefined) return text[quoted.length] === ':' ? quoted.length : -1;
  const first = text.indexOf(':');
  if (first !== -1 && isUuid(text.slice(0, first))) return first;
  const before = text.search(/:(?=[/~])/);
  return before === -1 ? text.lastIndexOf(':') : before;
}

const unquoted = (text: string) => (/^"[^"]*"$/.test(text) ? text.slice(1, -1) : text);

function collectionWord(text: string, wrong: (why: string) => UsageError): CollectionWord {
  if (isUuid(text)) return { by: 'id', id: canonicalUuid(text) };
  if (text.startsWith('@')) {
    const name = unquoted(text.slice(1));
    if (!name) throw wrong("has an '@' without the name of a bookmark");
    return { by: 'bookmark', name };
  }
  if (dataHost.test(text)) return { by: 'host', origin: `https://${text.toLowerCase()}` };
  if (/^[0-9a-f]{8}-[0-9a-f-]*$/i.test(text)) throw wrong('looks like an id but is not one: an id has 32 digits');
  const name = unquoted(text).trim();
  if (!name) throw wrong('has a path without a collection');
  return { by: 'name', name };
}

/** An address of the web app, or of a file on a collection's HTTPS server. */
function fromAddress(text: string, wrong: (why: string) => UsageError): PlaceWord {
  if (!URL.canParse(text)) throw wrong('is not an address');
  const url = new URL(text);
  if (url.username || url.password) throw wrong('has a password in it, which no address of Globus has');
  if (!/^app\.(?:[a-z0-9-]+\.)*globus\.org$/.test(url.hostname)) {
    return { collection: { by: 'host', origin: url.origin }, path: decoded(url.pathname, wrong) };
  }
  const query = url.searchParams;
  const side = query.has('origin_id') ? 'origin' : 'destination';
  const id = query.get(`${side}_id`) ?? /\/collections\/([^/]+)/.exec(url.pathname)?.[1] ?? '';
  if (!isUuid(id)) throw wrong('is a page of the web app that shows no collection');
  return { collection: { by: 'id', id: canonicalUuid(id) }, path: query.get(`${side}_path`) };
}

function decoded(path: string, wrong: (why: string) => UsageError): string {
  let text: string;
  try {
    text = decodeURIComponent(path);
  } catch {
    throw wrong('has a % that does not begin a valid escape');
  }
  if (/[\r\n\0]/.test(text)) throw wrong('has a line break or a NUL, which places cannot have');
  return text;
}

/** The path below that of a bookmark: `run7` below `/data/` is `/data/run7`. Paths from the root or from home stand for themselves. */
export function below(folder: string, path: string | null): string {
  if (path === null || path === '') return folder;
  if (path.startsWith('/') || path.startsWith('~')) return path;
  return `${folder.replace(/\/?$/, '/')}${path}`;
}

/** Whether a word, the name as it is or in quotes, is read as the name. */
export function readsBack(word: string, name = word): boolean {
  if (word.startsWith('-') || isUuid(word)) return false;
  try {
    const { collection, path } = placeWord(word, '');
    return (
      path === null &&
      (collection.by === 'name' || collection.by === 'bookmark') &&
      collection.name === name.replace(/^@/, '')
    );
  } catch {
    return false;
  }
}
