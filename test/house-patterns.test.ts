/**
 * No pattern of the program or the sandbox takes time that grows with the square of a text: services, files and people send texts of
 * any length. Every regular expression of the sources is tried on long texts of one kind.
 */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { createContext, Script } from 'node:vm';
import ts from 'typescript';
import { expect, test } from 'vitest';
import { globSync } from '../tools/glob.js';

const root = join(import.meta.dirname, '..');
const long = 20_000;
/** In milliseconds, for one text. A pattern that looks at each character a few times takes less than one; one that takes the square, hundreds. */
const [most, hung] = [100, 5000];

const pieces = [
  ...Array.from('xXéß0 \t\n\r/.-_\'"\\([{}])<>,:;=@*?$%&#|+~!`^'),
  ...['a@', 'a.', 'a-', 'a ', 'a,', '/a', 'a:', 'a=', '0.', '0:', '-a', 'Ab', '${', '%2', '../', '**', '[]', '\r\n'],
  ...['https://', '\u001b', '\u001b[', '0 w ', '\ud800', '\u{1f600}'],
];
const texts = pieces.flatMap((piece) => {
  const text = piece.repeat(Math.ceil(long / piece.length));
  return ['', '0', '1w', 'a', '"', '['].flatMap((before) => [`${before}${text}`, `${before}${text}\u0001`]);
});

/** The regular expressions of a source, as they are written. */
export function patternsOf(text: string): string[] {
  const found: string[] = [];
  const look = (node: ts.Node): void => {
    if (node.kind === ts.SyntaxKind.RegularExpressionLiteral) found.push((node as ts.LiteralLikeNode).text);
    ts.forEachChild(node, look);
  };
  look(ts.createSourceFile('a.tsx', text, ts.ScriptTarget.Latest, true));
  return found;
}

const trial = new Script(`
  const took = (text) => {
    const start = now();
    pattern.lastIndex = 0;
    if (pattern.global) text.replace(pattern, '');
    else pattern.exec(text);
    return now() - start;
  };
  // what is slow once may have waited for its turn on the machine
  texts.find((text) => took(text) > most && took(text) > most && took(text) > most)
`);

/** The beginning of a text that a pattern takes long for; undefined where there is none. */
function slowOn(pattern: string): string | undefined {
  const context = createContext({ texts, most, now: () => performance.now() });
  new Script(`const pattern = ${pattern}`).runInContext(context);
  try {
    return (trial.runInContext(context, { timeout: hung }) as string | undefined)?.slice(0, 12);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ERR_SCRIPT_EXECUTION_TIMEOUT') throw error;
    return 'a text that it hangs on';
  }
}

test('the rule finds patterns, and knows slow ones', () => {
  expect(patternsOf('const a = /b+/g; // /c/\nconst d = "/e/".replace(/\\/f/, "");')).toEqual(['/b+/g', '/\\/f/']);
  expect(slowOn(String.raw`/\s+$/`)).toBeDefined();
  expect(slowOn(String.raw`/^(x+)+$/`)).toBeDefined();
  expect(slowOn(String.raw`/[^,]+@example/g`)).toBeDefined();
  expect(slowOn(String.raw`/(?<!\s)\s+$/`)).toBeUndefined();
});

test('every pattern of the sources is done with a long text at once', { timeout: 300_000 }, () => {
  const where = new Map<string, string>();
  for (const folder of ['src', 'sandbox/src'])
    for (const file of globSync(join(root, folder)).filter((each) => /\.tsx?$/.test(each)))
      for (const pattern of patternsOf(readFileSync(file, 'utf8'))) where.set(pattern, file.slice(root.length + 1));
  expect(where.size).toBeGreaterThan(100);
  const slow = [...where].map(([pattern, file]) => ({ file, pattern, on: slowOn(pattern) }));
  expect(slow.filter(({ on }) => on !== undefined)).toEqual([]);
});
