/** Code units that are looked at together: with the text that it is given, a segmenter's time for each letter grows. */
const atOnce = 256;
// without what may be drawn as an emoji, or not at all
const narrow = String.raw`\x20-\x7e\xa1-\xa8\xaa-\xac\xaf-\u02ff\u0370-\u0377\u0384-\u0482\u048a-\u052f`;
const onlyNarrow = new RegExp(`^[${narrow}]*$`);
const onlyApart = new RegExp(`^[${narrow}\\u4e00-\\u9fff]*$`);
/** Whether each sign is a letter by itself, and takes one column: ASCII, Latin, Greek, Cyrillic. */
export const isNarrow = (text: string): boolean => onlyNarrow.test(text);
/** Whether each sign is a letter by itself. */
const isApart = (text: string) => onlyApart.test(text);
let segmenter: Intl.Segmenter | undefined;

/** What people take for one letter each, however many code points it is; of a text of any length, in time that grows with what is taken. */
export function* lettersOf(text: string): Generator<string, void> {
  let from = 0;
  while (from < text.length) {
    const part = text.slice(from, partEnd(text, from));
    const isLast = from + part.length === text.length;
    let held = '';
    for (const letter of isApart(part) ? part : segmentsOf(part)) {
      if (held !== '') yield held;
      held = letter;
    }
    // the last one may go on in the next part, unless it is all of this one
    const isWhole = isLast || held.length === part.length;
    if (isWhole) yield held;
    from += part.length - (isWhole ? 0 : held.length);
  }
}

/** A text in pieces of so many columns; one that no column is left for is a piece, too. It is gone through once, however long it is. */
export function piecesOf(text: string, columns: number, widthOf: (letter: string) => number): readonly string[] {
  if (isNarrow(text)) {
    const count = Math.max(1, Math.ceil(text.length / columns));
    return Array.from({ length: count }, (_, i) => text.slice(i * columns, (i + 1) * columns));
  }
  const pieces: string[] = [];
  let piece = '';
  let used = 0;
  for (const letter of lettersOf(text)) {
    const size = widthOf(letter);
    if (used + size > columns && piece !== '') {
      pieces.push(piece);
      piece = '';
      used = 0;
    }
    piece += letter;
    used += size;
  }
  return [...pieces, piece];
}

function* segmentsOf(text: string): Generator<string, void> {
  segmenter ??= new Intl.Segmenter();
  for (const { segment } of segmenter.segment(text)) yield segment;
}

/** Where a part ends that begins here: not within a pair of surrogates. */
function partEnd(text: string, from: number): number {
  const end = from + atOnce;
  return /[\ud800-\udbff]/.test(text.charAt(end - 1)) ? end + 1 : end;
}
