import { Chalk } from 'chalk';

// Whether colour is wanted was decided before (NO_COLOR, TERM, CLICOLOR_FORCE): these only say which.
const chalk = new Chalk({ level: 1 });

/** A label, in weight. */
export const label = (text: string) => chalk.bold(text);
/** What is said beside the matter. */
export const dim = (text: string) => chalk.dim(text);

const words: ReadonlyMap<string, (text: string) => string> = new Map<string, (text: string) => string>(
  Object.entries({
    SUCCEEDED: chalk.green,
    FAILED: chalk.red,
    INACTIVE: chalk.yellow,
    PAUSED: chalk.yellow,
    ACTIVE: chalk.cyan,
    ENDED: chalk.gray,
    active: chalk.green,
    inactive: chalk.yellow,
    None: chalk.gray,
  }),
);

/** A cell that says how something is doing, in a colour; any other as it is. */
export const state = (cell: string) => words.get(cell.trim())?.(cell) ?? cell;
