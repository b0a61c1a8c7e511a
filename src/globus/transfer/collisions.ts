import { UsageError } from '../../errors.js';
import type { TransferItem } from '../../services/transfer.js';
import type { Notices } from '../../tools.js';

/** The items of a transfer, and where a user said them: the line of the batch for each, or nothing. */
export interface Listed {
  readonly items: readonly TransferItem[];
  readonly lines: readonly number[];
  readonly file: string;
}
/** More than these are counted, not told one by one. */
const mostTold = 10;

/**
 * Warns of items that write what another item, of another source, writes too: which of them stays is chance. UsageError where
 * that `isRefused`.
 */
export function judgeCollisions(listed: Listed, isRefused: boolean, notices: Pick<Notices, 'warn'>): void {
  const told = collisions(listed);
  if (!told.length) return;
  const more = told.length - mostTold;
  const said = [...told.slice(0, mostTold), ...(more > 0 ? [`${more} more go where another one goes.`] : [])];
  if (isRefused) throw new UsageError(said.join('\n'), { hint: 'Without --strict this is a warning.' });
  for (const each of said) notices.warn(each);
}

/** A sentence for each item that writes what an item before it writes. */
function collisions({ items, lines, file }: Listed): string[] {
  // nearly all batches have none, and there may be 100,000 lines: who wrote what is only looked for where there is something to find
  const places = new Set<string>();
  for (const item of items) places.add(placeOf(item.destination_path));
  if (places.size === items.length) return [];
  const firsts = new Map<string, number>();
  const told: string[] = [];
  items.forEach(({ source_path: source, destination_path: path }, index) => {
    const place = placeOf(path);
    const first = firsts.get(place);
    if (first === undefined) return firsts.set(place, index);
    const other = items[first]?.source_path ?? '';
    if (placeOf(other) === placeOf(source)) return;
    const [one, two] = [lines[first], lines[index]];
    const name = file === '-' ? 'standard input' : file;
    const where =
      one === undefined ? '' : one === two ? `${name}, line ${one}: ` : `${name}, lines ${one} and ${two}: `;
    told.push(`${where}${other} and ${source} both go to ${path}.`);
  });
  return told;
}

/** One spelling for one place: without a slash at the end, and `~/` for `/~/`. What else there is to resolve, reading a batch has resolved. */
function placeOf(path: string): string {
  const place = path.startsWith('/~/') ? path.slice(1) : path;
  return place.length > 1 && place.endsWith('/') ? place.slice(0, -1) : place;
}
