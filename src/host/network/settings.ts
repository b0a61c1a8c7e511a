import { readFileSync } from 'node:fs';
import { UsageError } from '../../errors.js';
import type { Runtime } from '../../runtime.js';
import { truthOf } from '../../truth.js';

type Env = Runtime['env'];

/** How the certificates of servers are checked: as usual, against one CA file, or not at all. */
export interface TlsSettings {
  readonly rejectUnauthorized?: false;
  readonly ca?: string;
}

/** Milliseconds for one answer: GLOBUS_SDK_HTTP_TIMEOUT seconds, 60 by default, -1 for no limit. */
export function httpTimeout(env: Env): number | false {
  const text = env['GLOBUS_SDK_HTTP_TIMEOUT'];
  if (!text) return 60_000;
  const seconds = Number(text);
  if (Number.isNaN(seconds))
    throw new UsageError(`GLOBUS_SDK_HTTP_TIMEOUT is '${text}', which is not a number of seconds.`);
  // Node's timers know no longer wait: 24 days
  return seconds < 0 ? false : Math.min(seconds * 1000, 2 ** 31 - 1);
}

/** What GLOBUS_SDK_VERIFY_SSL says. Throws UsageError where it names a file that cannot be read. */
export function tlsSettings(env: Env): TlsSettings {
  const text = env['GLOBUS_SDK_VERIFY_SSL'];
  if (!text || truthOf(text) === true) return {};
  if (truthOf(text) === false) return { rejectUnauthorized: false };
  try {
    return { ca: readFileSync(text, 'utf8') };
  } catch (cause) {
    throw new UsageError(`GLOBUS_SDK_VERIFY_SSL names '${text}', which cannot be read as a file of certificates.`, {
      cause,
    });
  }
}
