import { CliError, InterruptedError } from '../../errors.js';
import { sizeText } from '../../size.js';
import type { Notices } from '../../tools.js';
import type { Row } from './copying.js';
import { type Hooks, runHook } from './hooks.js';
import type { LineHost } from './shell-line.js';
import type { Meter } from './meter.js';

/** Rows as they come, the one document that they make, and what is to be thrown after the last. */
export interface Report {
  readonly rows: AsyncIterable<Row>;
  readonly document: (rows: readonly Row[]) => CopyDocument;
  readonly after: () => void;
  /** Whether something is done, or to be judged, as the rows are read. */
  readonly isWork: boolean;
}
export interface CopyDocument {
  readonly DATA: readonly Row[];
  readonly files: number;
  readonly bytes: number;
  readonly failed: number;
}
export interface ReportTools {
  readonly notices: Pick<Notices, 'info' | 'warn'>;
  readonly host: LineHost;
}
/** So many failures are told one by one. */
const mostTold = 20;

/** What went wrong with single files: how many there are, and the first of them. */
export class Failures {
  readonly first: CliError[] = [];
  count = 0;
  readonly add = (error: CliError): void => {
    if (++this.count <= mostTold) this.first.push(error);
  };
}

export interface ReportOptions {
  readonly failures: Failures;
  readonly meter: Meter;
  readonly hooks: Hooks;
  readonly isDry: boolean;
  readonly verb?: 'Copied' | 'Moved';
  /** How to do what is left, asked for when something is. */
  readonly again?: () => string;
  /** The line for it, where the same one would not do it. */
  readonly left?: () => string | undefined;
}

export const sameLine = 'Run the same line again.';

/** Tells what a copy does, says at its end what was done, and runs what is to be run then. */
export function reportOf(
  copied: AsyncIterable<Row>,
  { failures, meter, hooks, isDry, verb = 'Copied', again = () => sameLine, left }: ReportOptions,
  { notices, host }: ReportTools,
): Report {
  const sum = { files: 0, bytes: 0 };
  let folders = 0;
  let deleted = 0;
  let underWay = 0;
  const rows = async function* (): AsyncGenerator<Row> {
    let error: unknown;
    try {
      for await (const row of copied) {
        meter.done();
        if ((row.action === '+' || row.action === '~') && row.type !== 'dir') sum.files += 1;
        if (row.action === '+' && row.type === 'dir') folders += 1;
        if (row.action === '-') deleted += 1;
        if (row.action === '*') sum.files += row.files ?? 0;
        if (row.action === '*' && row.status === undefined) underWay += 1;
        if ('+~*'.includes(row.action)) sum.bytes += row.bytes;
        yield row;
      }
    } catch (cause) {
      // who left a login has begun nothing
      const hasBegun = meter.hasMoved() || sum.files + folders + deleted + underWay > 0;
      error =
        cause instanceof InterruptedError && !isDry
          ? interrupted(cause, hasBegun ? `What is there is whole. ${again()}` : `Nothing was ${verb.toLowerCase()}.`)
          : cause;
    } finally {
      meter.done();
    }
    if (!isDry) {
      const message = error instanceof Error ? error.message : failures.first[0]?.message;
      const hasFailed = error !== undefined || failures.count > 0;
      await runHook(hooks, { ...sum, error: hasFailed ? message : undefined }, host).catch((cause: unknown) => {
        // what the copy itself failed of matters more
        if (!hasFailed) throw cause;
        notices.warn((cause as Error).message);
      });
    }
    if (error !== undefined) throw error as Error;
  };
  return {
    isWork: !isDry,
    rows: rows(),
    document: (all) => ({ DATA: all, ...sum, failed: failures.count }),
    // once the rows are printed: it would stand between them otherwise
    after: () => {
      const [first] = failures.first;
      for (const failure of failures.first) if (failures.count > 1) notices.warn(failure.message);
      // where something failed, nothing was taken away
      if (!isDry) {
        const done = { ...sum, folders, failed: failures.count };
        // what is under way has copied nothing yet, and its id was printed
        if (!underWay || sum.files) notices.info(summary(failures.count ? 'Copied' : verb, done, meter.seconds()));
        if (deleted) notices.info(`Deleted ${deleted} at the destination.`);
      }
      if (!first) return;
      const line = failures.count === 1 ? left?.() : undefined;
      if (line !== undefined) throw first.toldWith(first.message, { hint: [first.hint ?? [], line].flat().join('\n') });
      if (failures.count === 1) throw first;
      throw new CliError(`${failures.count} things could not be ${verb.toLowerCase()}.`, {
        hint: sameHint(failures.first) ?? again(),
        data: { failed: failures.count, errors: failures.first.map(({ message }) => message) },
      });
    },
  };
}

/** What helps all of them, where that is one thing. */
const sameHint = (errors: readonly CliError[]): string | undefined => {
  const [hint, ...others] = new Set(errors.map((error) => error.hint));
  return others.length ? undefined : hint;
};

const interrupted = (error: InterruptedError, hint: string) =>
  error.toldWith(error.message, { hint: error.hint ?? hint });

interface Done {
  readonly files: number;
  readonly bytes: number;
  readonly folders: number;
  readonly failed: number;
}
function summary(verb: string, { files, bytes, folders, failed }: Done, seconds: number): string {
  if (!files && !failed && folders) return `${verb} ${folders === 1 ? '1 folder' : `${folders} folders`}.`;
  // folders alone may have been moved
  if (!files && !failed) return verb === 'Moved' ? 'Moved.' : 'Nothing was to be copied.';
  if (!files) return `Nothing was ${verb.toLowerCase()}.`;
  const what = files === 1 ? '1 file' : `${files} files`;
  const rate = seconds > 0.5 ? `, ${sizeText(bytes / seconds)}/s` : '';
  return `${verb} ${what}, ${sizeText(bytes)} in ${seconds.toFixed(1)} s${rate}.`;
}
