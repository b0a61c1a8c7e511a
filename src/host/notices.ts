import type { Runtime } from '../runtime.js';
import type { Notices } from '../tools.js';
import { visibleLines } from '../visible.js';
import { withoutSecrets } from '../secrets.js';

/** Remarks on stderr. */
export function notices(runtime: Runtime, quiet: boolean): Notices {
  const say = (text: string) => void runtime.stderr.write(`${visibleLines(withoutSecrets(text))}\n`);
  return { quiet, info: (text) => (quiet ? undefined : say(text)), warn: say };
}
