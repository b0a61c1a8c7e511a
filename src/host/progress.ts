import type { Progress, ProgressKeys, ProgressState } from '../tools.js';
import { fitted, wrapped } from '../output/cut.js';
import { progressLine, progressLines } from '../output/progress.js';
import { visible } from '../visible.js';
import { withoutSecrets } from '../secrets.js';
import type { Runtime } from '../runtime.js';
import { shortTasks } from '../uuid.js';
import { momentOf } from '../time.js';
import { whenWords } from '../when-words.js';

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

interface Options {
  readonly live: boolean;
  readonly quiet: boolean;
  /** Whether somebody is there who can press a key. */
  readonly isAttended: boolean;
  /** A text, as the person calls the things in it. */
  readonly called?: (text: string) => string;
}

/** Progress on stderr: live lines on a terminal, elsewhere a plain line now and then. */
export function progress(runtime: Runtime, options: Options): Progress {
  let question: string | undefined;
  let isHinted = false;
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
  const drawLive = (lines: readonly string[]) => {
    // in one piece, so that nothing flickers
    runtime.stderr.write(`${erasing()}${lines.join('\n')}`);
    shown = lines.length;
  };
  // what the terminal itself breaks has more rows than are erased
  const drawQuestion = (text: string) => drawLive(wrapped(text, Math.max(10, (runtime.stderr.columns || 80) - 1)));
  const say = (line: string) => {
    erase();
    const words = options.called?.(line) ?? line;
    const told = visible(withoutSecrets(options.live ? shortTasks(words) : words));
    runtime.stderr.write(`${fitted(told, options.live ? runtime.stderr.columns || 80 : undefined)}\n`);
    if (question !== undefined) drawQuestion(question);
  };
  const keys: ProgressKeys = {
    listen: async (hint, pressed) => {
      const stop = (await import('./pressed-keys.js')).listenForKeys(runtime, pressed);
      if (!stop) return () => undefined;
      if (!isHinted) say(hint);
      isHinted = true;
      return stop;
    },
    ask: (text) => {
      question = text === undefined ? undefined : visible(withoutSecrets(text));
      if (question === undefined) erase();
      else drawQuestion(question);
    },
  };
  return {
    isLive: options.live,
    when: (time) => whenWords(new Date(momentOf(time)), runtime.now()),
    ...(options.isAttended && options.live && !options.quiet && { keys }),
    update: (state) => {
      if (options.quiet || question !== undefined) return;
      if (options.live) {
        const { columns = 80, rows = 24 } = runtime.stderr;
        drawLive(progressLines(clean(state), columns, Math.min(mostLines, rows - 1)));
        return;
      }
      const now = runtime.now().getTime();
      lastLog ??= now; // the first line comes after a while: a short wait leaves no line in a log
      if (now - lastLog < logEvery) return;
      lastLog = now;
      runtime.stderr.write(`${progressLine(clean(state))}\n`);
    },
    say,
    beat: () => {
      runtime.stderr.write('.');
      dots = true;
    },
    done: erase,
  };
}
