/** Before a sync deletes something, one question says what all of it does; a No to it is no interrupted copy. */
import { expect, test } from 'vitest';
import { InterruptedError } from '../../../src/errors.js';
import { agreeToDelete } from '../../../src/globus/data/agreeing.js';
import type { Entry } from '../../../src/globus/data/entries.js';

const extras = ['a.txt', 'notes.txt'].map((relative) => ({ relative, type: 'file' }) as Entry);
async function asked(answer: boolean | undefined, copied: { files: number; bytes: number }, among = extras) {
  const said: string[] = [];
  const confirm = (question: string) => (said.push(question), Promise.resolve(answer === true));
  const end = agreeToDelete(among, copied, {
    confirm: answer === undefined ? undefined : confirm,
    say: (text) => said.push(text),
  });
  const error: unknown = await end.catch((cause: unknown) => cause);
  return { said, error };
}

test.each([
  [{ files: 2, bytes: 28 }, 'Copy 2 files (28 B), and delete these 2 at the destination?'],
  [{ files: 1, bytes: 3 }, 'Copy 1 file (3 B), and delete these 2 at the destination?'],
  [{ files: 0, bytes: 0 }, 'Delete these 2 at the destination?'],
])('%j to copy are named beside what goes', async (copied, question) => {
  expect(await asked(true, copied)).toEqual({ said: ['- a.txt', '- notes.txt', question], error: undefined });
});

test('a No says that nothing was changed, and what the harmless part would do', async () => {
  for (const answer of [false, undefined]) {
    const { error } = await asked(answer, { files: 2, bytes: 28 });
    expect(error).toBeInstanceOf(InterruptedError);
    expect(error).toMatchObject({
      message: 'Nothing was changed.',
      hint: 'Without --delete, the same line copies 2 files (28 B) and deletes nothing.',
    });
  }
  const { error } = await asked(false, { files: 0, bytes: 0 }, extras.slice(1));
  expect(error).toMatchObject({ hint: 'Without --delete, there is nothing to do.' });
});

test('nothing is asked where nothing goes', async () => {
  expect(await asked(false, { files: 2, bytes: 28 }, [])).toEqual({ said: [], error: undefined });
});
