import { CliError } from '../../errors.js';
import type { Adapters } from '../../services/index.js';
import { principalNames } from '../names.js';
import { urnOf } from '../people/grammar.js';
import { readsBack } from '../places/grammar.js';
import { bookmarkedPlaces } from '../things/sources.js';
import { rulesOfGuests, type ShareRow } from './listing.js';

/** One access of somebody to a folder, as a line names it, and as a person reads it. */
export interface OwnShare {
  readonly place: string;
  readonly recipient: string;
  readonly who: string;
  readonly may: string;
}
interface Tools {
  readonly connect: <S extends 'transfer' | 'auth'>(service: S) => Promise<Adapters[S]>;
  readonly once: <T>(what: string, find: () => Promise<T>) => Promise<T>;
}

/** All that one shares; none where it cannot be told: a person can say which folder is meant. */
export const ownShares = ({ connect, once }: Tools): Promise<readonly OwnShare[]> =>
  once('what is shared', async () => {
    try {
      const transfer = await connect('transfer');
      const [rows, bookmarks] = await Promise.all([rulesOfGuests(transfer), bookmarkedPlaces(transfer)]);
      // a name is that of a bookmark first
      const taken = new Set(bookmarks.map(({ name }) => name.toLowerCase()));
      const people = rows.flatMap((row) =>
        row.principal_type === 'identity' ? [urnOf('identity', row.principal)] : [],
      );
      const names = people.length ? await principalNames(await connect('auth'), people) : new Map<string, string>();
      return rows.flatMap((row) => shareOf(row, rows, names, taken));
    } catch (error) {
      if (error instanceof CliError) return [];
      throw error;
    }
  });

function shareOf(
  row: ShareRow,
  all: readonly ShareRow[],
  names: ReadonlyMap<string, string>,
  taken: ReadonlySet<string>,
): readonly OwnShare[] {
  const { collection_id: id, display_name: name, path, permissions } = row;
  const isOnly = all.every((each) => each.collection_id === id || each.display_name !== name);
  const isClear = isOnly && readsBack(name) && !taken.has(name.toLowerCase()) && !/^[0-9a-f]{8}$/i.test(name);
  const place = `${isClear ? name : id}:${path}`;
  const may = permissions === 'rw' ? 'read, write' : 'read';
  return whoOf(row, names).map((whom) => ({ place, may, ...whom }));
}

function whoOf(
  { principal_type: type, principal }: ShareRow,
  names: ReadonlyMap<string, string>,
): readonly Pick<OwnShare, 'who' | 'recipient'>[] {
  switch (type) {
    case 'identity': {
      const who = names.get(urnOf('identity', principal)) ?? principal;
      return [{ who, recipient: who }];
    }
    case 'group':
      return [{ who: `the group ${principal}`, recipient: `group:${principal}` }];
    case 'all_authenticated_users':
      return [{ who: 'everyone who logs in', recipient: 'logged-in' }];
    case 'anonymous':
      return [{ who: 'everyone', recipient: 'anyone' }];
    default:
      return [];
  }
}
