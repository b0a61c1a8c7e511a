import { UsageError } from '../../errors.js';
import type { GroupRole } from '../../services/groups.js';
import type { Files } from '../../tools.js';
import { csvRecords } from '../csv.js';
import { fileName, lineOf } from '../named-file.js';

export const groupRoles = ['member', 'manager', 'admin'] as const;

/** One line of a list of people, as it is written there. */
export interface Person {
  readonly line: number;
  /** A username or an identity id. */
  readonly user: string;
  readonly role: GroupRole | undefined;
}

const userColumns = ['user', 'username', 'identity', 'identity_id', 'id', 'email'];

/**
 * The people of a CSV file; `-` is standard input. With a heading, its columns `user` (or username, identity, identity_id, id, email) and
 * `role` count and others are left aside; without one, the first column is the user and the second the role. Lines that begin with # are
 * left out. UsageError with the line where one cannot be used, so that nothing is sent of a list that is wrong.
 */
export async function readPeople(file: string, files: Pick<Files, 'lines'>): Promise<Person[]> {
  const people: Person[] = [];
  const wrong = (line: number, what: string) => new UsageError(`${lineOf(file, line)}: ${what}.`);
  let columns: { user: number; role: number } | undefined;
  for await (const { line, cells } of csvRecords(files.lines(file), file)) {
    const words = cells.map((cell) => cell.trim());
    if (words[0]?.startsWith('#')) continue;
    if (!columns) {
      const lower = words.map((word) => word.toLowerCase());
      const user = lower.findIndex((word) => userColumns.includes(word));
      columns = user === -1 ? { user: 0, role: 1 } : { user, role: lower.indexOf('role') };
      const counts = (word: string) => word === 'role' || userColumns.includes(word);
      const twice = lower.find((word, i) => counts(word) && lower.indexOf(word) !== i);
      if (user !== -1 && twice !== undefined) throw wrong(line, `there are two columns '${twice}'`);
      if (user !== -1) continue;
    }
    const user = words[columns.user] ?? '';
    const typed = words[columns.role] ?? '';
    const role = groupRoles.find((each) => each === typed.toLowerCase());
    if (user === '') throw wrong(line, 'there is no user');
    if (typed !== '' && !role) throw wrong(line, `'${typed}' is not a role (${groupRoles.join(', ')})`);
    people.push({ line, user, role });
  }
  if (!people.length) throw new UsageError(`There is nobody in ${fileName(file)}.`);
  return people;
}
