/** The figures that hard tests print, as the table of a run in docs/reliability.md. */

/** What was tried, and how often with what outcome. */
export interface Figure {
  readonly what: string;
  readonly outcome: string;
}

/** The figure that a line of a test's output carries, `figure: WHAT | OUTCOME`; undefined where it carries none. */
export function figureIn(line: string): Figure | undefined {
  const [, what, outcome] = /(?:^|\s)figure: (.+?) \| (.+)$/.exec(line) ?? [];
  return what === undefined || outcome === undefined ? undefined : { what, outcome };
}

export interface Run {
  readonly seed: string;
  /** The words that name the files of the run; none for all of them. */
  readonly files: readonly string[];
  /** How long one test might try. */
  readonly milliseconds: number;
  readonly date: Date;
  readonly took: number;
  readonly failed: boolean;
  /** The version of Node, as `v20.18.1`. */
  readonly node: string;
}

/** A run as a section of the page. */
export function section(
  { seed, files, milliseconds, date, took, failed, node }: Run,
  figures: readonly Figure[],
): string {
  const rows = [...figures].sort((a, b) => (a.what < b.what ? -1 : 1));
  const cell = (text: string) => text.replaceAll('|', '\\|');
  return [
    `### Seed ${seed}, ${date.toISOString().slice(0, 10)}`,
    `\`${['npm run hard --', ...files, `--seed ${seed} --milliseconds ${milliseconds}`].join(' ')}\` with Node ${node.slice(1)} took ${Math.ceil(took / 60_000)} minutes and ${failed ? 'FAILED' : 'passed'}.`,
    [
      '| what was tried | outcome |',
      '| --- | --- |',
      ...rows.map((row) => `| ${cell(row.what)} | ${cell(row.outcome)} |`),
    ].join('\n'),
  ].join('\n\n');
}

const marker = '<!-- runs, newest first; written by npm run hard -- --write -->';

/** How many runs the page keeps. */
const kept = 3;

/** The page with a run put in front of the newest that were there; older ones go. Throws where the page has no place for it. */
export function withRun(page: string, run: string): string {
  const [before, after] = page.split(marker);
  if (before === undefined || after === undefined) throw new Error(`the page lacks the line ${marker}`);
  const newest = after.split(/^(?=### )/m).filter((text) => text.startsWith('### '));
  return `${[before, marker, run, ...newest.slice(0, kept - 1)].map((part) => part.trim()).join('\n\n')}\n`;
}
