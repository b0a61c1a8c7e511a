/** Every kind of thing is chosen well where there is none, one, and thousands: on a pseudo-terminal of 60 columns, with wide names, without colour. */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { ownedThings, ownerKind } from '../src/globus/things/owned.js';
import { kindWords, takesOtherWords, type ThingKind } from '../src/globus/things/thing.js';
import { width } from '../src/output/cut.js';
import { ensureBuilt } from './support/built.js';
import { selfSigned } from './support/certificate.js';
import { commands } from './support/manifest-of.js';
import { hasTerminal, onTerminal } from './support/terminal.js';
import { idOf, ownerIds, thingsServer } from './support/things-server.js';

const columns = 60;
const thousands = 5000;
/** Nobody has more tasks that run than one page holds: what would be beyond it is not asked for. */
const last = (kind: ThingKind) => (kind === 'openTask' ? 999 : thousands - 1);

const wordOf = (kind: ThingKind) =>
  Object.hasOwn(ownedThings, kind) && ownerKind(kind) === 'collection' && /collection/i.test(kind)
    ? ownerIds.collection
    : ownerIds.endpoint;
/** The words of a command that asks for a thing of a kind: what it belongs to stands on the line. */
function lineFor(kind: ThingKind): readonly string[] {
  const asking = commands().flatMap(({ meta, hidden }) => {
    const at = meta.args.findIndex(({ thing, required }) => thing === kind && required);
    const before = meta.args.slice(0, at);
    if (hidden || at === -1 || before.some(({ thing }) => !thing)) return [];
    return [[...meta.path.split(' '), ...before.map(() => wordOf(kind))]];
  });
  const [line] = [...asking.filter((words) => words.includes('show')), ...asking];
  if (!line) throw new Error(`no command asks for a ${kind}`);
  return line;
}
const lines: Partial<Record<ThingKind, readonly string[]>> = { openTask: ['task', 'cancel'] };
const kinds = (Object.keys(kindWords) as ThingKind[]).map((kind) => [kind, lines[kind] ?? lineFor(kind)] as const);

let home = '';
const authority = () => join(home, 'authority.pem');
/** How one is shown: by name, or by id where it has none. */
const shownAs = (kind: ThingKind | 'place', i: number) =>
  `❯ (?:\\[ \\] )?@?${kind === 'webInput' ? idOf(i) : `${i}番`}`;
const servers = new Map<number, Awaited<ReturnType<typeof thingsServer>>>();
beforeAll(async () => {
  ensureBuilt();
  home = mkdtempSync(join(tmpdir(), 'globus-kinds-'));
  const certificate = selfSigned();
  writeFileSync(authority(), certificate.cert);
  for (const count of [0, 1, thousands]) servers.set(count, await thingsServer(count, certificate));
}, 300_000);
afterAll(() => {
  for (const server of servers.values()) server.close();
  rmSync(home, { recursive: true, force: true });
});
const terminal = (count: number, argv: readonly string[]) =>
  onTerminal(
    argv,
    {
      ...servers.get(count)!.env,
      HOME: home,
      GLOBUS_CONFIG_DIR: join(home, String(count)),
      GLOBUS_TOKEN_STORE: 'file',
      GLOBUS_PAGER: '',
      GLOBUS_SDK_VERIFY_SSL: authority(),
    },
    columns,
    24,
  );
const enter = '\r';
const escape = '\u001b';
const patience = 20_000;

/** No line is wider than the terminal, and nothing is coloured. */
function expectTidy(shown: ReturnType<typeof terminal>) {
  const choices = shown
    .screen()
    .split('\n')
    .filter((line) => /^(?:❯| ) (?:\[ \] )?@?(?:\d+番|0000)/.test(line));
  expect(choices.length).toBeGreaterThan(0);
  expect(choices.filter((line) => width(line) > columns)).toEqual([]);
  expect(shown.raw()).not.toMatch(/\u001b\[[0-9;]*[1-9][0-9;]*m/);
}

describe.skipIf(!hasTerminal).concurrent('a question for', { timeout: 3 * patience }, () => {
  test.each(kinds)('a %s (%j): none', async (kind, line) => {
    const shown = terminal(0, line);
    if (kind === 'collection' || takesOtherWords(kind)) {
      await shown.see(new RegExp(`[Ww]hich (?:guest )?${kindWords[kind][0]}\\? Type`), patience);
      shown.type(escape);
      expect(await shown.ended()).toBe(130);
    } else {
      await shown.see(new RegExp(`There is no ${kindWords[kind][0]} of yours to choose\\.`), patience);
      expect(await shown.ended()).toBe(2);
    }
  });
  test.each(kinds)('a %s (%j): one', async (kind, line) => {
    const shown = terminal(1, line);
    await shown.see(new RegExp(shownAs(kind, 0)), patience);
    shown.type(enter);
    await shown.see(/✔ [^✔]*0/, patience);
    shown.type('\u0003');
    await shown.ended();
    expectTidy(shown);
  });
  test.each(kinds)('a %s (%j): thousands', async (kind, line) => {
    const wanted = last(kind);
    const shown = terminal(thousands, line);
    await shown.see(new RegExp(shownAs(kind, 0)), patience);
    shown.type(String(wanted));
    await shown.see(new RegExp(shownAs(kind, wanted)), patience);
    expectTidy(shown);
    shown.type(escape);
    expect(await shown.ended()).toBe(130);
  });
});

describe.skipIf(!hasTerminal).concurrent('a place', { timeout: 3 * patience }, () => {
  test.each([0, 1, thousands])('in a folder of %i', async (count) => {
    const shown = terminal(count, ['stat']);
    await shown.see(/which collection\?/, patience);
    shown.type(count ? enter : `${ownerIds.endpoint}:/${enter}`);
    if (count) {
      await shown.see(/❯ \. {2}this folder/, patience);
      shown.type(String(count - 1));
      await shown.see(new RegExp(`❯ ${count - 1}番`), patience);
      expectTidy(shown);
      shown.type(enter);
    }
    await shown.see(/Without questions: globus stat/, patience);
    shown.type('\u0003');
    await shown.ended();
  });
});
