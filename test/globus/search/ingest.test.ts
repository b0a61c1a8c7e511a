import { describe, expect, test } from 'vitest';
import { InterruptedError, NetworkError, ServiceError } from '../../../src/errors.js';
import { readEntries } from '../../../src/globus/search/entries.js';
import { ingestBody } from '../../../src/globus/search/gingest.js';
import { ingestAll, type IngestPlan } from '../../../src/globus/search/ingest.js';
import { scroll, scrollLines } from '../../../src/globus/search/scroll.js';
import { subjectsOf } from '../../../src/globus/search/subjects.js';
import { submittedTask, waitForTask } from '../../../src/globus/search/tasks.js';
import type { SearchTask } from '../../../src/services/search.js';
import { fakeTools } from '../../support/fake-tools.js';

/** Files that are only remembered; a path that ends in a slash is a folder of those below it. */
function remembered(contents: Readonly<Record<string, string>>) {
  const texts = new Map(Object.entries(contents));
  return {
    texts,
    readText: async (path: string) => texts.get(path) ?? '',
    lines: async function* (path: string) {
      yield* (texts.get(path) ?? '').split('\n');
    },
    inFolder: async (path: string) =>
      path.endsWith('/') ? [...texts.keys()].filter((each) => each.startsWith(path)).sort() : undefined,
    exists: async (path: string) => texts.has(path),
    append: async (path: string, text: string) => void texts.set(path, (texts.get(path) ?? '') + text),
  };
}
const reading = { subjectField: 'subject', visibleTo: ['public'], numbers: [] as readonly string[] };
async function all<T>(rows: AsyncIterable<T>): Promise<T[]> {
  const found: T[] = [];
  for await (const row of rows) found.push(row);
  return found;
}

describe('entries', () => {
  test('of a folder, file after file: lines, documents and tables', async () => {
    const files = remembered({
      'in/a.jsonl': '{"subject": "s1", "content": {"x": 1}, "visible_to": ["me"]}\n\n{"subject": 2}',
      'in/b.json': '{"ingest_type": "GMetaList", "ingest_data": {"gmeta": [{"subject": "s3", "content": {}}]}}',
      'in/c.csv': 'subject, n,empty\n"s,4",1.5,\n',
      'in/d.txt': 'not read',
    });
    const entries = await all(readEntries({ ...reading, from: 'in/', numbers: ['n'] }, files));
    expect(entries).toEqual([
      { at: 'in/a.jsonl, line 1', entry: { subject: 's1', content: { x: 1 }, visible_to: ['me'] } },
      { at: 'in/a.jsonl, line 3', entry: { subject: '2', content: { subject: 2 }, visible_to: ['public'] } },
      { at: 'in/b.json, entry 1', entry: { subject: 's3', content: {}, visible_to: ['public'] } },
      {
        at: 'in/c.csv, line 2',
        entry: { subject: 's,4', content: { subject: 's,4', n: 1.5 }, visible_to: ['public'] },
      },
    ]);
  });
  test.each([
    ['a.jsonl', '{"subject": "s"}\n[]', {}, 'a.jsonl, line 2: not a JSON object.'],
    ['-', '{', {}, 'standard input, line 1: not JSON'],
    [
      'a.jsonl',
      '{"name": "x"}',
      {},
      "a.jsonl, line 1: it has no 'subject'; name the field to use as its subject with --subject-field.",
    ],
    [
      'a.jsonl',
      '{"subject": "x"}',
      { visibleTo: [] },
      "a.jsonl, line 1: it does not say who may see it ('visible_to')",
    ],
    ['a.csv', 'subject\nx,y', {}, 'a.csv, line 2: 2 cells under 1 headings.'],
    ['a.csv', 'subject,n\nx,many', { numbers: ['n'] }, "a.csv, line 2: 'many' in the column 'n' is not a number."],
    ['a.csv', 'subject\nx', { numbers: ['n'] }, "a.csv, line 1: there is no column 'n'."],
    ['a.csv', 'subject,n, n\nx,1,2', {}, "a.csv, line 1: there are two columns 'n'."],
    ['empty/', '', {}, 'There is no .json, .jsonl, .ndjson, .csv or .tsv file in empty/.'],
  ])('%s: %j is refused', async (from, text, more, message) => {
    const files = remembered(from.endsWith('/') ? {} : { [from]: text });
    await expect(all(readEntries({ ...reading, from, ...more }, files))).rejects.toThrow(message);
  });
  test('a single document is wrapped by what it is', () => {
    expect(ingestBody({ ingest_type: 'GMetaList' })).toEqual({ ingest_type: 'GMetaList' });
    expect(ingestBody({ gmeta: [] })).toMatchObject({ ingest_type: 'GMetaList', ingest_data: { gmeta: [] } });
    expect(ingestBody({ subject: 's' })).toMatchObject({ ingest_type: 'GMetaEntry', ingest_data: { subject: 's' } });
    expect(() => ingestBody({ content: {} })).toThrow('The document is not a GIngest, GMetaList or GMetaEntry');
  });
  test('subjects come from the line and from a file', async () => {
    const files = remembered({ f: ' a \n\nb', none: '\n' });
    expect(await subjectsOf(['x'], 'f', files)).toEqual(['x', 'a', 'b']);
    await expect(subjectsOf([], 'none', files)).rejects.toThrow('There is no subject in none.');
  });
});

const ofState = (state: SearchTask['state'], message: string | null = null): SearchTask => ({
  task_id: 'T',
  index_id: 'I',
  state,
  state_description: `is ${state}`,
  creation_date: '',
  completion_date: null,
  message,
});
/** A task that gives these states one after the other, the last for ever. */
function tasks(...states: readonly (SearchTask | Error)[]) {
  let at = 0;
  return {
    getTask: async () => {
      const state = states[Math.min(at++, states.length - 1)];
      if (state === undefined) throw new Error('no state was given');
      if (state instanceof Error) throw state;
      return state;
    },
  };
}
const refused = new NetworkError('search.api.globus.org refused the connection.');
const hint = 'Wait again:  globus search task wait T\nGlobus Search has no way to cancel a task.';
const patience = { timeout: undefined, pollingInterval: 1 };

describe('waiting for a task', () => {
  test('to its success, across a failing network', async () => {
    const tools = fakeTools();
    const search = tasks(ofState('PENDING'), refused, ofState('PROGRESS'), ofState('SUCCESS'));
    expect(await waitForTask('T', patience, { ...tools, search })).toEqual(ofState('SUCCESS'));
    expect(tools.shown.map(({ note }) => note)).toEqual(['is PENDING', 'is PROGRESS']);
    expect(tools.said).toEqual([expect.stringContaining('Trying again')]);
  });
  test('its failure is an error that says why', async () => {
    const waiting = waitForTask('T', patience, { ...fakeTools(), search: tasks(ofState('FAILED', 'too large')) });
    await expect(waiting).rejects.toMatchObject({ message: 'Task T failed: too large', data: { state: 'FAILED' } });
  });
  test.each([
    ['the network fails for long', [ofState('PENDING'), refused], {}, `${refused.message} Task T goes on.`, 1],
    [
      'the time is up',
      [ofState('PENDING')],
      { timeout: 2, timeoutExitCode: 70 },
      'Task T has not ended within 2 seconds. It continues.',
      70,
    ],
  ])('says that it goes on where %s', async (_, states, more, message, exitCode) => {
    const waiting = waitForTask('T', { ...patience, ...more }, { ...fakeTools(), search: tasks(...states) });
    await expect(waiting).rejects.toMatchObject({ message, exitCode, hint, data: { task_id: 'T', state: 'PENDING' } });
  });
  test('and where it is interrupted', async () => {
    const tools = { ...fakeTools({ interruptAfter: 0 }), search: tasks(ofState('PENDING')) };
    const error = await waitForTask('T', patience, tools).catch((caught: unknown) => caught);
    expect(error).toBeInstanceOf(InterruptedError);
    expect(error).toMatchObject({ message: 'Interrupted. Task T goes on.', hint });
  });
  test('a submission is waited for only where that is wanted, and then survives a failure of the first look', async () => {
    const submission = Promise.resolve({ task_id: 'T' } as never);
    const search = tasks(refused, ofState('SUCCESS'));
    expect(await submittedTask(submission, undefined, { ...fakeTools(), search })).toEqual({ task_id: 'T' });
    expect(await submittedTask(submission, patience, { ...fakeTools(), search })).toEqual(ofState('SUCCESS'));
  });
});

describe('ingesting in batches', () => {
  const five = [1, 2, 3, 4, 5].map((n) => `{"subject": "s${n}"}`).join('\n');
  const plan: IngestPlan = {
    ...reading,
    indexId: 'I',
    from: 'a.jsonl',
    batchSize: 2,
    record: 'done',
    dryRun: false,
    wait: false,
    waitTimeout: undefined,
  };
  /** An index that takes so many batches and refuses the one after them, once. */
  function index(takes = Infinity, ...states: readonly SearchTask[]) {
    const sent: number[] = [];
    let refuseAfter = takes;
    const ingest = async (_id: string, body: object) => {
      if (sent.length >= refuseAfter) {
        refuseAfter = Infinity;
        throw new ServiceError('Search: no', { service: 'search', status: 400 });
      }
      sent.push((body as { ingest_data: { gmeta: object[] } }).ingest_data.gmeta.length);
      return { task_id: `t${sent.length}` } as never;
    };
    return { sent, search: { ingest, ...tasks(...states) } };
  }

  test('a refusal in the middle is told with what was accepted, and the next time goes on from there', async () => {
    const files = remembered({ 'a.jsonl': five });
    const { search, sent } = index(1);
    const first = await ingestAll(plan, { ...fakeTools(), search, files });
    expect(first.document.batches.map(({ state, first: from, last }) => [state, from, last])).toEqual([
      ['accepted', 1, 2],
      ['not accepted', 3, 3],
    ]);
    expect(first.error?.message).toBe('Search: no');
    const second = await ingestAll(plan, { ...fakeTools(), search, files });
    expect(second.error).toBeUndefined();
    expect(second.document.batches.map(({ state }) => state)).toEqual(['accepted before', 'accepted', 'accepted']);
    expect([second.document.entries, sent]).toEqual([5, [2, 2, 1]]);
  });
  test('a source that changed, a record of other work, and what is no record are refused before anything is sent', async () => {
    const { search, sent } = index();
    const files = remembered({ 'a.jsonl': five });
    await ingestAll(plan, { ...fakeTools(), search, files });
    files.texts.set('a.jsonl', five.replace('s1', 's9'));
    await expect(ingestAll(plan, { ...fakeTools(), search, files })).rejects.toThrow(
      "a.jsonl has changed since the record 'done' was written: batch 1 is no longer what was accepted.",
    );
    await expect(ingestAll({ ...plan, indexId: 'J' }, { ...fakeTools(), search, files })).rejects.toThrow(
      "The record 'done' is of a.jsonl, ingested into the index I.",
    );
    files.texts.set('done', 'hello');
    await expect(ingestAll(plan, { ...fakeTools(), search, files })).rejects.toThrow('its first line is not JSON.');
    expect(sent).toHaveLength(3);
  });
  test('a mistake on the last line stops the first', async () => {
    const { search, sent } = index();
    const files = remembered({ 'a.jsonl': `${five}\n{}` });
    await expect(ingestAll(plan, { ...fakeTools(), search, files })).rejects.toThrow('a.jsonl, line 6');
    expect(sent).toEqual([]);
  });
  test('a dry run plans; a wait tells which batches failed', async () => {
    const files = remembered({ 'a.jsonl': five });
    const { search, sent } = index(Infinity, ofState('SUCCESS'), ofState('FAILED', 'bad'), ofState('SUCCESS'));
    const planned = await ingestAll({ ...plan, dryRun: true }, { ...fakeTools(), search, files });
    expect(planned.document.batches.map(({ state }) => state)).toEqual(['planned', 'planned', 'planned']);
    expect(sent).toEqual([]);
    const { document, error } = await ingestAll({ ...plan, wait: true }, { ...fakeTools(), search, files });
    expect(document.batches.map(({ state }) => state)).toEqual(['SUCCESS', 'FAILED', 'SUCCESS']);
    expect(error?.message).toBe('1 of 3 batches failed: Task t2 failed: bad');
  });
  test('the time to wait is that of all batches together', async () => {
    const files = remembered({ 'a.jsonl': five });
    const tools = fakeTools();
    const slow = [ofState('PENDING'), ofState('PENDING'), ofState('SUCCESS')];
    const { search } = index(Infinity, ...slow, ...slow, ...slow);
    await expect(ingestAll({ ...plan, wait: true, waitTimeout: 3 }, { ...tools, search, files })).rejects.toMatchObject(
      { message: 'Task t2 has not ended within 3 seconds. It continues.' },
    );
    expect(tools.secondsPassed()).toBe(3);
  });
});

test('scrolling goes from page to page, and asks for no more than is wanted', async () => {
  const asked: object[] = [];
  const search = {
    scroll: async (_id: string, body: object) => {
      asked.push(body);
      const last = asked.length === 3;
      const gmeta = [1, 2].map((n) => ({ subject: `${asked.length}.${n}`, entries: [] }));
      return { gmeta, has_next_page: !last, marker: last ? null : `m${asked.length}` } as never;
    },
  };
  const wanted = { indexId: 'I', body: { q: 'x', offset: 7 } };
  expect((await all(scroll({ ...wanted, limit: undefined }, search))).map(({ subject }) => subject)).toEqual([
    '1.1',
    '1.2',
    '2.1',
    '2.2',
    '3.1',
    '3.2',
  ]);
  expect(asked).toEqual([
    { q: 'x', limit: 500 },
    { q: 'x', limit: 500, marker: 'm1' },
    { q: 'x', limit: 500, marker: 'm2' },
  ]);
  asked.length = 0;
  expect(await all(scroll({ ...wanted, limit: 3 }, search))).toHaveLength(3);
  expect(asked).toEqual([
    { q: 'x', limit: 3 },
    { q: 'x', limit: 1, marker: 'm1' },
  ]);
});

test('a page as lines is cut where enough was had, and one that had to be read is rows', async () => {
  const pages = [
    { lines: '{"subject": "a"}\n{"subject": "b"}\n', count: 2, page: { gmeta: [], has_next_page: true, marker: 'm1' } },
    { count: 1, page: { gmeta: [{ subject: 'é', entries: [] }], has_next_page: true, marker: 'm2' } },
    { lines: '{"subject": "d"}\n{"subject": "e"}\n', count: 2, page: { gmeta: [], has_next_page: true, marker: 'm3' } },
  ];
  let asked = 0;
  const search = { scrollLines: async () => pages[asked++] as never };
  expect(await all(scrollLines({ indexId: 'I', body: { q: 'x' }, limit: 4 }, search))).toEqual([
    '{"subject": "a"}\n{"subject": "b"}\n',
    [{ subject: 'é', entries: [] }],
    '{"subject": "d"}\n',
  ]);
  expect(asked).toBe(3);
});
