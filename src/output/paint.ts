import { Chalk } from 'chalk';
import { moodOf } from './mood.js';

// Whether colour is wanted was decided before (NO_COLOR, TERM, CLICOLOR_FORCE): these only say which.
const chalk = new Chalk({ level: 1 });

/** A label, in weight. */
export const label = (text: string) => chalk.bold(text);
/** What is said beside the matter. */
export const dim = (text: string) => chalk.dim(text);
/** What went wrong. */
export const bad = (text: string) => chalk.red(text);

const colours = { going: chalk.cyan, good: chalk.green, bad: chalk.red, waiting: chalk.yellow, over: chalk.gray };

/** What says how something is doing, in a colour; what is no state as it is. `word` is the state itself, `text` what is drawn. */
export function state(word: string, text: string): string {
  const mood = moodOf(word);
  return mood ? colours[mood](text) : text;
}

/** A text that leads to a page, for terminals that have links. The address is one of ours. */
export const link = (text: string, address: string) => `\u001b]8;;${address}\u0007${text}\u001b]8;;\u0007`;
