import type { NewFiles } from './new-files.js';
import type { Step, Work } from './work.js';

/** A transfer as its steps see it. */
export interface TransferWork extends Work {
  /** Destination paths that were copied before the sandbox was last stopped, with their rows. */
  readonly done: Map<string, Record<string, unknown>>;
  readonly newFiles: NewFiles;
  /** Adds a step, to be done next. */
  push(step: Step): void;
  /** Puts a step that failed aside to be tried again, or skips it, or rethrows what ends the task. */
  failed(step: Step, error: unknown): void;
}
