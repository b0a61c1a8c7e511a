import { type Around, type Deed, lineDeed, manyDeed } from '../deed.js';
import { byId, byWord, type CollectionFolder, type FolderPlace, placeWord } from './place.js';

/** Places and collections as words of a line. */
export interface Wording {
  readonly place: (place: FolderPlace, name?: string) => string;
  readonly collection: (place: CollectionFolder) => string;
}
export const [asShown, asRun] = [byWord, byId].map((by): Wording => ({
  place: (place, name) => placeWord(place, name, by),
  collection: by,
})) as [Wording, Wording];
export type Words = (wording: Wording) => readonly string[];
/** A line that is shown as people would type it, and run with ids. */
export const line = (words: Words, input?: string): Deed => ({
  line: lineDeed(words(asShown), input).line,
  work: lineDeed(words(asRun), input).work,
});
/** The same with any number of things: more lines where one has no room for all. */
export const lines = (things: Words, around: (wording: Wording) => Around): Deed => ({
  line: manyDeed(things(asShown), around(asShown)).line,
  work: manyDeed(things(asRun), around(asRun)).work,
});
