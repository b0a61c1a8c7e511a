/** A file that was put is told by the place as the person named it, and by its address elsewhere. */
import { expect, test } from 'vitest';
import { putView } from '../../src/commands/_data.js';
import { OwnWords } from '../../src/own-words.js';
import { render } from '../../src/output/render.js';

const id = '11111111-1111-4111-8111-111111111111';
const done = {
  source: 'x',
  destination: 'https://m-1.data.globus.org/%7E/neu.txt',
  bytes: 6,
  bytes_kept: 0,
  seconds: 1,
};
const words = new OwnWords();
words.note({ kind: 'place', text: 'My lab:', parameter: 'PLACE' }, { id, path: null });

const shown = (path: string | null, columns?: number) =>
  render(done, putView({ at: 'collection', endpoint: id, path }, 'a/neu.txt'), {
    format: 'text',
    csvSafe: false,
    fold: false,
    ...(columns !== undefined && {
      terminal: {
        columns,
        color: false,
        verbose: false,
        now: new Date(),
        called: (text: string) => words.said(text),
      },
    }),
  } as never);

test.each([
  [null, "'My lab:neu.txt': 6 B"],
  ['/run/', "'My lab:/run/neu.txt': 6 B"],
  ['/run/other', "'My lab:/run/other': 6 B"],
])('%s', (path, line) => expect(String(shown(path, 80)).trim()).toBe(line));

test('elsewhere by its address', () => expect(String(shown('/run/')).trim()).toBe(`${done.destination}: 6 B`));
