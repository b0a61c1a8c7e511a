/**
 * Takes apart what clients pack: for each buffer `<length>\n<buffer>`, the length counted in Unicode code points, as Python
 * does. Throws when the text is not packed that way.
 */
export function unpackBuffers(packed: string): string[] {
  const buffers: string[] = [];
  let rest = packed;
  while (rest !== '') {
    const header = /^(\d{1,12})\n/.exec(rest);
    if (!header) throw new Error('a packed buffer must begin with its length and a line break');
    rest = rest.slice(header[0].length);
    const end = unitsOf(rest, Number(header[1]));
    buffers.push(rest.slice(0, end));
    rest = rest.slice(end);
  }
  return buffers;
}

/** Packs buffers as clients do: what `unpackBuffers` takes apart. */
export function packBuffers(buffers: readonly string[]): string {
  return buffers.map((buffer) => `${Array.from(buffer).length}\n${buffer}`).join('');
}

/** A serialized object's two-letter strategy and what it made. Throws when the text is no serialized object. */
export function splitStrategy(serialized: string): { strategy: string; data: string } {
  const match = /^([0-9a-z]{2})\n/.exec(serialized);
  if (!match) throw new Error('a serialized object must begin with two letters that name its strategy');
  return { strategy: match[1] ?? '', data: serialized.slice(3) };
}

// JavaScript counts letters beyond the basic plane as two; the length on the wire counts them as one.
function unitsOf(text: string, codePoints: number): number {
  let units = 0;
  for (let left = codePoints; left > 0; left -= 1) {
    const code = text.codePointAt(units);
    if (code === undefined) throw new Error('a packed buffer is shorter than its header says');
    units += code > 0xffff ? 2 : 1;
  }
  return units;
}
