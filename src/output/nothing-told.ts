import type { Line } from './view.js';

/** How a value that is not there, or is none that can be shown, reads where a sentence took it for one. */
const hollow = /\bundefined\b|\[object \w+\]|\bNaN\b|\bInfinity\b/;

/**
 * Whether a text says no more than that a service left a value out, or sent another kind of it. What the document itself says is a
 * text like any other.
 */
export function tellsNothing(text: string, document: unknown): boolean {
  const found = hollow.exec(text)?.[0];
  return found !== undefined && !String(JSON.stringify(document)).includes(found);
}

/** A line of a summary without the parts that tell nothing; undefined where nothing is left. */
export function toldOf(line: Line, document: unknown): Line | undefined {
  if (typeof line === 'string') return tellsNothing(line, document) ? undefined : line;
  return line.filter((piece) => !piece || !tellsNothing(typeof piece === 'string' ? piece : piece.text, document));
}
