import { Breather } from '../../breather.js';
import { perWorld } from '../../per-world.js';
import type { World } from '../../world.js';
import { searchState, type Entry } from '../state.js';
import { leavesOf } from './fields.js';
import { WordIndex } from './word-index.js';

const fewGone = 1000;

/**
 * The entries of one index as searches go through them: by number, so that a search of hundreds of thousands needs no object
 * for each. Kept in memory, made anew from the rows; whoever puts or removes a row says so here.
 */
export class Contents {
  private list: (Entry | undefined)[] = [];
  private readonly numbers = new Map<Entry, number>();
  /** For each entry, which of the `audiences` may see it: there are few of them, however many entries there are. */
  private audienceNumbers: number[] = [];
  private readonly audienceOf = new Map<string, number>();
  private readonly visibleTo: (readonly string[])[] = [];
  private subjectNumbers: number[] = [];
  private readonly subjects = new Map<string, number>();
  /** The numbers of the entries about each subject, by its number; mostly there is one, which needs no list. */
  private entriesAbout: (number | number[])[] = [];
  private words = new WordIndex();
  /** So many entries, from the first, have been read for their words. */
  private read = 0;
  private bytesOfAll = 0;
  private liveSubjects = 0;

  /** By number; undefined where one is gone. */
  get entries(): readonly (Entry | undefined)[] {
    return this.list;
  }
  /** How many entries there are. */
  get size(): number {
    return this.numbers.size;
  }
  /** The length of all content as JSON. */
  get bytes(): number {
    return this.bytesOfAll;
  }
  /** How many subjects there are entries about. */
  get subjectCount(): number {
    return this.liveSubjects;
  }
  /** Above every number of a subject. */
  get subjectNumberEnd(): number {
    return this.entriesAbout.length;
  }

  /** The numbers of the entries about a subject. */
  about(subject: string): readonly number[] {
    const numbers = this.entriesAbout[this.subjects.get(subject) ?? -1] ?? [];
    return typeof numbers === 'number' ? [numbers] : numbers;
  }
  /** The entries about a subject. */
  entriesOf(subject: string): Entry[] {
    return this.about(subject).map((number) => this.list[number] as Entry);
  }
  /** The number of the subject of the entry with this number. */
  subjectAt(number: number): number {
    return this.subjectNumbers[number] ?? -1;
  }

  /** Whether each entry, by its number, may be seen by one of those who are `allowed`. */
  visibility(allowed: (visibleTo: readonly string[]) => boolean): (number: number) => boolean {
    const answers = this.visibleTo.map(allowed);
    return (number) => answers[this.audienceNumbers[number] ?? -1] === true;
  }

  /** Adds an entry, in place of the one that had its subject and id. */
  put(entry: Entry, before: Entry | undefined): void {
    if (before) this.remove(before);
    this.add(entry);
  }

  remove(entry: Entry): void {
    const number = this.numbers.get(entry);
    if (number === undefined) return;
    const subject = this.subjectAt(number);
    this.numbers.delete(entry);
    this.list[number] = undefined;
    this.bytesOfAll -= entry.bytes;
    const left = this.about(entry.subject).filter((other) => other !== number);
    this.entriesAbout[subject] = left;
    if (left.length === 0) this.liveSubjects -= 1;
    if (number < this.read) this.words.drop(number);
    const gone = this.list.length - this.numbers.size;
    if (gone > fewGone && gone > this.numbers.size) this.renumber();
  }

  /** How much a word says about each entry, by number; 0 where it has none that differs in at most `fuzzy` letters. */
  scores(word: string, fuzzy: number): Float32Array {
    while (this.read < this.list.length) this.readNext();
    return this.words.scores(word, fuzzy);
  }

  /** Reads the words before they are asked for, with breaths for requests, until it is done or `isOver`. */
  async readAhead(isOver: () => boolean): Promise<void> {
    const breather = new Breather();
    while (this.read < this.list.length && !isOver()) {
      this.readNext();
      await breather.breathe();
    }
  }

  /** Adds an entry whose subject and id none has. */
  add(entry: Entry): void {
    const number = this.list.length;
    let subject = this.subjects.get(entry.subject);
    if (subject === undefined) {
      subject = this.entriesAbout.length;
      this.subjects.set(entry.subject, subject);
    }
    const about = this.entriesAbout[subject];
    if (about === undefined || (typeof about !== 'number' && about.length === 0)) {
      this.entriesAbout[subject] = number;
      this.liveSubjects += 1;
    } else if (typeof about === 'number') this.entriesAbout[subject] = [about, number];
    else about.push(number);
    this.list.push(entry);
    this.numbers.set(entry, number);
    this.subjectNumbers.push(subject);
    this.audienceNumbers.push(this.audience(entry.visible_to));
    this.bytesOfAll += entry.bytes;
  }

  private audience(visibleTo: readonly string[]): number {
    const key = visibleTo.join('\n');
    let audience = this.audienceOf.get(key);
    if (audience === undefined) this.audienceOf.set(key, (audience = this.visibleTo.push(visibleTo) - 1));
    return audience;
  }

  private readNext(): void {
    const entry = this.list[this.read];
    if (entry) this.words.add(this.read, leavesOf(entry.content).join(' \n '));
    this.read += 1;
  }

  /** Closes the gaps that entries left which are gone. */
  private renumber(): void {
    const left = [...this.numbers.keys()];
    this.numbers.clear();
    this.subjects.clear();
    [this.list, this.subjectNumbers, this.entriesAbout, this.audienceNumbers] = [[], [], [], []];
    [this.read, this.bytesOfAll, this.liveSubjects] = [0, 0, 0];
    this.words = new WordIndex();
    for (const entry of left) this.add(entry);
  }
}

/** The contents of all indexes, and the rows that they are still to be made of. */
class AllContents {
  private readonly byIndex = new Map<string, Contents>();

  constructor(private readonly rest: Iterator<Entry>) {}

  of(indexId: string): Contents {
    let contents = this.byIndex.get(indexId);
    if (!contents) this.byIndex.set(indexId, (contents = new Contents()));
    return contents;
  }

  /** Takes the next row; false when there is none. */
  takeNext(): boolean {
    const { value, done } = this.rest.next() as IteratorResult<Entry, undefined>;
    if (done) return false;
    this.of(value.index_id).add(value);
    return true;
  }
}

const contentsIn = perWorld((): { all: AllContents | undefined } => ({ all: undefined }));
const begun = (world: World): AllContents =>
  (contentsIn(world).all ??= new AllContents(searchState(world).entries.values()));

/** The contents of an index; those of all are made from the rows when any is first asked for. */
export function contentsOf(world: World, indexId: string): Contents {
  const all = begun(world);
  // rows are put and removed by who asked here, so none comes after the last
  while (all.takeNext());
  return all.of(indexId);
}

/** Makes the contents before they are asked for, with breaths for requests, until it is done or `isOver`. */
export async function prepareContents(world: World, isOver: () => boolean): Promise<void> {
  const all = begun(world);
  const breather = new Breather();
  while (!isOver() && all.takeNext()) await breather.breathe();
}

/** Drops what was made: the rows were replaced from outside. */
export function forgetContents(world: World): void {
  contentsIn(world).all = undefined;
}
