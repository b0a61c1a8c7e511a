/** Nobody copies an id from an example: where a thing has a name, what is typed names it. */
import { readdirSync, readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { commands } from './support/manifest-of.js';

const uuid = /[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-/i;
/** A placeholder for the id of what can be given by name. */
const nameable = /\b(?:COLLECTION|ENDPOINT|GROUP|FLOW|RUN|INDEX|TIMER|PROJECT|CLIENT)_ID\b/;
/** A group that one is not in yet is seen by nobody but its members; the others take an id only. */
const byId = /^(?:group join|sandbox collection (?:remove|update)|sandbox record|session consent)$/;

test('no example of a command has an id where a name can stand', () => {
  const lines = commands().flatMap(({ meta }) => meta.examples.map(({ line }) => ({ path: meta.path, line })));
  expect(lines.length).toBeGreaterThan(300);
  expect(lines.filter(({ line }) => uuid.test(line))).toEqual([]);
  expect(lines.filter(({ path, line }) => nameable.test(line) && !byId.test(path))).toEqual([]);
});

test('no line that README or a page of docs has one type has an id in it', () => {
  const pages = ['README.md', ...readdirSync('docs').map((name) => `docs/${name}`)].filter((name) =>
    /\.md$/.test(name),
  );
  const typed = pages.flatMap((page) =>
    readFileSync(page, 'utf8')
      .split('\n')
      .filter((line) => /^\s*(?:\$ )?globus /.test(line))
      .map((line) => `${page}: ${line}`),
  );
  expect(typed.length).toBeGreaterThan(30);
  expect(typed.filter((line) => uuid.test(line))).toEqual([]);
});
