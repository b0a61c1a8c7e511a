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
    [
      'a folder of a bookmark',
      wordsOf(['place', '@data:sub', '/share/sub']),
      `globus ls ${one}:/share`,
      'globus ls @data',
    ],
    ['what is below it', wordsOf(['place', '@data', '/a b/']), `globus ls '${one}:/a b/c'`, 'globus ls @data:c'],
    ['what is beside it', wordsOf(['place', 'data:sub', '/s/sub']), `globus ls ${one}:/sub`, 'globus ls data:/sub'],
    ['a path from home on', wordsOf(['place', '@data:~/x', '~/x']), `globus ls '${one}:~/y'`, "globus ls '@data:~/y'"],
    ['a collection without a path', wordsOf(['place', 'LAB']), `globus share ${one}:/`, 'globus share LAB:/'],
  ])('%s', (_name, words, text, said) => {
    expect(words.said(text)).toBe(said);
  });
  test.each([
    ['a bookmark without a path', wordsOf(['place', '@data', '/share/']), `globus endpoint show ${one}`],
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
  test.each([
    ['a name', wordsOf(['place', 'My lab:/a', '/a']), `${one}:/a is a folder.`, 'My lab:/a is a folder.'],
    ['a bookmark', wordsOf(['place', '@data', '/s/']), `${one}:/s is a folder.`, '@data is a folder.'],
    ['what ends a sentence', wordsOf(['place', '@data', '/s/']), `There is no ${one}:/s/.`, 'There is no @data.'],
    ['a file below', wordsOf(['place', '@data', '/s/']), `${one}:/s/a.txt: 3 B`, '@data:a.txt: 3 B'],
    ['a neighbour', wordsOf(['place', '@data', '/s/']), `${one}:/sides: 3 B`, '@data:/sides: 3 B'],
    ['an address', wordsOf(['place', 'My lab:/a', '/a']), `https://x/${one}:/a`, `https://x/${one}:/a`],
  ])('a place in a sentence: %s', (_name, words, text, named) => expect(words.named(text)).toBe(named));
  test('a task or run that was begun before something failed', () => {
    const told = (label: string) => {
      const words = new OwnWords();
      const error = new CliError(`Run ${one} failed.`, { hint: `globus flows run show ${one}`, data: { run_id: one } });
      words.noteBegun(error, () => ({ id: one, name: label }));
      const { message, hint } = words.told(error) as CliError;
      return [message, hint];
    };
    expect(told('@last')).toEqual(['Run 11111111 failed.', 'globus flows run show @last']);
    expect(told('First run')).toEqual(["Run 'First run' failed.", "globus flows run show 'First run'"]);
  });
  test('nothing was begun where a failure does not say so', () => {
    const madeOf = () => {
      throw new Error('asked');
    };
    expect(() => new OwnWords().noteBegun(new CliError('no'), madeOf)).not.toThrow();
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
