/** Every command that takes something away asks first, or is excused with a reason. */
import { asksAfresh } from '../src/cli/execute.js';
import { describe, expect, test } from 'vitest';
import type { Command } from '../src/command/command.js';
import { commandOf, commands } from './support/manifest-of.js';

/** A word of a path that says that something goes. */
const takesAway =
  /^(rm|batch-delete|delete.*|remove|cancel|clear|reset|reject|decline|leave|rotate|logout|withdraw|stop|revoke|purge|import)$/;

/** Commands whose name says so, and that lose nothing that a question would save. */
const excused: ReadonlyMap<string, string> = new Map(
  Object.entries({
    'flows run cancel': 'one run that was named, which can be started again',
    'group invite decline': 'an answer to a question; one can be invited again',
    'group leave': 'what concerns oneself alone is not asked about',
    'group member reject': 'an answer to a request, which can be made again',
    'names clear': 'names are looked up again by the next command',
    'sandbox collection remove': 'the files stay, and the sandbox is a toy',
    'sandbox consent withdraw': 'what is tried out with it is asking again',
    'sandbox fault clear': 'faults are made again in a line',
    'sandbox fault delete': 'faults are made again in a line',
    'sandbox stop': 'it starts again with all that it had',
    'streams tunnel stop': 'a tunnel that was stopped is started anew',
  }),
);
/** Those that lose something though their name does not say so. */
const others = ['endpoint-manager pause-rule create', 'gcs collection set-owner', 'gcs endpoint set-owner', 'transfer'];

const all = commands().filter(({ hidden }) => !hidden);
const named = all.filter(({ meta }) => meta.path.split(' ').some((word) => takesAway.test(word)));

describe('what takes something away', () => {
  test.each(named.map(({ meta, module }) => [meta.path, module] as const))('%s', async (path, module) => {
    const { losing } = (await commandOf(module)) as Pick<Command, 'losing'>;
    expect(losing === undefined, `asks, or is excused: ${path}`).toBe(excused.has(path));
  });
  test('every excuse is for a command that there is', () => {
    expect([...excused.keys()].filter((path) => !named.some(({ meta }) => meta.path === path))).toEqual([]);
  });
  test('nothing else asks but what is listed, and whatever asks is answered by --yes', async () => {
    const asking = all.filter(({ meta }) => meta.asks);
    expect(asking.map(({ meta }) => meta.path).filter((path) => !named.some(({ meta }) => meta.path === path))).toEqual(
      others,
    );
    for (const { meta } of asking)
      expect(
        meta.flags.map(({ key }) => key),
        meta.path,
      ).toContain('yes');
  });
  test('what takes something away or lets somebody in, and asks otherwise or not at all, looks its names up afresh', async () => {
    const letsIn = /^(mv|sync|share|find)$|(permission|role) create$|member (add|invite)$/;
    const found = all.filter(({ meta }) => letsIn.test(meta.path));
    expect(found.length).toBeGreaterThan(9);
    for (const { meta, module } of found)
      expect(
        asksAfresh(meta.path, await commandOf(module), () => true),
        meta.path,
      ).toBe(true);
  });
  test('what asks only with a flag, or not with one, has that flag', async () => {
    for (const { meta, module } of all.filter(({ meta }) => meta.asks)) {
      const { only = [], unless = [] } = (await commandOf(module)).losing ?? {};
      const flags = meta.flags.map(({ key }) => key);
      expect(
        [...only, ...unless].filter((flag) => !flags.includes(flag)),
        meta.path,
      ).toEqual([]);
      // what only looks asks nothing
      if (flags.includes('dryRun')) expect(unless, meta.path).toContain('dryRun');
    }
  });
});
