import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { type Exchange, fakeApi } from './support/fake-api.js';
import { globus, temporaryFolder, usualLogins } from './support/globus.js';
import { differences } from './reference-differences.js';

interface Case {
  readonly id: string;
  readonly argv: readonly string[];
  readonly stdin?: string;
  readonly env?: Readonly<Record<string, string>>;
  readonly files?: Readonly<Record<string, string>>;
  readonly extra_tokens?: Readonly<Record<string, string>>;
  readonly exchanges: readonly Exchange[];
  readonly exit_code: number;
  readonly stdout?: string;
}

/** The recorded runs of the reference CLI: beside this repository, or where the variable says. */
const folder = process.env['GLOBUS_REFERENCE'] ?? join(import.meta.dirname, '../../shared/reference');
const only = process.env['REFERENCE_ONLY']?.split(',');

/** Spacing aside: words and their order are what a script reads. */
const words = (text: string) =>
  text
    .replace(/-+\+?/g, (dashes) => (dashes.length > 2 ? '' : dashes))
    .split(/\s+/)
    .filter(Boolean)
    .join(' ');
const sameText = (ours: string, theirs: string) => {
  try {
    expect(JSON.parse(ours)).toEqual(JSON.parse(theirs));
    return;
  } catch {
    // not JSON, or not the same JSON: the words are compared, and shown
  }
  expect(words(ours)).toBe(words(theirs));
};

if (!existsSync(join(folder, 'cases'))) {
  console.log(`reference.test: skipped, there are no recorded cases at ${folder} (set GLOBUS_REFERENCE)`);
}

const files = existsSync(join(folder, 'cases')) ? readdirSync(join(folder, 'cases')).sort() : [];
describe.runIf(files.length)('recorded runs of the reference CLI', () => {
  for (const file of files.filter((name) => !only || only.includes(name.replace('.json', '')))) {
    const cases = JSON.parse(readFileSync(join(folder, 'cases', file), 'utf8')) as Case[];
    describe(file.replace('.json', ''), () => {
      for (const [i, each] of cases.entries()) {
        const difference = differences[each.id];
        const name = `${i} ${each.id} globus ${each.argv.map((word) => word.slice(0, 50)).join(' ')}`;
        test(difference ? `${name} (differs on purpose: ${difference.why})` : name, async () => {
          const scratch = temporaryFolder();
          const paths = new Map(
            Object.entries(each.files ?? {}).map(([key, text]) => {
              const path = join(scratch, key);
              writeFileSync(path, text);
              return [`{${key}}`, path] as const;
            }),
          );
          const argv = each.argv.map((word) =>
            [...paths].reduce((text, [mark, path]) => text.replaceAll(mark, path), word),
          );
          const api = fakeApi(each.exchanges, { lenientReads: true });
          const result = await globus(argv, {
            api,
            logins: { ...usualLogins, ...each.extra_tokens },
            ...(each.stdin !== undefined && { stdin: each.stdin }),
            ...(each.env && { env: each.env }),
          });
          const expected = { ...each, ...difference?.expect };
          expect(result.code, `${result.stdout}\n${result.stderr}`).toBe(expected.exit_code);
          // a run that fails may have said something first, and where nothing is recorded, it has said nothing
          sameText(result.stdout, expected.stdout ?? '');
        });
      }
    });
  }
});
