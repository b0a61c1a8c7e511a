import { wordsOf } from './fields.js';
import { distanceOf } from './nearness.js';

/** How much repetition, the length of a text, and having a word at all count: the usual settings of BM25+. */
const [repetition, length, presence] = [1.2, 0.7, 0.5];
/** A word that is only nearly the one asked for says less. */
const nearlyWeight = 0.45;
/** A posting is a whole number, so that millions take little room: that of the text times this, and how often it has the word. */
const mostOften = 256;

/** Which of many numbered texts have a word, and how much it says about each. Made for texts by the hundred thousand. */
export class WordIndex {
  private readonly postings = new Map<string, number[]>();
  /** How many different words each text has; -1 for one that is gone, whose postings stay. */
  private readonly lengths: number[] = [];
  private texts = 0;
  private lengthOfAll = 0;

  /** Adds a text under a number above that of every text before. */
  add(number: number, text: string): void {
    const none = number * mostOften;
    let different = 0;
    for (const word of wordsOf(text)) {
      const postings = this.postings.get(word);
      const last = postings?.at(-1) ?? -1;
      if (postings && last > none) {
        if (last < none + mostOften - 1) postings[postings.length - 1] = last + 1;
        continue;
      }
      different += 1;
      if (postings) postings.push(none + 1);
      // A word of a text is a part of it that keeps the whole text in memory; a copy does not.
      else this.postings.set(Buffer.from(word, 'utf16le').toString('utf16le'), [none + 1]);
    }
    this.lengths[number] = different;
    this.texts += 1;
    this.lengthOfAll += different;
  }

  /** Forgets the text of that number. */
  drop(number: number): void {
    this.texts -= 1;
    this.lengthOfAll -= this.lengths[number] ?? 0;
    this.lengths[number] = -1;
  }

  /** How much the word, or one from which it differs in that many letters, says about each text, by number; 0 where it is not. */
  scores(word: string, fuzzy: number): Float32Array {
    const scores = new Float32Array(this.lengths.length);
    const exact = this.postings.get(word);
    if (exact) this.addScores(scores, exact, 1);
    if (fuzzy === 0) return scores;
    for (const [near, postings] of this.postings) {
      const distance = distanceOf(near, word, fuzzy);
      if (distance === undefined || distance === 0) continue;
      this.addScores(scores, postings, (nearlyWeight * near.length) / (near.length + distance));
    }
    return scores;
  }

  private addScores(scores: Float32Array, postings: readonly number[], weight: number): void {
    let having = 0;
    for (const posting of postings) if ((this.lengths[Math.floor(posting / mostOften)] ?? -1) >= 0) having += 1;
    const rarity = Math.log(1 + (this.texts - having + 0.5) / (having + 0.5));
    const usualLength = this.lengthOfAll / this.texts;
    for (const posting of postings) {
      const number = Math.floor(posting / mostOften);
      const own = this.lengths[number] ?? -1;
      if (own < 0) continue;
      const times = posting % mostOften;
      const share = (times * (repetition + 1)) / (times + repetition * (1 - length + (length * own) / usualLength));
      scores[number] = (scores[number] ?? 0) + weight * rarity * (presence + share);
    }
  }
}
