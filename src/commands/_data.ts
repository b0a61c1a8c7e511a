import { bad, message, param, sizeText, visible } from '#command';
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
  limitRate: size({ summary: 'The most bytes per second', metavar: 'SIZE' }),
};

/** Of a file, the first or the last lines or bytes. */
export const amountFlags = {
  lines: param.integer({ summary: 'How many lines', names: ['--lines', '-n'], metavar: 'N', min: 0 }),
  bytes: size({ summary: 'How many bytes', names: ['--bytes', '-c'], metavar: 'BYTES' }),
};
export const amountOf = ({
  lines,
  bytes,
}: {
  readonly lines: number | undefined;
  readonly bytes: number | undefined;
}) => (bytes === undefined ? { lines: lines ?? 10 } : { bytes });

/** One file that was copied, as a sentence. */
export const doneView = message((done: Done | undefined) =>
  done === undefined
    ? ''
    : `${visible(done.destination)}: ${sizeText(done.bytes)}` +
      (done.bytes_kept ? `, ${sizeText(done.bytes_kept)} of it from an earlier try` : ''),
);
