import type { Candidate, Completion, Wish } from './cli/completion/complete.js';
import { allLoginScopes } from './auth/scopes.js';
import { loginKey, profilesOf, whichLogin } from './auth/session/which-login.js';
import { begunPath, placesIn, wordsFor } from './globus/things/completing.js';
import { isLocal } from './globus/places/grammar.js';
import { isWanted, type Thing, type ThingKind } from './globus/things/thing.js';
import { configDirectory } from './host/directories.js';
import type { Runtime } from './runtime.js';
import { configuration } from './settings/configuration.js';
import { keptNames } from './settings/names.js';
import { keptOffers } from './settings/kept-offers.js';

/** What fulfilling a wish takes from the outside. */
export interface TabTools extends Pick<Runtime, 'env' | 'homeDir' | 'platform'> {
  /** Milliseconds since 1970. */
  readonly now: () => number;
  /** Has another process run a line of this program, and does not wait for it. */
  readonly askService: (line: readonly string[]) => void;
}

/** What is older than this is offered, and asked for again; milliseconds. */
const minutes = 60_000;
const freshThings = 5 * minutes;
const freshFolder = minutes;

/** What was asked for, as it is kept: a kind, with what it belongs to or the folder. */
export const offersKey = (kind: string, of: string | undefined) => (of === undefined ? kind : `${kind} ${of}`);

/**
 * What a login knows of a word that is being typed: from what is kept, at once. What is missing or old is asked for by another process,
 * for the next time. Asks nobody anything, and sends nothing.
 */
export function tab(wish: Wish, tools: TabTools): Completion {
  const { env, now } = tools;
  const {
    kind,
    typed,
    byId = false,
    of,
    profile: said,
    only: which = kind === 'place' ? 'collections' : undefined,
  } = wish;
  if (kind === 'scope')
    return only(
      allLoginScopes.map((word) => ({ word })),
      typed,
    );
  const configDir = configDirectory(tools);
  const config = configuration(configDir);
  const { place, namespace } = whichLogin(env, config, said);
  if (kind === 'profile')
    return only(
      profilesOf(place, config).map((word) => ({ word })),
      typed,
    );
  const login = loginKey(env, namespace, config);
  const store = keptOffers(configDir, login, now);
  /** What is kept, whatever its age, and another process that asks again where it is old. */
  const offered = (what: string, owner: string | undefined, lasts: number): readonly Thing[] => {
    const look = () => {
      const kept = store.get(offersKey(what, owner));
      return { offers: kept?.offers ?? [], isFresh: kept !== undefined && kept.at <= now() && now() - kept.at < lasts };
    };
    const kept = look();
    if (kept.isFresh || !store.claim()) return kept.offers;
    // whoever asked before may have ended between the look and the claim
    const since = look();
    if (since.isFresh) store.release();
    else
      tools.askService([
        ...['names', 'prepare', '--no-input'],
        ...(said === undefined ? [] : ['--profile', said]),
        ...['--', what, ...(owner === undefined ? [] : [owner])],
      ]);
    return since.offers;
  };
  const thingKind: ThingKind = kind === 'place' ? 'collection' : kind;
  if ((kind === 'place' || kind === 'collection') && isLocal(typed)) return { candidates: [], paths: 'file' };
  const used = keptNames(configDir, login, now).list();
  const things = offered(thingKind, of, freshThings).filter((each) => isWanted(each, which));
  const known = new Set(things.map(({ name }) => name));
  const lately = used.filter((each) => each.kind === thingKind && !known.has(each.name));
  const words = wordsFor(thingKind, typed, [...things, ...lately], byId);
  if (kind !== 'place') return { candidates: words };
  const path = words.length ? undefined : begunPath(typed);
  if (path) return { candidates: placesIn(path, offered('folder', path.folder, freshFolder)) };
  // a path may follow
  return { candidates: words.map(({ word, ...rest }) => ({ word: `${word}:`, ...rest })) };
}

const only = (candidates: readonly Candidate[], typed: string): Completion => ({
  candidates: candidates.filter(({ word }) => word.startsWith(typed)),
});
