import { UsageError } from './errors.js';
import { knownCollections, type Owner, thingsOf } from './globus/things/offers.js';
import type { Connect } from './globus/things/sources.js';
import { type Found, kindWords, type Thing, type ThingKind } from './globus/things/thing.js';
import { longestAsking, type OfferStore } from './settings/kept-offers.js';
import { offersKey } from './tab.js';
import { localStamp, momentOf } from './time.js';

interface Tools {
  readonly store: OfferStore;
  readonly connect: Connect;
  /** What things belong to, as it stands on a line. */
  readonly ownerOf: (text: string) => Promise<Owner>;
  readonly lookUpPlace: (text: string) => Promise<Found>;
}

/** As much of a folder as is looked through. */
const mostEntries = 5_000;

/**
 * Asks a service for what Tab offers, keeps it, and says how much it is. Where it fails, that is kept, too, as what was there before:
 * Tab asks again in some minutes. Ends by itself in time for the next who asks.
 */
export async function prepareOffers(what: string, owner: string | undefined, tools: Tools): Promise<number> {
  const { store } = tools;
  const key = offersKey(what, owner);
  // the work is given up as it is by Ctrl-C: in good order
  const end = setTimeout(() => process.kill(process.pid, 'SIGTERM'), longestAsking - 2_000);
  try {
    const offers = (await asked(what, owner, tools)).map(asKept);
    store.put(key, offers);
    return offers.length;
  } catch (error) {
    store.put(key, store.get(key)?.offers ?? []);
    throw error;
  } finally {
    clearTimeout(end);
    store.release();
  }
}

/** What tells a thing from others, in one text: it is shown long after it was asked for, so that times are written out. */
const asKept = ({ about, since, state, ...thing }: Thing): Thing => {
  const moment = new Date(momentOf(since ?? ''));
  const when = Number.isNaN(moment.getTime()) ? since : localStamp(moment).slice(0, 16);
  const detail = [thing.name ? undefined : about, state, thing.detail, when].filter(Boolean).join(', ');
  return { ...thing, ...(detail && { detail }) };
};

async function asked(what: string, owner: string | undefined, tools: Tools): Promise<readonly Thing[]> {
  const { connect } = tools;
  if (what === 'folder') return folder(owner ?? '', tools);
  if (what === 'collection') return knownCollections(await connect('transfer'));
  if (!Object.hasOwn(kindWords, what)) throw new UsageError(`'${what}' is no kind of things.`);
  const ofOwner = owner === undefined ? undefined : () => tools.ownerOf(owner);
  return thingsOf(what as Exclude<ThingKind, 'collection'>, connect, ofOwner);
}

async function folder(place: string, { connect, lookUpPlace }: Tools): Promise<readonly Thing[]> {
  const { id, path } = await lookUpPlace(place);
  // what follows the colon begins in the home folder, whatever folder the collection shows first
  const list = await (await connect('transfer')).listDirectory(id, { path: path ?? '/~/', limit: String(mostEntries) });
  return list.DATA.map(({ name, type }) => ({ id: '', name: type === 'dir' ? `${name}/` : name }));
}
