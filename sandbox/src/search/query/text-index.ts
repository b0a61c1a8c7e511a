import MiniSearch from 'minisearch';
import { perWorld } from '../../per-world.js';
import type { World } from '../../world.js';
import { entryKey, searchState, type Entry } from '../state.js';
import { leavesOf, wordsOf } from './fields.js';

interface TextDocument {
  readonly id: string;
  readonly text: string;
}

/** How near a word of an entry must be to the word asked for. */
export interface Nearness {
  readonly prefix?: boolean;
  /** How many letters may differ. */
  readonly fuzzy?: number;
}

/** The words of one index's entries, and how well each entry fits a word. Kept in memory, made anew from the entries. */
export class TextIndex {
  private readonly words = new MiniSearch<TextDocument>({
    fields: ['text'],
    tokenize: wordsOf,
    processTerm: (term) => term,
  });

  put(entry: Entry): void {
    const document = {
      id: entryKey(entry.index_id, entry.subject, entry.entry_id),
      text: leavesOf(entry.content).join(' \n '),
    };
    if (this.words.has(document.id)) this.words.replace(document);
    else this.words.add(document);
  }

  remove(entry: Entry): void {
    this.words.discard(entryKey(entry.index_id, entry.subject, entry.entry_id));
  }

  /** The keys of the entries that have the word, with how much it says about them. */
  scores(word: string, { prefix = false, fuzzy = 0 }: Nearness = {}): Map<string, number> {
    const found = this.words.search(word, {
      prefix,
      fuzzy: fuzzy === 0 ? false : fuzzy,
      tokenize: (text) => [text],
      processTerm: (term) => term,
    });
    return new Map(found.map(({ id, score }) => [id as string, score]));
  }
}

const indexesOf = perWorld(() => new Map<string, TextIndex>());

/** The words of an index, read from its entries when first asked for. */
export function textIndexOf(world: World, indexId: string): TextIndex {
  const indexes = indexesOf(world);
  let index = indexes.get(indexId);
  if (!index) {
    indexes.set(indexId, (index = new TextIndex()));
    for (const entry of searchState(world).entriesByIndex.all(indexId)) index.put(entry);
  }
  return index;
}

/** Drops what was read, of one index or of all: the entries were replaced from outside. */
export function forgetWords(world: World, indexId?: string): void {
  if (indexId === undefined) indexesOf(world).clear();
  else indexesOf(world).delete(indexId);
}
