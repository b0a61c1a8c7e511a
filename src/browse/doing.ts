import type { Deed, PartLine, Work } from '../globus/deed.js';
import type { DiskWork } from '../globus/panes/disk.js';
import { shellWord } from '../shell.js';
import { visible } from '../visible.js';
import type { Job, OverFront } from './browse-state.js';
import type { LineEnd, LineTools } from './contract.js';
import { wrapped } from './fit.js';
import { insideBox } from './layout.js';
import type { Stage } from './stage.js';

/** What doing needs of a screen. */
export interface DoingDesk {
  readonly stage: Pick<Stage, 'aside' | 'waitForEnter' | 'size'>;
  readonly tools: LineTools;
  readonly say: (text: string, isBad?: boolean) => void;
  readonly toFront: (front: OverFront) => void;
  readonly onJob: (job: Job) => void;
  readonly onJobOver: (id: number) => void;
  readonly background: (work: Promise<unknown>) => void;
}

export interface Doing {
  /** Does it; what it printed, or undefined where it failed, which is said. `warned` is told what may surprise in a success. */
  readonly perform: (deed: Deed, columns?: number, warned?: (text: string) => void) => Promise<string | undefined>;
  /** Does it, and shows what it printed. */
  readonly view: (deed: Deed, title: string) => Promise<void>;
  /** Shows a text that a deed gave. */
  readonly show: (text: string, title: string, deed: Deed) => void;
  /** Shows sentences, broken between words. */
  readonly tell: (sentences: readonly string[], title: string, deed: Deed) => void;
  /** The line of a deed as it is shown. */
  readonly lineOf: (deed: Deed) => string;
  /** Asks for Enter before something is done, or for `y` where something is lost by it. */
  readonly agree: (title: string, text: string, line: string, then: () => void, loses?: boolean) => void;
  /** What is agreed to. */
  readonly agreed: () => void;
  readonly stop: (job: number) => void;
  readonly isBusy: () => boolean;
  readonly stopAll: () => void;
}

/** Milliseconds after which a work on this disk is shown: most are done by then. */
const soon = 500;

/** Does what is wished for. Lines of this program run beside the screen, or have the terminal for themselves. */
export function createDoing(desk: DoingDesk, onDone: () => void): Doing {
  const { stage, tools, say, toFront, onJob, onJobOver, background } = desk;
  const jobs = new Map<number, AbortController>();
  let lastJob = 0;
  let then: (() => void) | undefined;
  const agree: Doing['agree'] = (title, text, line, next, loses = false) => {
    then = next;
    toFront({ mode: 'agree', title, text, line, loses });
  };
  const lineOf = ({ line, work }: Deed) =>
    [line, ...(ofOurs.has(work.by) ? tools.lineEnd.map(shellWord) : [])].join(' ');

  const perform: Doing['perform'] = async (deed, columns, warned) => {
    const { work } = deed;
    switch (work.by) {
      case 'disk':
        return onDisk(deed, work.work);
      case 'line':
        return beside(deed, work, columns, warned);
      case 'lines':
        return besideAll(deed, work.lines);
      case 'terminal':
        return ended(await stage.aside(() => onTerminal(work)));
      case 'editor':
        return ended(await stage.aside(() => tools.openEditor(work.path)));
    }
  };
  const onDisk = async (deed: Deed, work: DiskWork): Promise<string | undefined> => {
    const id = ++lastJob;
    const ending = new AbortController();
    jobs.set(id, ending);
    const shown = setTimeout(() => onJob({ id, line: lineOf(deed), state: 'running', said: '' }), soon);
    try {
      return await tools.workOnDisk(work, ending.signal);
    } catch (error) {
      say(
        ending.signal.aborted ? 'It was stopped. What was done before that is done.' : tools.troubleOf(error).message,
        true,
      );
      return undefined;
    } finally {
      clearTimeout(shown);
      jobs.delete(id);
      onJobOver(id);
    }
  };
  const onTerminal = async ({ words, isSilent }: Extract<Work, { readonly by: 'terminal' }>) => {
    const code = await tools.runOnTerminal(words);
    if (code !== 0 || !isSilent) await stage.waitForEnter();
    return code;
  };
  const ended = (code: number | string) => {
    if (code === 0) return '';
    say(`It ended with ${code}.`, true);
    return undefined;
  };
  const beside = async (
    deed: Deed,
    work: Extract<Work, { readonly by: 'line' }>,
    columns: number | undefined,
    warned: ((text: string) => void) | undefined,
  ): Promise<string | undefined> => {
    const line = lineOf(deed);
    // without what is only good to know, such as the next step
    const words = warned ? [...work.words, '--quiet'] : work.words;
    const end = await asJob(line, (tell, signal) =>
      tools.run(words, { input: work.input, columns, onSaid: tell, signal }),
    );
    if (end.code === 0) {
      if (end.stderr.trim()) warned?.(end.stderr);
      return end.stdout;
    }
    const why = reason(end);
    const permission = wantedPermission(why);
    say(permission ?? why, true);
    // 4 is a login that is missing, and the line itself asks for it where somebody can answer
    if (end.code === 4 && work.input === undefined) {
      const [title, what] = permission === undefined ? ['Log in', 'a login'] : ['Permission', 'your permission'];
      agree(title, `It needs ${what}. Run it on the terminal, where it can ask?`, line, () => {
        // that there was no login is no longer so
        say('');
        const again = perform({ line: deed.line, work: { by: 'terminal', words: work.words } });
        background(again.then(onDone));
      });
    }
    return undefined;
  };
  /** One line after the other, until one fails or it is stopped: none of the others is begun then. */
  const besideAll = async (deed: Deed, lines: readonly PartLine[], before = 0): Promise<string | undefined> => {
    const line = lineOf(deed);
    const all = before + lines.reduce((sum, { count }) => sum + count, 0);
    const outcome = await asJob(line, async (tell, signal) => {
      let done = before;
      for (const [i, { words, count }] of lines.entries()) {
        if (signal.aborted) return { done, failed: undefined, at: i };
        const begun = `${numberText(done)} of ${numberText(all)}`;
        tell(begun);
        const end = await tools.run(words, { onSaid: (said) => tell(`${begun} · ${said}`), signal });
        if (end.code !== 0) return { done, failed: end, at: i };
        done += count;
      }
      return { done, failed: undefined, at: lines.length };
    });
    const { done, failed, at } = outcome;
    const part = lines[at];
    if (!part) return `All ${numberText(all)} are done: ${line}`;
    const told = partTold(done, failed && part.count, all);
    if (failed?.code === 4)
      agree(
        'Log in',
        `It needs a login. Run it on the terminal, where it can ask?${done ? ` ${told}` : ''}`,
        line,
        () => {
          say('');
          background(
            perform({ line: deed.line, work: { by: 'terminal', words: part.words } })
              .then((first) =>
                first === undefined ? undefined : besideAll(deed, lines.slice(at + 1), done + part.count),
              )
              .then((printed) => {
                if (printed !== undefined) say(`✓ ${printed}`);
                onDone();
              }),
          );
        },
      );
    // a line above the keys has no room for it
    else tell([failed ? reason(failed) : 'It was stopped.', told], 'Not all was done', deed);
    return undefined;
  };
  /** A work that is shown while it runs, and can be stopped. */
  const asJob = async <T>(
    line: string,
    work: (tell: (said: string) => void, signal: AbortSignal) => Promise<T>,
  ): Promise<T> => {
    const id = ++lastJob;
    const ending = new AbortController();
    jobs.set(id, ending);
    const tell = (said: string) => onJob({ id, line, state: 'running', said });
    tell('');
    try {
      return await work(tell, ending.signal);
    } finally {
      jobs.delete(id);
      onJobOver(id);
    }
  };
  const brokenForBox = (text: string) => wrapped(visible(text), insideBox(stage.size().columns));
  const tell: Doing['tell'] = (sentences, title, deed) => show(sentences.flatMap(brokenForBox).join('\n'), title, deed);
  const show: Doing['show'] = (text, title, deed) => {
    say('');
    const lines = text.replace(/\r\n/g, '\n').replace(/\n$/, '').split('\n');
    toFront({ mode: 'text', title: visible(title), line: lineOf(deed), lines, top: 0 });
  };
  return {
    perform,
    lineOf,
    agree,
    agreed: () => then?.(),
    show,
    tell,
    view: async (deed, title) => {
      say(lineOf(deed));
      const text = await perform(deed, insideBox(stage.size().columns));
      if (text === undefined) return;
      if (text.includes('\0')) return say(`${visible(title)} is not text.`, true);
      show(text, title, deed);
    },
    stop: (job) => jobs.get(job)?.abort(),
    isBusy: () => jobs.size > 0,
    stopAll: () => {
      for (const ending of jobs.values()) ending.abort();
    },
  };
}

/** Works whose line is one of this program. */
const ofOurs: ReadonlySet<Work['by']> = new Set(['line', 'lines', 'terminal']);

/** What of very many things is done, where one line of several failed or it was stopped; `unsure` are those of the line that failed. */
function partTold(done: number, unsure: number | undefined, all: number): string {
  const rest = all - done - (unsure ?? 0);
  const others = [
    unsure && `of the next ${numberText(unsure)} some may be`,
    rest > 0 && `${numberText(rest)} were not begun`,
  ];
  return `${[`${numberText(done)} of ${numberText(all)} are done`, ...others].filter(Boolean).join(', ')}.`;
}
const numberText = (count: number) => count.toLocaleString('en');

/** The sentence that says why a line failed: the first that it said on stderr, without the code of the service. */
const reason = ({ stderr, code }: LineEnd) =>
  stderr
    .split('\n')
    .find((line) => line.trim())
    ?.replace(/^Error: /, '')
    .replace(/ \[[\w.]+\]$/, '')
    .trim() ?? `It ended with ${code}.`;

/** What is said in place of a login that is missing, where somebody who is logged in has not allowed it yet. */
const wantedPermission = (why: string): string | undefined => {
  const [, what] = /^You are not logged in to (.*\b(?:collection|endpoint|flow)\b.*)$/.exec(why) ?? [];
  return what && `Your permission is missing for ${what}`;
};
