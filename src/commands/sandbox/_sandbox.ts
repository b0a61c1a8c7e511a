import { resolve } from 'node:path';
import { bad, dateTime, param } from '#command';
import type { NeedTypes } from '#command';

const scale: ReadonlyMap<string, number> = new Map<string, number>(Object.entries({ '': 1, K: 1e3, M: 1e6, G: 1e9 }));

/** Bytes a second, as `500K`, `10M`, `1.5G` or a bare number. */
const rate = param.custom(
  (raw, context): number => {
    const [, digits = '', unit = ''] = /^(\d+(?:\.\d+)?)\s*([KMG]?)B?(?:\/s)?$/i.exec(raw.trim()) ?? [];
    const bytes = Math.round(Number(digits) * (scale.get(unit.toUpperCase()) ?? NaN));
    if (digits === '' || !(bytes >= 1))
      throw bad(context, raw, "a rate such as '500K', '10M' or '1G' (bytes a second)");
    return bytes;
  },
  { metavar: 'RATE' },
);

/** Which sandbox is meant. */
export const where = { dir: param.text({ summary: 'The folder of the sandbox', metavar: 'FOLDER' }) };
/** What every new sandbox may be told. */
export const making = {
  autoLogin: param.text({ summary: 'Approve every login at once, as this user', metavar: 'USERNAME' }),
  seed: param.text({ summary: 'Make the same ids each time' }),
  clock: dateTime({ summary: 'Begin at this time; a sandbox that has already begun goes on' }),
  world: param.text({
    summary: 'Begin with the people and things of a world file, or of class, campus or instrument',
    metavar: 'FILE',
  }),
  speed: rate({ summary: 'Slow transfers down to this rate, all together: 500K, 10M' }),
  open: param.switch({ summary: 'Let every user of this machine use it, not you alone' }),
  share: param.text({
    summary: 'Serve a folder of this machine as a collection',
    multiple: true,
    metavar: 'NAME=PATH',
  }),
};

/** What a sandbox that is open to everybody opens, for stderr. */
export const openWarning =
  'This sandbox is open to every user of this machine: they can log in to it as anyone, and read and write its collections and the folders you share. Its own API and page still need your key, and Compute runs no functions.';

/** A folder as the sandbox must be told of it, which may have been started elsewhere. */
export const folderHere = ({ cwd }: NeedTypes['host'], spoken: string): string => resolve(cwd, spoken);

/** `1 request is`, `3 requests are`. */
export const counted = (count: number, one: string, several: string): string =>
  `${count} ${count === 1 ? one : several}`;
