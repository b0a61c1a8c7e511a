import { CliError } from '../../errors.js';
import { type LineHost, runLine } from './shell-line.js';
import { visible } from '../../visible.js';

/** Commands for a shell, run once a copy has ended. */
export interface Hooks {
  readonly onSuccess?: string | undefined;
  readonly onFailure?: string | undefined;
}

/** A variable of any length is more than the system gives to a program: the command would not be run. */
const longestError = 10_000;

/** Runs the command for how it ended, with what was done in its environment. CliError where the command fails. */
export async function runHook(
  { onSuccess, onFailure }: Hooks,
  outcome: { readonly files: number; readonly bytes: number; readonly error: string | undefined },
  here: LineHost,
): Promise<void> {
  const line = outcome.error === undefined ? onSuccess : onFailure;
  if (line === undefined) return;
  const facts = {
    GLOBUS_COPY_FILES: String(outcome.files),
    GLOBUS_COPY_BYTES: String(outcome.bytes),
    GLOBUS_COPY_ERROR: (outcome.error ?? '').replaceAll('\0', '').slice(0, longestError),
  };
  // what it prints is for people: standard output is data of ours
  const code = await runLine(line, here, ['ignore', 2, 2], facts);
  if (code !== 0) throw new CliError(`The command '${visible(line)}' ended with ${code}.`);
}
