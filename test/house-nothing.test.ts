/** Where there is nothing to show, a person at a terminal is told so in a sentence, on stderr; a pipe gets what it always got. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import type { Command } from '../src/command/command.js';
import { answering, exampleLogins, type Json } from './support/answering.js';
import { globus } from './support/globus.js';
import { workingLine, writeExampleFiles } from './support/lines.js';
import { commandOf, commands, moduleOf } from './support/manifest-of.js';
import { onTerminal, viewsOf } from './support/views-of.js';

/** Commands with a table or lines that are no listing, and why. */
const excused: Readonly<Record<string, readonly string[]>> = {
  'says what it did, a row a thing that it was given, and on stderr how much that was': [
    'check',
    'compute run',
    'compute submit',
    'cp',
    'endpoint-manager task cancel',
    'group member add',
    'group membership-fields set',
    'group preferences set',
    'mv',
    'search ingest',
    'share revoke',
    'sync',
  ],
  'is a screen of its own, which says so itself': ['browse', 'dash'],
  'prints what the service answered, as it came': [
    'api auth',
    'api compute',
    'api flows',
    'api gcs',
    'api groups',
    'api search',
    'api timers',
    'api transfer',
  ],
};

const isListing = (command: Command) => viewsOf(command).some((view) => /^(table|lines)$/.test(onTerminal(view).type));

const all = await Promise.all(
  commands().map(async ({ module, meta }) => ({ module, path: meta.path, command: await commandOf(module) })),
);
const listings = all.filter(({ command }) => command.nothing !== undefined);

test('every listing says what it is to have nothing', () => {
  const known = Object.values(excused).flat();
  const mute = all.filter(({ path, command }) => !command.nothing && isListing(command) && !known.includes(path));
  expect(mute.map(({ path }) => path)).toEqual([]);
});

test('what a sentence advises is a command, with nothing in it to be filled in', () => {
  for (const { path, command } of listings) {
    const { nothing } = command;
    if (typeof nothing !== 'string') continue;
    expect(nothing, path).not.toMatch(/[A-Z]{2,}(_ID|S|E)\b|<|>/);
    const [, line] = /:  globus (.*)$/.exec(nothing) ?? [];
    if (line !== undefined) expect(moduleOf(line.split(' ')), `${path}: ${line}`).toBeDefined();
    else expect(nothing, path).toMatch(/\.$/);
  }
});

describe('with nothing in any answer', () => {
  const folder = mkdtempSync(join(tmpdir(), 'globus-nothing-'));
  writeExampleFiles(folder);
  afterAll(() => rmSync(folder, { recursive: true }));

  const withoutRows = (document: Json): Json => {
    if (Array.isArray(document)) return [];
    if (document === null || typeof document !== 'object') return document;
    return Object.fromEntries(
      Object.entries(document).map(([key, value]) => [key, Array.isArray(value) && key !== 'identities' ? [] : value]),
    );
  };
  const asking = listings.filter(({ command }) =>
    (command.needs as readonly string[] | undefined)?.some((need) =>
      /^(transfer|auth|groups|search|flows|timers|compute|gcs)$/.test(need),
    ),
  );
  test.each(asking)('$path', async ({ module, path, command }) => {
    const line = await workingLine(module, folder);
    if (!line) throw new Error(`no example of '${path}' works on the samples`);
    const run = (terminal?: { columns: number }) =>
      globus(line.argv, {
        api: answering({
          variant: line.variant,
          change: ({ document, method }) => (method === 'GET' ? Response.json(withoutRows(document)) : undefined),
        }),
        logins: exampleLogins,
        ...(terminal && { terminal }),
        env: { NO_COLOR: '1' },
      });
    const { code, stdout, stderr } = await run({ columns: 80 });
    expect(code, stderr).toBe(0);
    if (stdout !== '') return; // it shows what does not come from a list
    // a sentence may be broken at the width of the terminal
    const told = stderr.trim().replace(/\s+/g, ' ');
    const isFiltered = line.argv.some((word) => word.startsWith('--filter'));
    expect(`${told}\n`).toMatch(
      typeof command.nothing !== 'string'
        ? /^\S.*\.(?: [^.]*: globus .*)?\n/m
        : isFiltered
          ? /^Nothing fits\. Without the filter: globus (?!.*--filter)/
          : command.nothing.replace(/\s+/g, ' '),
    );
    expect((await run()).stderr.replace(/\s+/g, ' ')).not.toContain(told);
  });
});
