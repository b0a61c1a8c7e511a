import { bad, dateTime, param, resolveUp, UsageError } from '#command';
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

/** A folder or file of this machine. An empty word, as of a variable that is not set, would mean the folder that one stands in. */
const named = (kind: string, metavar: string) =>
  param.custom(
    (raw, context) => {
      if (raw.trim() === '') throw new UsageError(`Invalid value for ${context.name}: it is empty. Name a ${kind}.`);
      return raw;
    },
    { metavar },
  );
export const folder = named('folder', 'FOLDER');
export const file = named('file', 'FILE');

/** Which sandbox is meant. */
export const where = { dir: folder({ summary: 'The folder of the sandbox' }) };
/** What every new sandbox may be told. */
export const making = {
  autoLogin: param.text({ summary: 'Approve every login at once, as this user', metavar: 'USERNAME' }),
  seed: param.text({ summary: 'Make the same ids each time' }),
  clock: dateTime({ summary: 'Begin at this time; an existing sandbox keeps its time' }),
  world: file({ summary: 'Begin with the people and things of a world file, or of class, campus or instrument' }),
  speed: rate({ summary: 'Limit all transfers together to this rate: 500K, 10M' }),
  open: param.switch({ summary: 'Let every user of this machine use it, not only you' }),
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
export const folderHere = ({ cwd }: NeedTypes['host'], spoken: string): string => resolveUp(cwd, spoken);

/** `1 request is`, `3 requests are`. */
export const counted = (count: number, one: string, several: string): string =>
  `${count} ${count === 1 ? one : several}`;
