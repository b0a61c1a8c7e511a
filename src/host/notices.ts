import { fitted } from '../output/cut.js';
import type { Runtime } from '../runtime.js';
import type { Notices } from '../tools.js';
import { visibleLines } from '../visible.js';
import { withoutSecrets } from '../secrets.js';
import { screenWidth } from './screen-width.js';

/** Remarks on stderr; `called` has them call things as the person did. */
export function notices(runtime: Runtime, quiet: boolean, called = (text: string) => text): Notices {
  const { stderr } = runtime;
  const say = (text: string) => {
    const shown = visibleLines(withoutSecrets(called(text)));
    stderr.write(`${fitted(shown, stderr.isTTY ? stderr.columns : undefined)}\n`);
  };
  const isRead = stderr.isTTY === true || screenWidth(runtime) !== undefined;
  return { quiet, isRead, info: (text) => (quiet ? undefined : say(text)), warn: say };
}
