/** Commands that lead a person lead to the end where there is none, one, and thousands: on a pseudo-terminal of 60 columns, with wide names, without colour. */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { width } from '../src/output/cut.js';
import { ensureBuilt } from './support/built.js';
import { selfSigned } from './support/certificate.js';
import { hasTerminal, onTerminal } from './support/terminal.js';
import { idOf, ownerIds, thingsServer } from './support/things-server.js';

const columns = 60;
const thousands = 5000;
const [enter, tab, down, interrupt] = ['\r', '\t', '\u001b[B', '\u0003'];
const patience = 20_000;

let home = '';
const servers = new Map<number, Awaited<ReturnType<typeof thingsServer>>>();
beforeAll(async () => {
  if (!hasTerminal) return;
  ensureBuilt();
  home = mkdtempSync(join(tmpdir(), 'globus-guides-'));
  const certificate = selfSigned();
  writeFileSync(join(home, 'authority.pem'), certificate.cert);
  for (const count of [0, 1, thousands]) servers.set(count, await thingsServer(count, certificate));
}, 300_000);
afterAll(() => {
  for (const server of servers.values()) server.close();
  if (home) rmSync(home, { recursive: true, force: true });
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
      GLOBUS_SDK_VERIFY_SSL: join(home, 'authority.pem'),
    },
    columns,
    24,
  );
type Shown = ReturnType<typeof terminal>;

/** One question of a guide: what is seen of it, and what is typed; of `thing` one is chosen, the last of thousands. */
type Step = readonly [question: RegExp, typed: string] | readonly [question: RegExp, typed: 'thing' | 'place'];
const place = (question: RegExp): Step => [question, 'place'];
const guides: readonly {
  readonly line: readonly string[];
  readonly steps: readonly Step[];
  /** What is told of a line that is whole. */
  readonly told: RegExp;
  /** What is told where there is nothing to choose. */
  readonly none: RegExp;
}[] = [
  {
    line: ['transfer', '--dry-run'],
    steps: [
      place(/Where to copy from: which collection\?/),
      place(/Where to copy to: which collection\?/),
      [/Files already there\?\s+❯ copy/, enter],
      [/A label for the task/, enter],
    ],
    told: /Without questions: globus transfer --dry-run/,
    none: /which collection\? Type to search\./,
  },
  {
    line: ['flows', 'start', '--dry-run'],
    steps: [
      [/[Ww]hich flow\?/, 'thing'],
      [/A label for the run/, enter],
    ],
    // the server knows none by its id
    told: /none/,
    none: /There is no flow of yours to choose\.\s+Make one: globus flows create/,
  },
  {
    line: ['timer', 'create', 'transfer', '--dry-run'],
    steps: [
      place(/Where to copy from: which collection\?/),
      place(/Where to copy to: which collection\?/),
      [/When does it run\?\s+❯ every day/, enter],
      [/When does it run first/, enter],
      [/Files already there\?/, enter],
      [/A name for the timer/, `夜${enter}`],
    ],
    told: /Without questions: globus timer create transfer\s+--dry-run/,
    none: /which collection\? Type to search\./,
  },
  {
    line: ['group', 'member', 'add'],
    steps: [
      [/[Ww]hich group\?/, 'thing'],
      [/Who is added\?/, `grace@globusid.org${enter}`],
      [/What may they do in the group\?\s+❯ be a member/, enter],
    ],
    told: /Without questions: globus group member add[\s\S]*Add them\?/,
    none: /There is no group that you manage\.\s+Make one: globus group create/,
  },
  {
    line: ['endpoint', 'permission', 'create'],
    steps: [
      place(/The guest collection[^?]*: which\s+collection\?/),
      [/To read, or to read and write[^?]*\s+❯ read\s+read and write/, enter],
      [/Who gets access\?\s+❯ one person/, down],
      [/❯ the members of a group/, enter],
      [/Who gets access: which group\?/, 'thing'],
    ],
    told: /Without questions: globus endpoint permission create[\s\S]*Give it\?/,
    none: /which\s+collection\?\s+Type to search\./,
  },
  {
    line: ['share'],
    steps: [
      place(/which collection\?/),
      [/Who gets access\?\s+❯ people I name/, down],
      [/❯ the members of a group/, enter],
      [/Who gets access: which group\?/, 'thing'],
      [/What may they do\?\s+❯ read/, enter],
      [/When does the access end/, enter],
    ],
    told: /Without questions: globus share[\s\S]*Share it\?/,
    none: /which collection\? Type to search\./,
  },
  {
    line: ['search', 'query'],
    steps: [
      [/[Ww]hich index\?/, 'thing'],
      [/What to search for/, `麦${enter}`],
    ],
    told: /Without questions: globus search query/,
    none: /There is no index of yours to choose\.\s+Make one: globus search index create/,
  },
  {
    line: ['task', 'cancel'],
    steps: [[/which running tasks\?/, 'thing']],
    told: /Without questions: globus task cancel[\s\S]*Cancel what you chose\?/,
    none: /There is no running task of yours to choose\.\s+All have ended: globus task list/,
  },
  {
    line: ['task', 'show'],
    steps: [[/[Ww]hich task\?/, 'thing']],
    told: /Without questions: globus task show/,
    none: /There is no task of yours to choose\.\s+Copy something: globus transfer/,
  },
];

async function choose(shown: Shown, number: number, isTask: boolean) {
  const mark = isTask ? '❯ \\[ \\] ' : '❯ @?';
  await shown.see(new RegExp(`${mark}0番`), patience);
  if (number) {
    shown.type(String(number));
    await shown.see(new RegExp(`${mark}${number}番`), patience);
  }
  if (isTask) {
    shown.type(tab);
    await shown.see(/1 marked/, patience);
  }
  shown.type(enter);
}

async function lead(shown: Shown, count: number, line: readonly string[], steps: readonly Step[]) {
  for (const [question, typed] of steps) {
    await shown.see(question, patience);
    if (typed === 'thing' || typed === 'place') {
      const isTask = line[1] === 'cancel';
      // nobody has more tasks that run than one page holds
      await choose(shown, Math.min(count, isTask ? 1000 : count) - 1, isTask);
    } else shown.type(typed);
    if (typed === 'place') {
      await shown.see(/❯ \. {2}this folder/, patience);
      shown.type(enter);
    }
  }
}

/** No line that offers something is wider than the terminal, and nothing is coloured. */
function expectTidy(shown: Shown) {
  const offers = shown
    .screen()
    .split('\n')
    .filter((line) => /^(?:❯| ) (?:\[.\] )?@?\d+番/.test(line));
  expect(offers.length).toBeGreaterThan(0);
  expect(offers.filter((line) => width(line) > columns)).toEqual([]);
  expect(shown.raw()).not.toMatch(/\u001b\[[0-9;]*[1-9][0-9;]*m/);
}

describe.skipIf(!hasTerminal).concurrent('led from nothing to a line, with', { timeout: 6 * patience }, () => {
  test.each(guides)('none: $line', async ({ line, none }) => {
    const shown = terminal(0, line);
    await shown.see(none, patience);
    const isOpen = none.source.includes('Type to search');
    if (isOpen) shown.type(interrupt);
    expect(await shown.ended()).toBe(isOpen ? 130 : 2);
  });
  describe.each([1, thousands])('%i', (count) => {
    test.each(guides)('$line', async ({ line, steps, told }) => {
      const shown = terminal(count, line);
      await lead(shown, count, line, steps);
      await shown.see(told, patience);
      shown.type(interrupt);
      await shown.ended();
      expectTidy(shown);
    });
  });
});

describe.skipIf(!hasTerminal)('where there is nothing to choose at a later question', () => {
  test('that is said, and the one before is asked again', { timeout: 2 * patience }, async () => {
    const shown = terminal(0, ['share', `${ownerIds.collection}:/`, '--read']);
    await shown.see(/Who gets access\?\s+❯ people I name/, patience);
    shown.type(down);
    await shown.see(/❯ the members of a group/, patience);
    shown.type(enter);
    await shown.see(/There is no group of yours to choose\. Make one:\s+globus\s+group create/, patience);
    await shown.see(/Who gets access\?\s+people I name\s+❯ the members of a group/, patience);
    shown.type(interrupt);
    expect(await shown.ended()).toBe(130);
  });
});

describe.skipIf(!hasTerminal)('globus login', () => {
  test('asks for no more than the code, in lines of the terminal', { timeout: 2 * patience }, async () => {
    const shown = terminal(0, ['login', '--client-id', idOf(1)]);
    await shown.see(/Paste the code here/, patience);
    expect(shown.raw()).not.toMatch(/\u001b\[[0-9;]*[1-9][0-9;]*m/);
    shown.type(interrupt);
    expect(await shown.ended()).toBe(130);
  });
});
