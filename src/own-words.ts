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

/** What a person called things on this line, so that what is said to them calls these the same. */
export class OwnWords {
  readonly #words = new Map<string, string>();
  readonly #made = new Set<string>();

  /** Notes what a word of the line was found to mean. */
  note(named: Pick<Named<unknown>, 'kind' | 'text' | 'parameter'>, found: Found): void {
    const word = wordOf(named, found);
    if (word !== undefined) this.#words.set(found.id, word);
  }

  /** Notes what was made by the line, where its name reads back as that. */
  noteMade({ id, name }: Made): void {
    this.#made.add(id);
    if (name !== undefined && readsBack(name)) this.#words.set(id, name);
  }

  /** A text with lines to run, where these words stand for the ids. An id within an address or a list is left alone. */
  said(text: string): string {
    if (!this.#words.size) return text;
    return text.replace(/'[^'\n]*'|[^\s'"]+/g, (token) => {
      const bare = token.replace(/^'(.*)'$/, '$1');
      const own = bare.replace(idFirst, (id) => this.#words.get(id) ?? id);
      return own === bare ? token : shellWord(own);
    });
  }

  /** A sentence about what the person named: `Endpoint 'Lab' was deleted.` What was just made is told with its id. */
  named(sentence: string): string {
    if (!this.#words.size) return sentence;
    const named = sentence.replace(anyId, (id) => {
      const word = this.#made.has(id) ? undefined : this.#words.get(id);
      return word === undefined ? id : `'${word}'`;
    });
    // some say the name, too
    return named.replace(/'([^'\n]+)' \(\1\)/g, "'$1'");
  }

  /** A failure in words for a person, whose advice calls things as they did; a task that has no name is called by what begins its id. */
  told(error: unknown): unknown {
    if (!(error instanceof CliError)) return error;
    const { hint, again } = error;
    const message = this.named(error.forPeople ?? error.message).replace(
      /(?<=\bTask )[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}\b/g,
      shortId,
    );
    const advice = hint === undefined ? undefined : shortTasks(this.said(hint));
    if (message === error.message && advice === hint) return error;
    return error.toldWith(message, { hint: advice, again });
  }
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
