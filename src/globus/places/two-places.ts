import { UsageError } from '../../errors.js';
import { shellLine } from '../../shell.js';
import { isLocal, pathColon } from './grammar.js';

/** The collection and the path of a place; undefined for any other word, and where a path is below that of a bookmark. */
function parts(word: string): readonly [collection: string, path: string] | undefined {
  const at = pathColon(word);
  const path = word.slice(at + 1);
  if (at < 1 || isLocal(word) || /^https?:/i.test(word) || !/^[/~]/.test(path)) return undefined;
  return [word.slice(0, at), path];
}

/** The path of a name in the folder of another one. */
const beside = (path: string, name: string) => path.replace(/\/?$/, '').replace(/[^/]*$/, name);

/**
 * `LAB:/a LAB:/b`, `LAB:/a /b`, or `LAB:/a b`, as `LAB /a /b`: people write the places of one collection as they write any two. Other words stay as
 * they are. UsageError where the places are of two collections, or the second has no path: it would be the name of a file.
 */
export function onOneCollection(words: readonly string[]): readonly string[] {
  const [first = '', second] = words;
  const from = parts(first);
  const last = second === undefined ? undefined : parts(second);
  // no collection is left to rename on: the new name came first
  if (!from && last && words.length === 2 && !/:/.test(first))
    throw new UsageError(`'${first}' is no place on a collection: what is renamed comes first.`, {
      hint: `Did you mean:  ${shellLine(['rename', second ?? '', /^[/~]/.test(first) ? first : beside(last[1], first)])}`,
    });
  if (!from || words.length > 2) return words;
  const [collection, path] = from;
  if (second === undefined) return from;
  if (/^[^/~][^/]*:$/.test(second))
    throw new UsageError(`There is no path after the colon of '${second}'.`, {
      hint: `Give the new path: ${shellLine(['rename', first, `${second}/NEW_PATH`])}`,
    });
  const to = parts(second);
  if (to && to[0] !== collection)
    throw new UsageError(
      `'${first}' and '${second}' are on different collections, and a rename works only within one.`,
      {
        hint: 'To move it to another collection: globus mv FROM TO',
      },
    );
  // a name alone is one in the same folder, as in the browser; a service would take it for one in the home folder
  return [collection, path, to?.[1] ?? (/^[/~]/.test(second) ? second : beside(path, second))];
}
