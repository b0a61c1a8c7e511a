import { UsageError } from '../errors.js';
import type { EndpointMaybePath, EndpointPath } from '../globus/endpoint-path.js';
import { locationWord, loneQuote, placeWord } from '../globus/places/grammar.js';
import {
  commaWords,
  type Everyone,
  everyoneTyped,
  groupWord,
  isForAll,
  isUsername,
  urnOf,
  writtenUrn,
} from '../globus/people/grammar.js';
import type { Recipient } from '../globus/sharing/recipients.js';
import type { Found, ListedKind, NameableKind, NamedOwnedKind, OwnedKind } from '../globus/things/thing.js';
import { canonicalUuid, isUuid } from '../uuid.js';
import { custom, type Param, type ParamOptions, type ParamShape, type ParseContext } from './param.js';

/** What can stand on a line by name: a thing of a kind, a collection with a path, or a person by username. */
export type NamedKind = NameableKind | 'place' | 'person' | NamedOwnedKind;
/** What a parameter means: by name, or by id only. */
export type ParamKind = NameableKind | 'place' | ListedKind | OwnedKind;

/** A name that stands for a value until it is looked up: after the whole line was read, and found to be one. */
export class Named<T> {
  constructor(
    readonly kind: NamedKind,
    readonly text: string,
    /** How messages name the parameter. */
    readonly parameter: string,
    /** The value, made of what was found. */
    readonly settle: (found: Found) => T,
    /** The key of the parameter that names what it belongs to. */
    readonly of?: string,
  ) {}
}

/** A thing by its id, or by name. `run` sees the id. */
const thing = (kind: NameableKind, shape: Partial<ParamShape> = {}) =>
  custom<string>(
    (raw, context) => {
      const bare = raw.replace(/^urn:uuid:/i, '').replace(/^\{(.*)\}$/, '$1');
      if (isUuid(bare)) return canonicalUuid(bare);
      return new Named(kind, readable(raw, context), context.name, ({ id }) => id);
    },
    { thing: kind, metavar: 'ID|NAME', ...shape },
  );

function readable(raw: string, { name }: ParseContext): string {
  if (raw.trim() === '') throw new UsageError(`Invalid value for ${name}: it is empty. Give an id or a name.`);
  if (/^[0-9a-f]{8}-[0-9a-f-]*$/i.test(raw))
    throw new UsageError(`Invalid value for ${name}: '${raw}' looks like an id but is not one: an id has 32 digits.`);
  if (/[\r\n\0]/.test(raw))
    throw new UsageError(`Invalid value for ${name}: '${raw}' has a line break or a NUL, which names cannot have.`, {
      hint: loneQuote,
    });
  return raw;
}

/** An endpoint, or one of its collections: each by id or name, with a colon between. `run` sees the ids. */
export const endpointWithCollection = custom<readonly string[]>(
  (raw, context) =>
    // as with recipients, names are looked up later
    ((/^([0-9a-f-]{36}|[^:]*)(?::(.*))?$/is.exec(raw)?.slice(1) ?? [raw]) as readonly (string | undefined)[]).flatMap(
      (word) => (word === undefined ? [] : [endpointWord(word, context) as string]),
    ),
  { metavar: 'ENDPOINT[:COLLECTION]' },
);
const endpointWord = (word: string, context: ParseContext) =>
  isUuid(word) ? canonicalUuid(word) : new Named('collection', readable(word, context), context.name, ({ id }) => id);

/** What a text without a request can be, or the name to look up. */
function place<T>(raw: string, { name }: ParseContext, settle: (found: EndpointMaybePath) => T): T | Named<T> {
  const { collection, path } = placeWord(raw, name);
  const bare = isBare(raw, path);
  if (collection.by === 'id') return settle({ endpoint: collection.id, path, ...bare });
  return new Named('place', raw, name, (found) => settle({ endpoint: found.id, path: found.path, ...bare }));
}

/** A colon and no path: of a bookmark, it would be all that the bookmark is for. */
const isBare = (raw: string, path: string | null) => path === null && raw.endsWith(':') && { bare: true };

/** A collection with a path: `COLLECTION:PATH`, or what brings a path of its own. */
export const endpointPath = custom<EndpointPath>(
  (raw, context) => place(raw, context, (found) => demandPath(raw, context, found)),
  { thing: 'place', metavar: 'ENDPOINT_ID:PATH' },
);

function demandPath(raw: string, { name }: ParseContext, { endpoint, path, bare }: EndpointMaybePath): EndpointPath {
  if (path !== null && !bare) return { endpoint, path };
  const expected = `${raw.replace(/:$/, '')}:PATH`;
  throw new UsageError(`Invalid value for ${name}: the path is missing; expected '${expected}'.`, { forgot: 'path' });
}

/** The same, where the path may be left out. */
export const endpointMaybePath = custom<EndpointMaybePath>((raw, context) => place(raw, context, (found) => found), {
  thing: 'place',
  metavar: 'ENDPOINT_ID[:PATH]',
});

/**
 * What is deleted: the same two, but a bookmark stands with its `@`. Its bare name may be that of a collection, whose path was forgotten,
 * and all of the folder of the bookmark would go.
 */
export const deletedPath = custom<EndpointPath>(
  (raw, context) => place(raw, context, (found) => demandPath(raw, context, marked(raw, context, found))),
  { thing: 'place', metavar: 'ENDPOINT_ID:PATH' },
);
export const deletedMaybePath = custom<EndpointMaybePath>(
  (raw, context) => place(raw, context, (found) => marked(raw, context, found)),
  { thing: 'place', metavar: 'ENDPOINT_ID[:PATH]' },
);

function marked(raw: string, { name }: ParseContext, found: EndpointMaybePath): EndpointMaybePath {
  const word = placeWord(raw, name);
  if (word.collection.by !== 'name' || word.path !== null || found.path === null || found.bare) return found;
  const bookmark = word.collection.name;
  throw new UsageError(
    `Invalid value for ${name}: '${bookmark}' is a bookmark. For all of its folder, give '@${bookmark}', else '${bookmark}:PATH'.`,
  );
}

/** Where data lies, once names were looked up. */
export type Location =
  | { readonly at: 'stream' }
  | { readonly at: 'local'; readonly path: string }
  | { readonly at: 'address'; readonly origin: string; readonly path: string }
  | ({ readonly at: 'collection' } & EndpointMaybePath);
/** A file or folder, wherever it is. */
export type FileLocation = Exclude<Location, { readonly at: 'stream' }>;
export type RemoteLocation = Extract<Location, { readonly at: 'address' | 'collection' }>;

function locationOf<T>(raw: string, name: string, remote: boolean, settle: (found: Location) => T): T | Named<T> {
  const word = locationWord(raw, name, remote);
  if (word.at !== 'place') return settle(word);
  const { collection, path } = word.word;
  const bare = isBare(raw, path);
  if (collection.by === 'id') return settle({ at: 'collection', endpoint: collection.id, path, ...bare });
  return new Named('place', raw, name, ({ id, path }) => settle({ at: 'collection', endpoint: id, path, ...bare }));
}

/** A path on this machine, `-`, or a place. */
export const location = custom<Location>((raw, context) => locationOf(raw, context.name, false, (found) => found), {
  metavar: 'PATH|PLACE',
  alsoHere: true,
  completes: 'file',
});

/** The same without `-`. */
export const fileLocation = custom<FileLocation>(
  (raw, context) =>
    locationOf(raw, context.name, false, (found) => {
      if (found.at !== 'stream') return found;
      throw new UsageError(`Invalid value for ${context.name}: expected a file or folder, not '-'.`);
    }),
  { metavar: 'PATH|PLACE', completes: 'file', alsoHere: true },
);

/** A file or folder on a collection, by place or by the address of its HTTPS server. */
export const remoteLocation = custom<RemoteLocation>(
  (raw, context) =>
    locationOf(raw, context.name, true, (found) => {
      if (found.at === 'collection' || found.at === 'address') return found;
      throw new UsageError(
        found.at === 'stream'
          ? `Invalid value for ${context.name}: expected a file on a collection, not '-'.`
          : `Invalid value for ${context.name}: '${raw}' is a path on this machine; expected a file on a collection.`,
        { hint: 'Give COLLECTION:PATH, @BOOKMARK/PATH or the https address of the file.' },
      );
    }),
  { thing: 'place', metavar: 'PLACE' },
);

/** Things by id or name. */
export const things = {
  collection: thing('collection'),
  group: thing('group'),
  flow: thing('flow'),
  run: thing('run'),
  index: thing('index'),
  timer: thing('timer'),
  task: thing('task'),
  managedTask: thing('managedTask'),
  computeEndpoint: thing('computeEndpoint'),
  project: thing('project'),
  client: thing('client'),
  policy: thing('policy'),
  authScope: thing('authScope'),
  tunnel: thing('tunnel'),
  accessPoint: thing('accessPoint'),
  registeredApi: thing('registeredApi'),
};

/** A parameter that takes the id of a thing of this kind, and no name: it is completed and picked. */
export const listed = <T, O>(param: Param<T, O>, kind: ListedKind | NameableKind): Param<T, O> => ({
  ...param,
  thing: kind,
  byId: true,
});
/** The same, of a thing that belongs to the one that another parameter (its key) names. */
export const owned = <T, O>(param: Param<T, O>, kind: OwnedKind, of: string): Param<T, O> => ({
  ...param,
  thing: kind,
  byId: true,
  of,
});

/** The same, of a kind whose things have names: by id, or by name among those of what it belongs to. */
export const ownedByName = (kind: NamedOwnedKind, of: string) =>
  custom<string>(
    (raw, context) => {
      const bare = raw.replace(/^urn:uuid:/i, '').replace(/^\{(.*)\}$/, '$1');
      if (isUuid(bare)) return canonicalUuid(bare);
      return new Named(kind, readable(raw, context), context.name, ({ id }) => id, of);
    },
    { thing: kind, of, metavar: 'ID|NAME' },
  );

const everyone: Readonly<Record<Everyone, Recipient>> = {
  anyone: { type: 'anonymous' },
  'logged-in': { type: 'all_authenticated_users' },
};

const recipientsOr = (more: readonly string[]) =>
  custom<readonly Recipient[]>(
    (raw, context) =>
      // a group that is given by name is one once all names of the line were looked up
      commaWords(raw).map((word) => recipient(word.trim(), context, more) as Recipient),
    { metavar: 'WHO,...' },
  );
/** Whom something is shared with: people by username or id, `group:NAME` or `group:ID`, `anyone`, and `logged-in`, with commas between. */
export const recipients = recipientsOr([]);
/** The same, where a flag stands for all who have it. */
export const formerRecipients = recipientsOr(['--everyone is for all who have access by a rule for this folder.']);

function recipient(word: string, context: ParseContext, more: readonly string[]): Recipient | Named<Recipient> {
  if (word === '') throw new UsageError(`Invalid value for ${context.name}: a name is missing between its commas.`);
  const all = everyoneTyped(word);
  if (all !== undefined && all !== 'either') return everyone[all];
  if (all === 'either')
    throw new UsageError(
      `Invalid value for ${context.name}: '${word}' may be everyone who logs in, or everyone, without a login.`,
      { hint: ['Write logged-in for the first, and anyone for the second.', ...more].join('\n') },
    );
  const group = groupWord(word);
  if (group === undefined) return { type: 'identity', idOrUsername: isUuid(word) ? canonicalUuid(word) : word };
  const name = isUuid(group) ? undefined : group;
  return groupNamed(word, group, context, (id) => ({ type: 'group', id, name }));
}

function groupNamed<T>(word: string, group: string, { name }: ParseContext, settle: (id: string) => T): T | Named<T> {
  if (isUuid(group)) return settle(canonicalUuid(group));
  if (group === '') throw new UsageError(`Invalid value for ${name}: '${word}' names no group.`);
  return new Named('group', group, name, ({ id }) => settle(id));
}

/**
 * The URN of a principal: a URN is itself, an id alone a person, `group:NAME` or `group:ID` a group, and `name@domain` a username.
 * Other words are left as they are, for who knows them.
 */
function principalWord(raw: string, context: ParseContext, everybody?: string): string | Named<string> {
  const word = raw.trim();
  if (everybody !== undefined && isForAll(word, everybody)) return everybody;
  const urn = writtenUrn(word);
  if (urn !== undefined) return urn;
  const group = groupWord(word);
  if (group !== undefined) return groupNamed(word, group, context, (id) => urnOf('group', id));
  if (!isUsername(word)) return word;
  return new Named('person', word, context.name, ({ id }) => urnOf('identity', id));
}
/** Who gets something, as services that know URNs want it. */
export const grantee = <const O extends ParamOptions>(options: O) =>
  custom((raw, context) => principalWord(raw, context, options.everybody), { metavar: 'PRINCIPAL' })(options);
/** Several, separated by commas; an empty text is nobody. */
export const grantees = <const O extends ParamOptions>(options: O) =>
  custom<string[]>(
    (raw, context) =>
      // as with recipients, names are looked up later
      raw === '' ? [] : commaWords(raw).map((word) => principalWord(word, context, options.everybody) as string),
    { metavar: 'PRINCIPAL,...' },
  )(options);
