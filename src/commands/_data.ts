import { bad, message, onScreen, param, type RemoteLocation, shellWord, sizeText, summary, visible } from '#command';
import type { Done } from '#globus/data/one-file';

const units: ReadonlyMap<string, number> = new Map(
  ['', 'k', 'm', 'g', 't', 'p'].map((unit, power) => [unit, 1024 ** power]),
);

/** A number of bytes: `500`, `64k`, `1.5G`, in powers of 1024. */
export const size = param.custom(
  (raw, context): number => {
    const [, number, unit = ''] = /^(\d+(?:\.\d+)?)\s*([kmgtp]?)i?b?$/i.exec(raw.trim()) ?? [];
    const factor = units.get(unit.toLowerCase());
    if (number === undefined || factor === undefined) throw bad(context, raw, "a size such as '500', '64k' or '1.5G'");
    return Math.round(Number(number) * factor);
  },
  { metavar: 'SIZE' },
);

/** How bytes are copied between this machine and a collection. */
export const copyingFlags = {
  preserveMtime: param.switch({ summary: 'Keep the modification times of files' }),
  verify: param.switch({ summary: 'Read each file back after writing, and compare it' }),
  limitRate: size({ summary: 'Use at most this many bytes per second', metavar: 'SIZE' }),
};

/** How many lines. A `+` has another meaning in the tail of other systems, where it is the line to begin with. */
const amount = param.custom(
  (raw, context) => {
    if (/^\s*\+/.test(raw))
      throw bad(context, raw, 'a number of lines. To leave out the first lines: globus cat PLACE | tail -n +N');
    const value = Number(raw);
    if (!/^\s*\d+\s*$/.test(raw) || !Number.isSafeInteger(value)) throw bad(context, raw, 'a whole number, 0 or more');
    return value;
  },
  { metavar: 'N' },
);
/** Of a file, the first or the last lines or bytes. */
export const amountFlags = {
  lines: amount({ summary: 'Print this many lines', names: ['--lines', '-n'] }),
  bytes: size({ summary: 'Print this many bytes', names: ['--bytes', '-c'], metavar: 'BYTES' }),
};
export const amountOf = ({
  lines,
  bytes,
}: {
  readonly lines: number | undefined;
  readonly bytes: number | undefined;
}) => (bytes === undefined ? { lines: lines ?? 10 } : { bytes });

const amountWords = ({ bytes, bytes_kept: kept }: Done) =>
  sizeText(bytes) + (kept ? `, ${sizeText(kept)} of it from an earlier try` : '');

/** One file that was copied, as a sentence. */
export const doneView = message((done: Done | undefined) =>
  done === undefined ? '' : `${visible(done.destination)}: ${amountWords(done)}`,
);

/** A file that went to a collection: a person is told the place as they named it, and others the address. */
export const putView = (place: RemoteLocation, local: string) =>
  onScreen(
    summary((done: Done | undefined) =>
      done === undefined
        ? []
        : [[{ text: placeOf(place, local) ?? done.destination, as: 'command' }, `: ${amountWords(done)}`]],
    ),
    doneView,
  );

/** Where a file went, as a line has it; undefined of an address. */
function placeOf(place: RemoteLocation, local: string): string | undefined {
  if (place.at === 'address') return undefined;
  const path = place.path ?? '';
  const name = local.slice(local.lastIndexOf('/') + 1);
  return shellWord(`${place.endpoint}:${path === '' || path.endsWith('/') ? `${path}${name}` : path}`);
}
