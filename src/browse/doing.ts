import type { Deed, Work } from '../globus/deed.js';
import type { DiskWork } from '../globus/panes/disk.js';
import { shellWord } from '../shell.js';
import { visible } from '../visible.js';
import type { Job, OverFront } from './browse-state.js';
import type { LineTools } from './contract.js';
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
  /** Does it; what it printed, or undefined where it failed, which is said. */
  readonly perform: (deed: Deed, columns?: number) => Promise<string | undefined>;
  /** Does it, and shows what it printed. */
  readonly view: (deed: Deed, title: string) => Promise<void>;
  /** Shows a text that a deed gave. */
  readonly show: (text: string, title: string, deed: Deed) => void;
  /** The line of a deed as it is shown. */
  readonly lineOf: (deed: Deed) => string;
  /** Asks for Enter before something is done. */
  readonly agree: (title: string, text: string, line: string, then: () => void) => void;
  /** What Enter agrees to. */
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
  const agree: Doing['agree'] = (title, text, line, next) => {
    then = next;
    toFront({ mode: 'agree', title, text, line });
  };
  const lineOf = ({ line, work }: Deed) =>
    [line, ...(work.by === 'line' || work.by === 'terminal' ? tools.lineEnd.map(shellWord) : [])].join(' ');

  const perform = async (deed: Deed, columns?: number): Promise<string | undefined> => {
    const { work } = deed;
    switch (work.by) {
      case 'disk':
        return onDisk(deed, work.work);
      case 'line':
        return beside(deed, work, columns);
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
  ): Promise<string | undefined> => {
    const id = ++lastJob;
    const line = lineOf(deed);
    const ending = new AbortController();
    jobs.set(id, ending);
    const tell = (said: string) => onJob({ id, line, state: 'running', said });
    tell('');
    const end = await tools.run(work.words, { input: work.input, columns, onSaid: tell, signal: ending.signal });
    jobs.delete(id);
    onJobOver(id);
    if (end.code === 0) return end.stdout;
    const why = reason(end.stderr) ?? `It ended with ${end.code}.`;
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

/** The sentence that says why a line failed: the first that it said on stderr, without the code of the service. */
const reason = (stderr: string) =>
  stderr
    .split('\n')
    .find((line) => line.trim())
    ?.replace(/^Error: /, '')
    .replace(/ \[[\w.]+\]$/, '')
    .trim();

/** What is said in place of a login that is missing, where somebody who is logged in has not allowed it yet. */
const wantedPermission = (why: string): string | undefined => {
  const [, what] = /^You are not logged in to (.*\b(?:collection|endpoint|flow)\b.*)$/.exec(why) ?? [];
  return what && `Your permission is missing for ${what}`;
};
