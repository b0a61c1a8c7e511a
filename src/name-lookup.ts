import type { Named, ParamKind } from './command/named.js';
import type { Owner } from './globus/things/offers.js';
import { type Found, isNamedBelow, type NameableKind, type Only, type Thing } from './globus/things/thing.js';
import type { LookupTools } from './globus/things/lookup.js';
import type { Adapters, GcsConnector } from './services/index.js';
import type { Transport } from './services/http.js';
import { CliError, UsageError } from './errors.js';
import { canonicalUuid, isUuid } from './uuid.js';
import {
  changedNames,
  type ChangingRequest,
  isFresh,
  keptNames,
  type KeptName,
  type KeptNames,
} from './settings/names.js';
import { keptOffers, type OfferStore } from './settings/kept-offers.js';
import type { Login } from './auth/session/login.js';
import type { Memory } from './picker.js';
import { namesDirectory } from './host/directories.js';
import type { Leading, Notices, Prompt, Several } from './tools.js';
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
  /** Asks for what Tab offers for this, and keeps it: things of a kind, or `folder` with a place. How many there were. */
  readonly prepare: (what: string, owner?: string) => Promise<number>;
  /** Places that are given elsewhere than as a parameter of the line: in the input of a flow. */
  readonly places: {
    /** Undefined where the person went back. */
    readonly pick: (question: string, leading?: Leading<string>) => Promise<string | undefined>;
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
  /** To be told of what goes out to change something: names of that kind are looked up again. */
  readonly onChange: (request: ChangingRequest) => void;
  /** What a place means; errors call it by this name. */
  readonly place: (text: string, name: string) => Promise<Found>;
  /** Asks a person for a thing of a kind: the text that says which; undefined where they went back. */
  readonly pick: (kind: ParamKind, question: string, among?: Among) => Promise<string | undefined>;
  /** The same for one or more of a kind. */
  readonly pickSeveral: (
    kind: Exclude<ParamKind, 'place' | 'collection'>,
    question: string,
    leading?: Leading<Several>,
  ) => Promise<Several | undefined>;
}
/** Which things of a kind are picked among: those of an owner, as a line names it, or some collections only. */
export interface Among extends Leading<string> {
  readonly owner?: string | undefined;
  readonly only?: Only | undefined;
  /** The path of a place has to be there. */
  readonly mustBeThere?: boolean | undefined;
}
type Wanted = Pick<Named<unknown>, 'kind' | 'text' | 'parameter'> & {
  /** The id of what it belongs to. */
  readonly owner?: string | undefined;
};

/** Looks up what names mean. Nothing is loaded, read or asked before there is one. */
export function nameLookup(setting: Setting): NameLookup {
  const { runtime, notices, login } = setting;
  const now = () => runtime.now().getTime();
  let opened: KeptNames | undefined;
  const kept = () => (opened ??= keptNames(namesDirectory(runtime), login().key, now));
  let store: OfferStore | undefined;
  const offers = () => (store ??= keptOffers(namesDirectory(runtime), login().key, now));
  /** What a person chose from a list, by its kind and the word that stands for it on the line: for this line it means nothing else. */
  const picked = new Map<string, Thing>();
  const toolsWith = async (kept: KeptNames, isFreshNow: (each: KeptName) => boolean): Promise<LookupTools> => {
    const tools = (await import('./lookup-tools.js')).lookupTools(setting, kept, isFreshNow);
    return {
      ...tools,
      remembered: (kind, name) => {
        const chosen = picked.get(`${kind} ${name}`);
        return chosen ? { id: chosen.id, path: chosen.path, isFresh: true } : tools.remembered(kind, name);
      },
    };
  };
  let tools: Promise<LookupTools> | undefined;
  let isRefreshing = false;
  const asked = new Map<string, Promise<Found>>();
  const lookUp = async (wanted: Wanted): Promise<Found> => {
    tools ??= toolsWith(kept(), (each) => !isRefreshing && isFresh(each, now()));
    return lookUpWith(wanted, await tools);
  };
  /** Nobody reads what is said in the background: a name that means something else by now is told by the next command. */
  const lookUpSilently = async (wanted: Wanted): Promise<Found> =>
    lookUpWith(wanted, {
      ...(await toolsWith(unchanging(kept()), (each) => isFresh(each, now()))),
      choose: undefined,
    });
  /** What is only judged is kept by no name, and of several the line asks once it is whole. */
  const find = async (kind: 'collection' | 'place', text: string): Promise<Found> =>
    lookUpWith(
      { kind, text, parameter: kind },
      {
        ...(await toolsWith({ ...kept(), put: () => undefined }, (each) => isFresh(each, now()))),
        choose: (_question, [first]) => (first ? Promise.resolve(first) : Promise.reject(new TypeError('of none'))),
        warn: () => undefined,
      },
    );
  const lookUpWith = async ({ kind, text, parameter, owner }: Wanted, tools: LookupTools): Promise<Found> => {
    if (kind === 'person') {
      const { identityId } = await import('./globus/people/identity.js');
      return { id: await identityId(text, await setting.connect('auth')), path: null };
    }
    const { lookUpCollection, lookUpOwned, lookUpPlace, lookUpThing } = await import('./globus/things/lookup.js');
    if (isNamedBelow(kind))
      return lookUpOwned({ kind, name: text, parameter }, { id: owner ?? '', gcs: setting.gcs }, tools);
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
  let memory: Memory | undefined;
  const pickerTools = async () => ({
    memory: (memory ??= (await import('./picker.js')).memory()),
    prompt: setting.prompt,
    connect: setting.connect,
    remember: (kind: string, name: string, thing: Thing) => void picked.set(`${kind} ${name}`, thing),
    warn: notices.warn,
    terminal: (await import('./lookup-tools.js')).terminalFor(runtime),
  });
  const lookUpOnce: NameLookup['lookUp'] = (named, afresh = false) => {
    isRefreshing = afresh;
    const key = [named.kind, named.owner, named.text].join('\n');
    const found = asked.get(key) ?? lookUp(named);
    asked.set(key, found);
    // who went back among questions may be asked for it again
    found.catch(() => asked.delete(key));
    return found;
  };
  const pick: NameLookup['pick'] = async (kind, question, { owner, ...among } = {}) =>
    (await import('./picker.js')).pick(kind, question, {
      ...(await pickerTools()),
      ...among,
      find,
      owner: owner === undefined ? undefined : () => ownerOf(kind, owner, lookUp),
    });
  const place: NameLookup['place'] = (text, parameter) => lookUpOnce({ kind: 'place', text, parameter });
  return {
    lookUp: lookUpOnce,
    pick,
    place,
    pickSeveral: async (kind, question, leading) =>
      (await import('./picker.js')).pickSeveral(kind, question, { ...(await pickerTools()), ...leading }),
    onChange: (request) => {
      const changed = changedNames(request);
      if (!changed) return;
      try {
        kept().outdate(changed);
      } catch (error) {
        // what others could have written is not used either: whoever looks something up is told
        if (!(error instanceof CliError)) throw error;
      }
      for (const kind of changed.kinds) offers().forget(kind);
    },
    names: () => ({
      list: () => rowsOf(kept().list()),
      clear: () => {
        const { length } = kept().list();
        kept().clear();
        offers().clear();
        return length;
      },
      places: { pick: (question, leading) => pick('place', question, leading), find: place },
      idOf: async (kind, text, parameter) =>
        // it is somebody who is let in
        isUuid(text) ? canonicalUuid(text) : (await lookUpOnce({ kind, text, parameter }, true)).id,
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
        const { readsBack } = await import('./globus/places/grammar.js');
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
