/** None, True and False are words for scripts: on a terminal, no command says them in a sentence or a cell, nor undefined or null. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { answering, exampleLogins } from './support/answering.js';
import { globus } from './support/globus.js';
import { workingLine, writeExampleFiles } from './support/lines.js';
import { commandOf, commands } from './support/manifest-of.js';

const folder = mkdtempSync(join(tmpdir(), 'globus-none-'));
writeExampleFiles(folder);
afterAll(() => rmSync(folder, { recursive: true }));

const wordsForScripts = /\b(?:None|True|False|undefined)\b|\[object /;

test('the rule sees the words, and not parts of others', () => {
  expect('Label: None').toMatch(wordsForScripts);
  expect('a [object Object]').toMatch(wordsForScripts);
  expect('Nonesuch, Truetype').not.toMatch(wordsForScripts);
});

// those that show what a service says; edit opens an editor, session update waits for a browser, and api prints what was sent
const services = /^(?:transfer|auth|groups|search|flows|timers|compute|gcs)$/;
const all = await Promise.all(
  commands().map(async ({ module, meta }) => ({ module, path: meta.path, command: await commandOf(module) })),
);
const shown = all.filter(
  ({ path, command }) =>
    !/^(?:api .*|edit|session update)$/.test(path) &&
    (command.needs as readonly string[] | undefined)?.some((need) => services.test(need)),
);
test.each(shown)('$path', async ({ module }) => {
  const line = await workingLine(module, folder);
  // what no sample answers is shown by a test of its own
  if (!line) return;
  for (const more of [[], ['-v']]) {
    const { code, stdout, stderr } = await globus([...line.argv, ...more], {
      api: answering({ variant: line.variant }),
      logins: exampleLogins,
      terminal: { columns: 140 },
      env: { NO_COLOR: '1' },
    });
    expect(code, stderr).toBe(0);
    expect(stdout + stderr).not.toMatch(wordsForScripts);
  }
});
