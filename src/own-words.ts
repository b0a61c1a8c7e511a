import type { Made } from './command/command.js';
import type { Named } from './command/named.js';
import type { Found } from './globus/things/thing.js';
import { pathColon, placeWord, readsBack } from './globus/places/grammar.js';
import { CliError } from './errors.js';
import { shellWord } from './shell.js';
import { shortId, shortTasks } from './uuid.js';

/** An id that stands by itself, not within an address or a list. */
const anyId = /(?<![\w/:=,'-])[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}(?![\w/:='-])/g;
const idFirst = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}(?=:|$)/;
/** What a place begins with: the id of its collection, and the first sign of its path. */
const placeFirst = /(?<![\w/:=,-])([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}):(?=[/~])/g;

/** What a person called things on this line, so that what is said to them calls these the same. */
export class OwnWords {
  readonly #words = new Map<string, string>();
  readonly #bookmarks = new Map<string, Bookmarked>();
  readonly #made = new Set<string>();

  /** Notes what a word of the line was found to mean. */
  note(named: Pick<Named<unknown>, 'kind' | 'text' | 'parameter'>, found: Found): void {
    const word = wordOf(named, found);
    if (word !== undefined) this.#words.set(found.id, word);
    const bookmarked = bookmarkOf(named, found);
    if (bookmarked) this.#bookmarks.set(found.id, bookmarked);
  }

  /** Notes what was made by the line, where its name reads back as that. */
  noteMade({ id, name }: Made): void {
    this.#made.add(id);
    if (name !== undefined && readsBack(name)) this.#words.set(id, name);
  }

  /** Notes the task or run that was begun before this failed: the failure says which. A task without a label keeps its id, since advice may be to cancel it. */
  noteBegun(error: unknown, madeOf: (document: object) => Made | undefined): void {
    if (!(error instanceof CliError) || !('task_id' in error.data || 'run_id' in error.data)) return;
    const made = madeOf(error.data);
    if (made && !('task_id' in error.data && made.name === '@last')) this.noteMade(made);
  }

  /** A text with lines to run, where these words stand for the ids. An id within an address or a list is left alone. */
  said(text: string): string {
    if (!this.#words.size && !this.#bookmarks.size) return text;
    return text.replace(/'[^'\n]*'|"[^"\n]*"|[^\s'"]+/g, (token) => {
      const bare = token.replace(/^(['"])(.*)\1$/, '$2');
      const own = this.#placed(bare.replace(idFirst, (id) => this.#words.get(id) ?? id));
      return own === bare ? token : shellWord(own);
    });
  }

  /** A sentence about what the person named: `Endpoint 'Lab' was deleted.` What was just made is told with its id. */
  named(sentence: string): string {
    if (!this.#words.size && !this.#bookmarks.size) return sentence;
    const named = this.#placed(sentence)
      .replace(placeFirst, (begun: string, id: string) => {
        const word = this.#words.get(id);
        return word === undefined ? begun : `${word}:`;
      })
      .replace(anyId, (id) => {
        const word = this.#made.has(id) ? undefined : this.#words.get(id);
        return word === undefined ? id : `'${word}'`;
      });
    // some say the name, too
    return named.replace(/'([^'\n]+)' \(\1\)/g, "'$1'");
  }

  /** What was just made, by its label; undefined where it has none, and is only called the newest. */
  #labelOf(id: string): string | undefined {
    const word = this.#made.has(id) ? this.#words.get(id) : undefined;
    return word === undefined || word.startsWith('@') ? undefined : `'${word}'`;
  }

  /** A text in which places below a bookmark of the line are written with it; a path from the root or from home on follows a colon, too. */
  #placed(text: string): string {
    let own = text;
    for (const [id, { word, path }] of this.#bookmarks) {
      const folder = path?.replace(/\/$/, '');
      if (folder !== undefined)
        own = own
          .replace(new RegExp(`${regexOf(`${id}:${folder}`)}/?(?=$|[\\s,:'"]|\\.(?:$|\\s))`, 'g'), () => word)
          .replaceAll(`${id}:${folder}/`, () => `${word}:`);
      own = own.replace(placeFirst, (begun: string, of: string) => (of === id ? `${word}:` : begun));
    }
    return own;
  }

  /** A failure in words for a person, whose advice calls things as they did; a task or run without a label is called by what begins its id. */
  told(error: unknown): unknown {
    if (!(error instanceof CliError)) return error;
    const { hint, again } = error;
    const message = this.named(error.forPeople ?? error.message).replace(
      /(?<=\b(?:Task|Run) )[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}\b/g,
      (id) => this.#labelOf(id) ?? shortId(id),
    );
    const advice = hint === undefined ? undefined : shortTasks(this.said(hint));
    if (message === error.message && advice === hint) return error;
    return error.toldWith(message, { hint: advice, again });
  }
}

/** A bookmark as it was typed, and the path that it brings. */
interface Bookmarked {
  readonly word: string;
  /** Undefined where the path on the line stands for itself. */
  readonly path: string | undefined;
}
const regexOf = (text: string) => text.replace(/[.*+?^${}()|[\]\\]/g, String.raw`\$&`);

/** The bookmark that a place was typed with; undefined where it has none. */
function bookmarkOf({ kind, text, parameter }: Pick<Named<unknown>, 'kind' | 'text' | 'parameter'>, found: Found) {
  if (kind !== 'place' || found.path === null) return undefined;
  const { collection, path } = placeWord(text, parameter);
  const isBookmark = collection.by === 'bookmark' || (collection.by === 'name' && path !== found.path);
  if (!isBookmark) return undefined;
  const word = text.slice(0, pathColon(text) === -1 ? undefined : pathColon(text));
  if (path === null) return { word, path: found.path };
  const isBelow = !/^[/~]/.test(path) && found.path.endsWith(path);
  return { word, path: isBelow ? found.path.slice(0, found.path.length - path.length) : undefined };
}

/** The word for what was found, without a path; undefined where no word of the line stands for just that. */
function wordOf({ kind, text, parameter }: Pick<Named<unknown>, 'kind' | 'text' | 'parameter'>, found: Found) {
  if (kind === 'person') return undefined;
  if (kind !== 'place') return text;
  const { collection, path } = placeWord(text, parameter);
  // a bookmark brings a path, and the rest of a line has its own
  if (collection.by !== 'name' || path !== found.path) return undefined;
  return path === null && !text.endsWith(':') ? text : text.slice(0, pathColon(text));
}
