import type { Progress, ProgressState } from '../tools.js';
import { progressLine } from '../output/progress.js';
import { visible } from '../visible.js';
import { withoutSecrets } from '../secrets.js';
import type { Runtime } from '../runtime.js';

const eraseLine = '\r\u001b[2K';
/** Off a terminal, a line at most this often. */
const logEvery = 30_000;

const clean = (state: ProgressState): ProgressState => ({
  ...state,
  label: withoutSecrets(state.label),
  note: state.note === undefined ? undefined : withoutSecrets(state.note),
});

/** Progress on stderr: a live line on a terminal, elsewhere a plain line now and then. */
export function progress(runtime: Runtime, options: { readonly live: boolean; readonly quiet: boolean }): Progress {
  let shown = false;
  let dots = false;
  let lastLog: number | undefined;
  const erase = () => {
    if (shown) runtime.stderr.write(eraseLine);
    if (dots) runtime.stderr.write('\n');
    shown = dots = false;
  };
  return {
    update: (state) => {
      if (options.quiet) return;
      if (options.live) {
        runtime.stderr.write(`${eraseLine}${progressLine(clean(state), runtime.stderr.columns ?? 80)}`);
        shown = true;
        return;
      }
      const now = runtime.now().getTime();
      lastLog ??= now; // the first line comes after a while: a short wait leaves no line in a log
      if (now - lastLog < logEvery) return;
      lastLog = now;
      runtime.stderr.write(`${progressLine(clean(state))}\n`);
    },
    say: (line) => {
      erase();
      runtime.stderr.write(`${visible(withoutSecrets(line))}\n`);
    },
    beat: () => {
      runtime.stderr.write('.');
      dots = true;
    },
    done: erase,
  };
}
