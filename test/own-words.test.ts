import { describe, expect, test } from 'vitest';
import { CliError } from '../src/errors.js';
import { OwnWords } from '../src/own-words.js';

const [one, two] = ['11111111-1111-4111-8111-111111111111', '22222222-2222-4222-8222-222222222222'];

const wordsOf = (
  ...notes: readonly [kind: 'collection' | 'place' | 'flow' | 'person', text: string, path?: string][]
) => {
  const words = new OwnWords();
  for (const [kind, text, path] of notes) words.note({ kind, text, parameter: 'X' }, { id: one, path: path ?? null });
  return words;
};

describe('what is called by the words of the line', () => {
  test.each([
    [
      'a name',
      wordsOf(['flow', 'Nightly']),
      `Start it:  globus flows start ${one}`,
      'Start it:  globus flows start Nightly',
    ],
    ['a name with spaces', wordsOf(['flow', 'My flow']), `globus flows start ${one}`, "globus flows start 'My flow'"],
    ['the name of a place', wordsOf(['place', 'LAB:/a', '/a']), `globus ls ${one}:/b`, 'globus ls LAB:/b'],
    ['a place in quotes', wordsOf(['place', 'My lab:/a', '/a']), `globus ls '${one}:/b c'`, "globus ls 'My lab:/b c'"],
    ['a collection with a colon alone', wordsOf(['place', 'LAB:']), `globus ls ${one}:a`, 'globus ls LAB:a'],
    ['a collection without a path', wordsOf(['place', 'LAB']), `globus share ${one}:/`, 'globus share LAB:/'],
  ])('%s', (_name, words, text, said) => {
    expect(words.said(text)).toBe(said);
  });
  test.each([
    ['a bookmark, which brings a path of its own', wordsOf(['place', 'data:sub', '/share/sub']), `globus ls ${one}:/b`],
    ['a person', wordsOf(['person', 'ada@example.org']), `globus group member remove G ${one}`],
    ['an id within an address', wordsOf(['flow', 'N']), `https://auth.example.org/scopes/${one}/all ${one}/x`],
    ['another id', wordsOf(['flow', 'N']), `globus flows start ${two}`],
  ])('not %s', (_name, words, text) => {
    expect(words.said(text)).toBe(text);
  });
  test('what was made, by a name that reads back', () => {
    const said = ['My flow', '-x', 'a:/b', two, undefined].map((name) => {
      const words = new OwnWords();
      words.noteMade({ id: one, name });
      return words.said(`globus flows start ${one}`);
    });
    const byId = `globus flows start ${one}`;
    expect(said).toEqual(["globus flows start 'My flow'", byId, byId, byId, byId]);
  });
  test('a sentence, but for what was just made', () => {
    const words = wordsOf(['flow', 'My flow']);
    words.noteMade({ id: two, name: 'Copy' });
    expect(
      [
        `Job ${one} was paused.`,
        `Task ${two} was accepted.`,
        `https://x/${one}/a a,${one}`,
        `Client ${one} (My flow) deleted.`,
      ].map((each) => words.named(each)),
    ).toEqual([
      "Job 'My flow' was paused.",
      `Task ${two} was accepted.`,
      `https://x/${one}/a a,${one}`,
      "Client 'My flow' deleted.",
    ]);
  });
  test('a failure and its advice, and not its data', () => {
    const error = new CliError(`no ${one}`, { hint: `globus flows show ${one}`, again: ['x'], data: { id: one } });
    const told = wordsOf(['flow', 'N']).told(error) as CliError;
    expect([told.message, told.hint, told.again, told.data]).toEqual([
      "no 'N'",
      'globus flows show N',
      ['x'],
      { id: one },
    ]);
  });
});
