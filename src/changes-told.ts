import type { CommandMeta } from './cli/manifest.js';
import { renameQuestion } from './globus/renaming.js';
import { cut } from './output/cut.js';

/** What a setting becomes that somebody was asked for. */
export interface Change {
  readonly key: string;
  readonly summary: string;
  /** Undefined where it is not known, or nothing is set. */
  readonly from: string | undefined;
  readonly to: string;
}

const names = new Set(['name', 'displayName', 'title']);
/** Of a definition or a long text, its begin says which it is. */
const mostTold = 60;

/** Whether every answer is what is set already. */
export const changesNothing = (changes: readonly Change[]): boolean =>
  changes.length > 0 && changes.every(({ from, to }) => from === to);

/** The name that becomes another, where that is all that changes. */
function renaming(changes: readonly Change[]): Change | undefined {
  const [change, ...others] = changes;
  return change && !others.length && names.has(change.key) && change.from !== undefined ? change : undefined;
}

/** What becomes something else, a line each; nothing where the question says it, or the answers above it say all that is known. */
export const changesTold = (changes: readonly Change[]): readonly string[] =>
  renaming(changes)
    ? []
    : changes.flatMap(({ summary, from, to }) => {
        if (from === undefined || from === to) return [];
        const what = `${summary.charAt(0).toUpperCase()}${summary.slice(1)}`;
        return [`${what}: ${cut(from, mostTold)} → ${cut(to, mostTold)}`];
      });

/** What whoever was led to it by answers has to agree to, by the words of the command. */
const questions: readonly (readonly [command: RegExp, question: string])[] = [
  [/(^| )(update|(re)?set(-[\w-]+)?)( |$)/, 'Change it?'],
  [/(^| )rename$/, 'Rename it?'],
  [/(^| )cancel$/, 'Cancel it?'],
  [/(^| )stop$/, 'Stop it?'],
  [/(^| )leave$/, 'Leave it?'],
];

/** Asked last of whoever answered questions about what is to change; undefined for commands that change nothing which is there. */
export function lastQuestion({ path }: Pick<CommandMeta, 'path'>, changes: readonly Change[]): string | undefined {
  const renamed = renaming(changes);
  if (renamed) return renameQuestion(renamed.from, renamed.to);
  return questions.find(([command]) => command.test(path))?.[1];
}
