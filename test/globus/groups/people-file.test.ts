import { describe, expect, test } from 'vitest';
import { readPeople } from '../../../src/globus/groups/people-file.js';
import { fileOf } from './file-of.js';

const read = (...lines: readonly string[]) => readPeople('people.csv', fileOf(lines));

describe('a list of people', () => {
  test('without a heading is user, role', async () => {
    expect(await read('ada@example.org, Manager', '# not Bob', '', 'bob@example.org')).toEqual([
      { line: 1, user: 'ada@example.org', role: 'manager' },
      { line: 4, user: 'bob@example.org', role: undefined },
    ]);
  });
  test.each(['user', 'Username', 'identity', 'identity_id', 'id', 'EMAIL'])(
    'a heading with %s says which columns count',
    async (column) => {
      expect(await read(`role,"name, in full",${column}`, 'admin,"Lovelace, Ada",ada@example.org')).toEqual([
        { line: 2, user: 'ada@example.org', role: 'admin' },
      ]);
    },
  );
  test.each([
    [['ada@example.org,boss'], "people.csv, line 1: 'boss' is not a role (member, manager, admin)."],
    [['user,role', ',admin'], 'people.csv, line 2: there is no user.'],
    [['user,Role ,role', 'ada,admin,member'], "people.csv, line 1: there are two columns 'role'."],
    [['user,user', 'ada,eve'], "people.csv, line 1: there are two columns 'user'."],
    [['user,role'], 'There is nobody in people.csv.'],
    [[], 'There is nobody in people.csv.'],
  ])('%j is refused', async (lines, message) => {
    await expect(read(...lines)).rejects.toMatchObject({ name: 'UsageError', message });
  });
  test('standard input is called by its name', async () => {
    await expect(readPeople('-', fileOf(['a,boss']))).rejects.toThrow('standard input, line 1:');
  });
});
