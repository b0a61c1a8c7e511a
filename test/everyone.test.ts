/** All people have one name each in this program, with a login and without; what is typed for them is taken where it means one thing. */
import { readdirSync, readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { peopleOnLine } from '../src/asking-people.js';
import { formerRecipients, grantee, grantees, recipients } from '../src/command/index.js';
import type { ParseContext } from '../src/command/param.js';
import { everyoneTyped, everyoneWords } from '../src/globus/people/grammar.js';

const context: ParseContext = {
  name: '--with',
  readText: () => Promise.reject(new Error('no file')),
  now: () => new Date(),
};
const anyone = ['anyone', 'Anybody', 'anonymous'];
const loggedIn = ['logged-in', 'Logged in', 'everyone who logs in', 'all_authenticated_users'];
const either = ['everyone', 'Everybody', 'public', 'all'];

test('who shares something says which of the two is meant', () => {
  const { parse } = recipients({ summary: 'Who' });
  for (const word of anyone) expect(parse(word, context)).toEqual([{ type: 'anonymous' }]);
  for (const word of loggedIn) expect(parse(word, context)).toEqual([{ type: 'all_authenticated_users' }]);
  const hint = 'Write logged-in for the first, and anyone for the second.';
  for (const word of either)
    expect(() => parse(word, context)).toThrow(
      expect.objectContaining({ message: expect.stringContaining(`'${word}' may be everyone who logs in, or`), hint }),
    );
  // where a flag stands for all of them, it is told, too
  expect(() => formerRecipients({ summary: 'Who' }).parse('everyone', context)).toThrow(
    expect.objectContaining({ hint: expect.stringMatching(/^Write logged-in .*\n--everyone is for all/) }),
  );
});

test('where a service has one word for all people, each of theirs means it, and its own stay', async () => {
  const starters = grantees({ summary: 'Who', everybody: 'all_authenticated_users' });
  for (const word of [...anyone, ...loggedIn, 'everyone', 'everybody'].filter((each) => !everyoneWords.has(each)))
    expect(await starters.parse(word, context), word).toEqual(['all_authenticated_users']);
  expect(await starters.parse('public', context)).toEqual(['public']);
  const viewer = grantee({ summary: 'Who', everybody: 'public' });
  for (const word of ['anyone', 'everyone', 'everybody']) expect(await viewer.parse(word, context)).toBe('public');
  // not those who log in alone
  for (const word of ['logged-in', 'all_authenticated_users']) expect(await viewer.parse(word, context)).toBe(word);
  // who can only be somebody who is named
  expect(await grantee({ summary: 'Who' }).parse('everyone', context)).toBe('everyone');
});

test('a form takes the same words', () => {
  const starters = { metavar: 'PRINCIPAL,...', everybody: 'all_authenticated_users' };
  for (const word of ['everyone', 'Everybody', 'anyone', 'logged-in'])
    expect(peopleOnLine(`ada@example.org, ${word}`, starters)).toBe('ada@example.org,all_authenticated_users');
  expect(peopleOnLine('anyone', { ...starters, everybody: 'public' })).toBe('public');
  expect(peopleOnLine('logged-in', { ...starters, everybody: 'public' })).toBe('logged-in');
});

test('what is shown can be typed', () => {
  expect([...new Set(everyoneWords.values())]).toEqual(['everyone', 'everyone who logs in']);
  for (const word of everyoneWords.values()) expect(everyoneTyped(word)).toBeDefined();
});

test('no command has words of its own for them', () => {
  for (const name of readdirSync('src', { recursive: true, encoding: 'utf8' }).filter((each) => each.endsWith('.ts'))) {
    const file = `src/${name}`;
    const text = readFileSync(file, 'utf8').replace(/^\s*(?:\/\/|\/?\*).*$/gm, '');
    expect(text, file).not.toMatch(
      /everybody (?:who (?:logs|is logged) in|without a login|has a login)|everyone who is logged in/i,
    );
  }
});
