import type { Runtime } from '../runtime.js';

const isUtc = (zone: string) => /^:?(?:etc\/)?(?:utc|gmt|uct|zulu|universal|greenwich)[+-]?0?$/i.test(zone);

/**
 * What is said where TZ names a zone that is not known here: local times are in UTC then. Undefined where they are in the zone that
 * was named, and where that is left to the machine (a path).
 */
export function zoneRemark({ env, now }: Pick<Runtime, 'env' | 'now'>): string | undefined {
  const zone = env['TZ'];
  if (!zone || isUtc(zone) || /^:?\//.test(zone)) return undefined;
  const year = now().getFullYear();
  if ([0, 6].some((month) => new Date(year, month, 1).getTimezoneOffset() !== 0)) return undefined;
  try {
    new Intl.DateTimeFormat('en', { timeZone: zone.replace(/^:?(?:posix\/)?/, '') });
    return undefined;
  } catch {
    return `TZ is '${zone}', which is not a known time zone: local times are in UTC. Use a name such as Europe/Berlin.`;
  }
}
