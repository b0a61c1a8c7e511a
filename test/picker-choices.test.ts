import { expect, test } from 'vitest';
import type { Adapters } from '../src/services/index.js';
import type { Connect } from '../src/globus/things/sources.js';
import { memory, pick } from '../src/picker.js';
import type { SearchSource } from '../src/tools.js';
import { hostile, obeyed } from './support/hostile.js';

const [one, two] = ['11111111-2222-4333-8444-555555555555', '21111111-2222-4333-8444-555555555555'];

const unasked = () => Promise.reject(new Error('nobody typed it'));

test('what was chosen is what stood on the screen, though an earlier search is answered last', async () => {
  let answerSlowly = () => {};
  const slow = new Promise<void>((done) => (answerSlowly = done));
  const transfer = {
    listBookmarks: () => Promise.resolve({ DATA: [] }),
    searchEndpoints: async function* ({ filter_fulltext: words }: { filter_fulltext?: string }) {
      if (words === 'la') await slow;
      if (words !== undefined) yield { id: words === 'la' ? one : two, display_name: words === 'la' ? 'Lava' : 'Lab' };
    },
  } as unknown as Adapters['transfer'];
  const kept: string[] = [];
  const picked = await pick('collection', 'Where', {
    connect: (() => Promise.resolve(transfer)) as unknown as Connect,
    remember: (_kind, name, { id }) => kept.push(`${name} ${id}`),
    warn: () => undefined,
    find: unasked,
    memory: memory(),
    terminal: { columns: 80, color: false },
    prompt: {
      search: async (_question, source) => {
        const { signal } = new AbortController();
        const early = source('la', signal);
        const [shown] = await source('lab', signal);
        answerSlowly();
        await early;
        return shown?.value;
      },
    },
  });
  expect([picked, kept]).toEqual(['Lab', [`Lab ${two}`]]);
});

test('names that a service says are shown in what is asked and offered, and obeyed in neither', async () => {
  const name = hostile;
  const transfer = {
    listBookmarks: () => Promise.resolve({ DATA: [] }),
    searchEndpoints: async function* () {
      yield { id: one, display_name: name, owner_string: name };
    },
    listDirectory: () => Promise.resolve({ path: `/${name}/`, DATA: [{ name, type: 'dir', size: 1 }] }),
  } as unknown as Adapters['transfer'];
  const questions: string[] = [];
  const offered: string[] = [];
  let asked = 0;
  await pick('place', 'Where', {
    connect: (() => Promise.resolve(transfer)) as unknown as Connect,
    remember: () => undefined,
    warn: () => undefined,
    find: unasked,
    memory: memory(),
    terminal: { columns: 4000, color: false },
    prompt: {
      search: async (question, source) => {
        questions.push(question);
        const found = await source(asked++ ? undefined : 'a', new AbortController().signal);
        offered.push(...found.map(({ line }) => line));
        return asked === 1 ? found[0]?.value : '.';
      },
    },
  });
  expect(questions).toHaveLength(2);
  expect(offered.filter((line) => line.includes('\\u202e'))).toHaveLength(2);
  for (const line of [...questions, ...offered]) {
    expect(obeyed(line)).toEqual([]);
    expect(line).not.toContain('\n');
  }
  expect(questions[1]).toContain('\\u202e');
});

test.each([
  ['none', [], undefined],
  ['some', [{ id: one, name: 'Lab', subscription_id: two }], two],
])('what takes other words than things takes them where there are %s', async (_how, groups, first) => {
  const answers: (string | undefined)[] = [];
  const tools = (term: string | undefined) => ({
    connect: (() => Promise.resolve({ getMyGroups: () => Promise.resolve(groups) })) as unknown as Connect,
    remember: () => undefined,
    warn: () => undefined,
    find: unasked,
    memory: memory(),
    terminal: { columns: 80, color: false },
    prompt: {
      search: async (_question: string, source: SearchSource) =>
        (await source(term, new AbortController().signal))[0]?.value,
    },
  });
  for (const term of ['null', 'DEFAULT', undefined])
    answers.push(await pick('subscription', 'Under which', tools(term)));
  expect(answers).toEqual(['null', 'DEFAULT', first]);
});

test('a collection is written by its id where its name would be read as something else', async () => {
  const rows = [
    { id: one, display_name: 'data' },
    { id: two, display_name: '3c71084c' },
    { id: `4${one.slice(1)}`, display_name: 'Lab' },
  ];
  const transfer = {
    listBookmarks: () => Promise.resolve({ DATA: [{ id: 'b', name: 'Data', endpoint_id: two, path: '/' }] }),
    searchEndpoints: async function* () {
      yield* rows;
    },
  } as unknown as Adapters['transfer'];
  const chosen = (row: { id: string }) =>
    pick('collection', 'Where', {
      connect: (() => Promise.resolve(transfer)) as unknown as Connect,
      find: unasked,
      remember: () => undefined,
      warn: () => undefined,
      memory: memory(),
      terminal: { columns: 200, color: false },
      prompt: {
        search: async (_question, source) =>
          (await source(undefined, new AbortController().signal)).find(
            ({ value, line }) => value.startsWith(`#${row.id} `) && !line.includes('@'),
          )?.value,
      },
    });
  expect(await Promise.all(rows.map(chosen))).toEqual([one, two, 'Lab']);
});
