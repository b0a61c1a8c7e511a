/** Lines of dialogs: what is broken at spaces, and what is not. */
import { expect, test } from 'vitest';
import { wrapped, wrappedLine } from '../../src/browse/fit.js';

test.each([
  [
    "globus cp --no-wait 'Globus Tutorial Collection 1:/home/run' /tmp/",
    ['globus cp --no-wait', "'Globus Tutorial Collection 1:/home/run'", '/tmp/'],
  ],
  [`globus ls "Ada's Results:/private x of mine"`, ['globus ls', `"Ada's Results:/private x of mine"`]],
  [
    String.raw`globus ls 'it'\''s of the lab: all of it' --long`,
    ['globus ls', String.raw`'it'\''s of the lab: all of it' --long`],
  ],
  ['', []],
])('%j', (line, lines) => expect(wrappedLine(line, 40)).toEqual(lines));

test('what no line has room for is broken anywhere, and loses nothing', () => {
  const word = `'${'a b '.repeat(15)}'`;
  expect(wrappedLine(`globus ls ${word}`, 40).slice(1).join('')).toBe(word);
});

test('a sentence is broken at any space', () => {
  expect(wrapped("Copy 'a b' to 'c d'?", 8)).toEqual(["Copy 'a", "b' to 'c", "d'?"]);
});
