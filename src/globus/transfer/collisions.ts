import { UsageError } from '../../errors.js';
import type { TransferItem } from '../../services/transfer.js';
import type { Notices } from '../../tools.js';
import { fileName, lineOf } from '../named-file.js';

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
  const said = [...told.slice(0, mostTold), ...(more > 0 ? [`${more} more share a destination.`] : [])];
  if (isRefused) throw new UsageError(said.join('\n'), { hint: 'Without --strict this is a warning.' });
  for (const each of said) notices.warn(each);
}

/** A sentence for each item that writes what an item before it writes. */
function collisions({ items, lines, file }: Listed): string[] {
  const firsts = new Map<string, number>();
  const told: string[] = [];
  for (const index of suspects(items)) {
    const { source_path: source, destination_path: path } = items[index] as TransferItem;
    const place = placeOf(path);
    const first = firsts.get(place);
    const other = first === undefined ? undefined : items[first]?.source_path;
    if (first === undefined || other === undefined) firsts.set(place, index);
    else if (placeOf(other) !== placeOf(source))
      told.push(`${whereOf(file, lines[first], lines[index])}${other} and ${source} both go to ${path}.`);
  }
  return told;
}

/** How messages begin that are about two lines; nothing where there are none. */
function whereOf(file: string, one: number | undefined, two: number | undefined): string {
  if (one === undefined || two === undefined) return '';
  return one === two ? `${lineOf(file, one)}: ` : `${fileName(file)}, lines ${one} and ${two}: `;
}

function suspects(items: readonly TransferItem[]): number[] {
  const hashes = new DestinationHashes(items.length);
  for (const item of items) hashes.add(item.destination_path, 0);
  return hashes.suspects().map(({ index }) => index);
}

/**
 * Of any number of items, those that may share a destination, in their order: those whose hash another one has. Hashes have 53 bits, so that of
 * a million items hardly ever one is looked at in vain, and sorting numbers takes a third of the time that a set of so many texts takes.
 * Twelve bytes an item.
 */
export class DestinationHashes {
  private hashes: Float64Array;
  private lines: Uint32Array;
  private count = 0;
  constructor(room = 1024) {
    this.hashes = new Float64Array(room);
    this.lines = new Uint32Array(room);
  }

  add(destination: string, line: number): void {
    if (this.count === this.hashes.length) {
      const [hashes, lines] = [this.hashes, this.lines];
      this.hashes = new Float64Array(this.count * 2 + 1);
      this.hashes.set(hashes);
      this.lines = new Uint32Array(this.count * 2 + 1);
      this.lines.set(lines);
    }
    this.hashes[this.count] = hashOf(placeOf(destination));
    this.lines[this.count] = line;
    this.count++;
  }

  suspects(): { readonly index: number; readonly line: number }[] {
    const hashes = this.hashes.subarray(0, this.count);
    const sorted = hashes.toSorted();
    const shared = new Set<number>();
    for (let i = 1; i < sorted.length; i++) {
      const hash = sorted[i] as number;
      if (hash === sorted[i - 1]) shared.add(hash);
    }
    const found: { index: number; line: number }[] = [];
    if (!shared.size) return found;
    hashes.forEach((hash, index) => {
      if (shared.has(hash)) found.push({ index, line: this.lines[index] as number });
    });
    return found;
  }
}

/** Two hashes like FNV-1a, of UTF-16 units, with different starts and factors, mixed and put side by side: a whole number below 2^53. */
function hashOf(text: string): number {
  let one = 0x811c9dc5;
  let two = 0x41c6ce57;
  for (let i = 0; i < text.length; i++) {
    const unit = text.charCodeAt(i);
    one = Math.imul(one ^ unit, 0x9e3779b1);
    two = Math.imul(two ^ unit, 0x5f356495);
  }
  // the last units reach the low bits only: high ones are folded down, and each takes from the other
  one = Math.imul(one ^ (one >>> 16), 0x85ebca6b) ^ Math.imul(two ^ (two >>> 13), 0xc2b2ae35);
  two = Math.imul(two ^ (two >>> 16), 0x85ebca6b) ^ Math.imul(one ^ (one >>> 13), 0xc2b2ae35);
  return (two & 0x1fffff) * 0x100000000 + (one >>> 0);
}

/**
 * One spelling for one place: without a slash at the end, and `~/x` for `/~/x` and for `x`, which is below the home, too. What else there is
 * to resolve, reading a batch has resolved.
 */
function placeOf(path: string): string {
  const isBelowHome = !path.startsWith('/') && !path.startsWith('~');
  const place = isBelowHome ? `~/${path}` : path.startsWith('/~/') ? path.slice(1) : path;
  return place.length > 1 && place.endsWith('/') ? place.slice(0, -1) : place;
}
