/**
 * The screens of the README are what the program shows today, on a terminal of 100 columns, to somebody who types its lines into a new
 * sandbox. `README=write npx vitest run test/readme.test.ts` writes those of today into it.
 */
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { newcomer, newShell, withoutWhatVaries } from './support/journey.js';
import { hasTerminal } from './support/terminal.js';

const file = join(import.meta.dirname, '../README.md');
const blocks = /(?<=^```console\n)[^]*?(?=^```$)/gm;
/** What is seen once a live screen has all that it asked for; undefined for lines that end. */
const seenOn = (line: string) =>
  /^globus browse\b/.test(line)
    ? /─ [1-9]\d* entr[a-z]+ ─+╯╰─ [1-9]\d* entr[a-z]+ ─+╯/
    : /^globus dash\b/.test(line)
      ? /(?=[^]* timer )(?=[^]* compute )[^]* transfer /
      : undefined;

test.skipIf(!hasTerminal)('the screens of the README are those of today', { timeout: 300_000 }, async () => {
  const somebody = await newcomer();
  await somebody.user.logIn();
  const shell = await newShell(somebody, { columns: 100, rows: 14 });
  const readme = readFileSync(file, 'utf8');
  const [first = ''] = readme.match(blocks) ?? [];
  expect(first).toContain('$ globus ');
  const today: string[] = [];
  for (const block of readme.match(blocks) ?? []) {
    const screens: string[] = [];
    for (const [, line = ''] of block.matchAll(/^\$ (.+)$/gm)) {
      const seen = seenOn(line);
      const shown = seen ? await shell.live(line, seen) : await shell.run(line);
      screens.push(`$ ${line}\n${shown}\n`);
    }
    today.push(screens.join(''));
  }
  if (process.env['README'] === 'write') {
    const written = [...today];
    writeFileSync(
      file,
      readme.replace(blocks, () => written.shift() ?? ''),
    );
    return;
  }
  const told = (readme.match(blocks) ?? []).join('\n');
  // the keys are told of a task that runs still, and a quick one may have ended
  const steady = (text: string) => withoutWhatVaries(text).replace(/^Keys: .*\n/gm, '');
  expect(steady(told)).toBe(steady(today.join('\n')));
});
