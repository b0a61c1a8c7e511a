import type { Progress, ProgressState } from '../tools.js';
import { progressLine, progressLines } from '../output/progress.js';
import { visible } from '../visible.js';
import { withoutSecrets } from '../secrets.js';
import type { Runtime } from '../runtime.js';

const eraseLine = '\r\u001b[2K';
const eraseLineAbove = '\u001b[1A\u001b[2K';
/** Live lines, at most. */
const mostLines = 5;
/** Off a terminal, a line at most this often. */
const logEvery = 30_000;

const clean = (state: ProgressState): ProgressState => ({
  ...state,
  label: withoutSecrets(state.label),
  note: state.note === undefined ? undefined : withoutSecrets(state.note),
  ...(state.parts && { parts: state.parts.map((part) => ({ ...part, name: withoutSecrets(part.name) })) }),
});

/** Progress on stderr: live lines on a terminal, elsewhere a plain line now and then. */
export function progress(runtime: Runtime, options: { readonly live: boolean; readonly quiet: boolean }): Progress {
  /** How many lines are drawn; the cursor stands at the end of the last. */
  let shown = 0;
  let dots = false;
  let lastLog: number | undefined;
  const erase = () => {
    if (shown) runtime.stderr.write(erasing());
    if (dots) runtime.stderr.write('\n');
    shown = 0;
    dots = false;
  };
  const erasing = () => eraseLine + eraseLineAbove.repeat(Math.max(0, shown - 1));
  return {
    update: (state) => {
      if (options.quiet) return;
      if (options.live) {
        const { columns = 80, rows = 24 } = runtime.stderr;
        const lines = progressLines(clean(state), columns, Math.min(mostLines, rows - 1));
        // in one piece, so that nothing flickers
        runtime.stderr.write(`${erasing()}${lines.join('\n')}`);
        shown = lines.length;
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
