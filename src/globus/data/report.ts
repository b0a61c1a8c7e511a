import { CliError, InterruptedError } from '../../errors.js';
import { sizeText } from '../../size.js';
import type { Notices } from '../../tools.js';
import type { Row } from './copying.js';
import { type Hooks, runHook } from './hooks.js';
import type { Here } from './local-path.js';
import type { Meter } from './meter.js';

/** Rows as they come, the one document that they make, and what is to be thrown after the last. */
export interface Report {
  readonly rows: AsyncIterable<Row>;
  readonly document: (rows: readonly Row[]) => CopyDocument;
  readonly after: () => void;
}
export interface CopyDocument {
  readonly DATA: readonly Row[];
  readonly files: number;
  readonly bytes: number;
  readonly failed: number;
}
export interface ReportTools {
  readonly notices: Pick<Notices, 'info' | 'warn'>;
  readonly host: Here;
}
/** What went wrong with single files. */
export class Failures {
  readonly all: CliError[] = [];
  readonly add = (error: CliError): void => void this.all.push(error);
}

/** Tells what a copy does, says at its end what was done, and runs what is to be run then. */
export function reportOf(
  copied: AsyncIterable<Row>,
  {
    failures,
    meter,
    hooks,
    isDry,
  }: { readonly failures: Failures; readonly meter: Meter; readonly hooks: Hooks; readonly isDry: boolean },
  { notices, host }: ReportTools,
): Report {
  const sum = { files: 0, bytes: 0 };
  const rows = async function* (): AsyncGenerator<Row> {
    let error: unknown;
    try {
      for await (const row of copied) {
        meter.done();
        if ((row.action === '+' || row.action === '~') && row.type !== 'dir') sum.files += 1;
        if (row.action === '*') sum.files += row.files ?? 0;
        if ('+~*'.includes(row.action)) sum.bytes += row.bytes;
        yield row;
      }
    } catch (cause) {
      error = cause instanceof InterruptedError && !isDry ? interrupted(cause) : cause;
    } finally {
      meter.done();
    }
    if (!isDry) {
      const message = error instanceof Error ? error.message : failures.all[0]?.message;
      const hasFailed = error !== undefined || failures.all.length > 0;
      await runHook(hooks, { ...sum, error: hasFailed ? message : undefined }, host).catch((cause: unknown) => {
        // what the copy itself failed of matters more
        if (!hasFailed) throw cause;
        notices.warn((cause as Error).message);
      });
    }
    if (error !== undefined) throw error as Error;
  };
  return {
    rows: rows(),
    document: (all) => ({ DATA: all, ...sum, failed: failures.all.length }),
    // once the rows are printed: it would stand between them otherwise
    after: () => {
      const [first, ...others] = failures.all;
      for (const failure of failures.all.slice(0, mostTold)) if (failures.all.length > 1) notices.warn(failure.message);
      if (!isDry) notices.info(summary(sum.files, sum.bytes, meter.seconds()));
      if (!first) return;
      if (!others.length) throw first;
      throw new CliError(`${failures.all.length} things could not be copied.`, {
        hint: 'Run the same command again with --update: what is there is not copied again.',
        data: { failed: failures.all.length, errors: failures.all.slice(0, mostTold).map(({ message }) => message) },
      });
    },
  };
}

/** So many failures are told one by one. */
const mostTold = 20;

const interrupted = (error: InterruptedError) =>
  error.toldWith(error.message, {
    hint: error.hint ?? 'What is there is whole. Run the same line again, with --update, to copy the rest.',
  });

function summary(files: number, bytes: number, seconds: number): string {
  if (!files) return 'Nothing was to be copied.';
  const what = files === 1 ? '1 file' : `${files} files`;
  const rate = seconds > 0.5 ? `, ${sizeText(bytes / seconds)}/s` : '';
  return `Copied ${what}, ${sizeText(bytes)} in ${seconds.toFixed(1)} s${rate}.`;
}
