import { readFileSync } from 'node:fs';
import { wantsColor } from './cli/style.js';
import type { Named, ParamKind } from './command/named.js';
import type { Owner } from './globus/things/offers.js';
import type { Found, NameableKind, Thing } from './globus/things/thing.js';
import type { LookupTools } from './globus/things/lookup.js';
import type { Adapters, GcsConnector } from './services/index.js';
import { createHttp, type Transport } from './services/http.js';
import { UsageError } from './errors.js';
import { canonicalUuid, isUuid } from './uuid.js';
import { isFresh, keptNames, type KeptName, type KeptNames } from './settings/names.js';
import { keptOffers, type OfferStore } from './settings/kept-offers.js';
import type { Login } from './auth/session/login.js';
import { namesDirectory } from './host/directories.js';
import type { Notices, Prompt } from './tools.js';
import type { Runtime } from './runtime.js';

interface Setting {
  readonly runtime: Runtime;
  readonly transport: Transport;
  readonly prompt: Prompt;
  readonly notices: Notices;
  readonly login: () => Login;
  readonly gcs: GcsConnector;
  /** The adapter of a service, once its login was demanded. */
  readonly connect: <S extends keyof Adapters>(service: S) => Promise<Adapters[S]>;
}

/** A name that is kept, as it is listed. */
export interface NameRow {
  readonly kind: string;
  readonly name: string;
  readonly id: string;
  readonly path: string | null;
  /** When it was looked up: ISO 8601 in UTC. */
  readonly kept_at: string;
}
/** The names that are kept. */
export interface NamesTool {
  readonly list: () => readonly NameRow[];
  /** Forgets them, and says how many there were. */
  readonly clear: () => number;
  /** To be called before bookmarks are changed: a bookmark's name may have meant a collection, and the other way round. */
  readonly forgetBookmarks: () => void;
  /** Asks for what Tab offers for this, and keeps it: things of a kind, or `folder` with a place. How many there were. */
  readonly prepare: (what: string, owner?: string) => Promise<number>;
  /** Places that are given elsewhere than as a parameter of the line: in the input of a flow. */
  readonly places: {
    /** Undefined where the person went back. */
    readonly pick: (question: string) => Promise<string | undefined>;
    /** What a text means; errors call it by this name. */
    readonly find: (text: string, name: string) => Promise<Found>;
  };
  /** The id of a thing of this kind that is given by name or id where only the whole line tells that it is one. */
  readonly idOf: (kind: NameableKind, text: string, parameter: string) => Promise<string>;
  /** How a collection is written on a line: by its name where that says which, else by its id. */
  readonly wordFor: (id: string, name: string) => Promise<string>;
  /** Looks all of them up again. Those that mean nothing any more are said, and gone. */
  readonly refresh: () => Promise<readonly NameRow[]>;
}
export interface NameLookup {
  /** What a name on the line means: as it was kept, or looked up `afresh`. */
  readonly lookUp: (named: Wanted, afresh?: boolean) => Promise<Found>;
  readonly names: () => NamesTool;
  /** What a place means; errors call it by this name. */
  readonly place: (text: string, name: string) => Promise<Found>;
  /** Keeps what a name means, so that it is not looked up again for the line that it was chosen for. */
  readonly rememberCollection: (name: string, thing: Pick<Thing, 'id' | 'path'>) => void;
  /** Asks a person for a thing of a kind: the text that says which; undefined where they went back. */
  readonly pick: (kind: ParamKind, question: string, owner?: string) => Promise<string | undefined>;
  /** The same for one or more of a kind. */
  readonly pickSeveral: (
    kind: Exclude<ParamKind, 'place' | 'collection'>,
    question: string,
  ) => Promise<readonly string[] | undefined>;
}
type Wanted = Pick<Named<unknown>, 'kind' | 'text' | 'parameter'>;

/** Looks up what names mean. Nothing is loaded, read or asked before there is one. */
export function nameLookup(setting: Setting): NameLookup {
  const { runtime, notices, login } = setting;
  const now = () => runtime.now().getTime();
  let opened: KeptNames | undefined;
  const kept = () => (opened ??= keptNames(namesDirectory(runtime), login().key, now));
  let store: OfferStore | undefined;
  const offers = () => (store ??= keptOffers(namesDirectory(runtime), login().key, now));
  let tools: LookupTools | undefined;
  let isRefreshing = false;
  const asked = new Map<string, Promise<Found>>();
  const lookUp = (wanted: Wanted): Promise<Found> => {
    tools ??= lookupTools(setting, kept(), (each) => !isRefreshing && isFresh(each, now()));
    return lookUpWith(wanted, tools);
  };
  /** Nobody reads what is said in the background: a name that means something else by now is told by the next command. */
  const lookUpSilently = (wanted: Wanted): Promise<Found> =>
    lookUpWith(wanted, {
      ...lookupTools(setting, unchanging(kept()), (each) => isFresh(each, now())),
      choose: undefined,
    });
  const lookUpWith = async ({ kind, text, parameter }: Wanted, tools: LookupTools): Promise<Found> => {
    if (kind === 'person') {
      const { identityId } = await import('./globus/people/identity.js');
      return { id: await identityId(text, await setting.connect('auth')), path: null };
    }
    const { lookUpCollection, lookUpPlace, lookUpThing } = await import('./globus/things/lookup.js');
    if (kind === 'place') return lookUpPlace(text, parameter, tools);
    return kind === 'collection' ? lookUpCollection(text, parameter, tools) : lookUpThing(kind, text, parameter, tools);
  };
  /** What a thing of a kind belongs to, which a line names by its id or name. */
  const ownerOf = async (kind: string, text: string, find: (wanted: Wanted) => Promise<Found>): Promise<Owner> => {
    const { ownerKind } = await import('./globus/things/owned.js');
    const id = isUuid(text) ? text : (await find({ kind: ownerKind(kind), text, parameter: kind })).id;
    return { id, gcs: setting.gcs };
  };
  const refreshed = async ({ kind, name }: KeptName): Promise<void> => {
    const isHost = kind === 'host';
    const named = {
      kind: (isHost ? 'collection' : kind) as NameableKind,
      text: isHost ? `${name}/` : kind === 'collection' ? spelled(name) : name,
      parameter: name,
    };
    try {
      await lookUp(named);
    } catch (error) {
      if (!(error instanceof UsageError)) throw error;
      kept().forget(kind, name);
      notices.warn(error.message);
    }
  };
  const pickerTools = () => ({
    prompt: setting.prompt,
    connect: setting.connect,
    remember: (kind: string, name: string, { id, path }: Thing) => kept().put([{ kind, name, id, path, at: now() }]),
    warn: notices.warn,
    terminal: { columns: runtime.stderr.columns ?? 80, color: wantsColor(runtime.env, runtime.stderr.isTTY) },
  });
  const lookUpOnce: NameLookup['lookUp'] = (named, afresh = false) => {
    isRefreshing = afresh;
    const key = `${named.kind}\n${named.text}`;
    const found = asked.get(key) ?? lookUp(named);
    asked.set(key, found);
    return found;
  };
  const pick: NameLookup['pick'] = async (kind, question, owner) =>
    (await import('./picker.js')).pick(kind, question, {
      ...pickerTools(),
      owner: owner === undefined ? undefined : () => ownerOf(kind, owner, lookUp),
    });
  const place: NameLookup['place'] = (text, parameter) => lookUpOnce({ kind: 'place', text, parameter });
  return {
    lookUp: lookUpOnce,
    pick,
    place,
    pickSeveral: async (kind, question) => (await import('./picker.js')).pickSeveral(kind, question, pickerTools()),
    rememberCollection: (name, { id, path }) => kept().put([{ kind: 'collection', name, id, path, at: now() }]),
    names: () => ({
      list: () => rowsOf(kept().list()),
      clear: () => {
        const { length } = kept().list();
        kept().clear();
        offers().clear();
        return length;
      },
      forgetBookmarks: () => {
        kept().forgetCollections();
        offers().forget('collection');
      },
      places: { pick: (question) => pick('place', question), find: place },
      idOf: async (kind, text, parameter) =>
        isUuid(text) ? canonicalUuid(text) : (await lookUpOnce({ kind, text, parameter })).id,
      prepare: async (what, owner) => {
        const { prepareOffers } = await import('./offers-ahead.js');
        return prepareOffers(what, owner, {
          store: offers(),
          connect: setting.connect,
          ownerOf: (text) => ownerOf(what, text, lookUpSilently),
          lookUpPlace: (text) => lookUpSilently({ kind: 'place', text, parameter: what }),
        });
      },
      wordFor: async (id, name) => {
        const { readsBack } = await import('./globus/things/offers.js');
        if (!readsBack(name)) return id;
        try {
          const found = await lookUpSilently({ kind: 'collection', text: name, parameter: 'PLACE' });
          return found.id === id ? name : id;
        } catch (error) {
          // several have the name
          if (error instanceof UsageError) return id;
          throw error;
        }
      },
      refresh: async () => {
        isRefreshing = true;
        for (const each of kept().list()) await refreshed(each);
        return rowsOf(kept().list());
      },
    }),
  };
}

/** Names, of which none that is kept gets another meaning. */
const unchanging = (kept: KeptNames): KeptNames => ({
  ...kept,
  put: (names) =>
    kept.put(
      names.filter(({ kind, name, id, path }) => {
        const before = kept.get(kind, name);
        return !before || (before.id === id && before.path === path);
      }),
    ),
});

/** The name of a collection as the grammar of places reads it back, whatever is in it. */
const spelled = (name: string) =>
  name.startsWith('@') ? `@"${name.slice(1)}"` : name.includes('"') ? name : `"${name}"`;

const rowsOf = (names: readonly KeptName[]): NameRow[] =>
  [...names]
    .sort((a, b) => b.at - a.at)
    .map(({ kind, name, id, path = null, at }) => ({ kind, name, id, path, kept_at: new Date(at).toISOString() }));

function lookupTools(
  { runtime, transport, prompt, notices, connect }: Setting,
  kept: KeptNames,
  isFreshNow: (kept: KeptName) => boolean,
): LookupTools {
  const now = () => runtime.now().getTime();
  const remembered = (kind: string, name: string) => {
    const found = kept.get(kind, name);
    return found && { ...found, isFresh: isFreshNow(found) };
  };
  // one question after the other, though names are looked up together
  let asking: Promise<unknown> = Promise.resolve();
  const choose = (question: string, things: readonly Thing[]) => {
    const answer = asking.then(() => chosen(prompt, question, things));
    asking = answer.catch(() => undefined);
    return answer;
  };
  return {
    connect,
    remembered,
    remember: (kind, name, { id, path }) => kept.put([{ kind, name, id, path, at: now() } satisfies KeptName]),
    warn: notices.warn,
    choose: prompt.available ? choose : undefined,
    collectionAt: async (origin) => {
      const before = remembered('host', origin);
      if (before?.isFresh) return before.id;
      const { collectionServedBy } = await import('./globus/places/server.js');
      const id = await collectionServedBy(createHttp({ service: 'https', baseUrl: origin, transport }));
      if (id !== undefined) kept.put([{ kind: 'host', name: origin, id, at: now() }]);
      return id;
    },
    here: async (path) => {
      const { clientIdFile, personalPath } = await import('./globus/places/here.js');
      const id = textOf(clientIdFile(runtime.env));
      return id === undefined ? undefined : { id, path: personalPath(path, runtime) };
    },
  };
}

async function chosen(prompt: Prompt, question: string, things: readonly Thing[]): Promise<Thing> {
  const id = await prompt.select(
    question,
    things.map(({ id: value, name, detail }) => ({ name: `${name}  ${value}${detail ? `  ${detail}` : ''}`, value })),
  );
  const thing = things.find((each) => each.id === id);
  if (!thing) throw new TypeError(`'${id}' was not among the choices`);
  return thing;
}

/** The text of a small file; undefined where there is none that can be read. */
function textOf(path: string): string | undefined {
  try {
    return readFileSync(path, 'utf8').trim() || undefined;
  } catch (error) {
    if (['ENOENT', 'ENOTDIR', 'EACCES', 'EISDIR'].includes(String((error as NodeJS.ErrnoException).code)))
      return undefined;
    throw error;
  }
}
