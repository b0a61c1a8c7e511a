/** A submission id that stands for a task already: nothing new is done, and whoever asked for other work is told so. */
import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { describe, expect, test, vi } from 'vitest';
import { SentBefore } from '../../src/globus/transfer/used-already.js';
import { fakeApi } from '../support/fake-api.js';
import { globus, temporaryFolder, usualLogins, writeLogin } from '../support/globus.js';
import { destinationId, sourceId, submissionId, succeeded, taskId } from '../support/tasks.js';
import { transferUrl } from '../support/transfer.js';

const used = `This submission id was used already: nothing new was submitted; this is task ${taskId}.`;
const answer = { code: 'Duplicate', message: 'It was used.', task_id: taskId, submission_id: submissionId };
const other = '77777777-6a3c-4a6e-9d3e-5b7a1c2d3e4f';

type Over = Readonly<Record<string, unknown>>;
const transfer = ['transfer', `${sourceId}:/a`, `${destinationId}:/b`, '--label', 'nightly'];
const deletion = [`${sourceId}:/a`, '--label', 'nightly', '-f'];
const lines: readonly (readonly [words: readonly string[], task: Over])[] = [
  [transfer, {}],
  [[...transfer, '--wait'], {}],
  [['delete', ...deletion], { type: 'DELETE' }],
  [['delete', ...deletion, '--wait'], { type: 'DELETE' }],
  [['rm', ...deletion], { type: 'DELETE' }],
];
const posted = (from: string) => ({
  DATA_TYPE: 'transfer',
  source_endpoint: sourceId,
  destination_endpoint: destinationId,
  DATA: [{ DATA_TYPE: 'transfer_item', source_path: from, destination_path: '/b' }],
  verify_checksum: true,
  preserve_timestamp: false,
  encrypt_data: false,
  skip_source_errors: false,
  fail_on_quota_errors: false,
  delete_destination_extra: false,
});
const removed = (from: string, globs: boolean) => ({
  DATA_TYPE: 'delete',
  endpoint: sourceId,
  DATA: [{ DATA_TYPE: 'delete_item', path: from }],
  ignore_missing: true,
  interpret_globs: globs,
});
function run(
  words: readonly string[],
  task: Over,
  more: Over = {},
  code = 'Duplicate',
  { from = '/a', configDir }: { readonly from?: string; readonly configDir?: string } = {},
) {
  const isTransfer = words[0] === 'transfer';
  const url = `${transferUrl}/${isTransfer ? 'transfer' : 'delete'}`;
  const document = isTransfer ? posted(from) : removed(from, words[0] === 'rm');
  const body = { ...document, label: 'nightly', submission_id: submissionId };
  const shown = succeeded({ ...task, ...more });
  const api = fakeApi(
    [
      { method: 'POST', url, body, response: { ...answer, code } },
      { method: 'GET', url: `${transferUrl}/task/${taskId}`, response: shown },
    ],
    { lenientReads: true },
  );
  const line = words.map((word) => word.replace(/:\/a$/, `:${from}`));
  return globus([...line, '--submission-id', submissionId], { api, ...(configDir !== undefined && { configDir }) });
}

describe.each(lines.map(([words, task]) => [words.join(' '), words, task] as const))('%s', (_, words, task) => {
  test('of the same work: it is as good as done', async () => {
    const { code, stdout, stderr } = await run(words, task);
    expect([code, stderr]).toEqual([0, expect.stringContaining(`${used}\n`)]);
    expect(stderr).not.toMatch(/accepted|submitted\.$/);
    expect(stdout).toBe((await run(words, task, {}, 'Accepted')).stdout);
  });

  test.each([
    [{ source_endpoint_id: other }, 'it is of another collection'],
    [{ label: 'weekly' }, "its label is 'weekly'"],
    [{ label: null }, 'its label is empty'],
    [{ type: task['type'] ? 'TRANSFER' : 'DELETE' }, task['type'] ? 'it is a transfer' : 'it deletes'],
    ...(task['type'] ? [] : [[{ destination_endpoint_id: other }, 'it goes to another collection'] as const]),
  ] as const)('of other work, %j: it is not done', async (more, differs) => {
    const { code, stdout, stderr } = await run(words, task, more);
    expect({ code, stdout }).toEqual({ code: 1, stdout: '' });
    expect(stderr).toBe(
      `${used} That task does other work: ${differs}.\n\nGet a new id for other work: globus task generate-submission-id\n`,
    );
  });
});

describe.each(lines.map(([words, task]) => [words.join(' '), words, task] as const))('%s', (_, words, task) => {
  test('with other paths, of which a task does not tell: it is not done, however often it is tried', async () => {
    const configDir = temporaryFolder();
    writeLogin(configDir, usualLogins);
    const submit = (from: string, code: string) => run(words, task, {}, code, { from, configDir });
    expect((await submit('/a', 'Accepted')).code).toBe(0);
    for (const _again of [1, 2]) {
      const { code, stdout, stderr } = await submit('/other', 'Duplicate');
      expect({ code, stdout }).toEqual({ code: 1, stdout: '' });
      expect(stderr).toContain(`${used} That task does other work: its paths or options are different.\n`);
    }
    expect((await submit('/a', 'Duplicate')).code).toBe(0);
    expect((await run(words, task, { label: 'tidied' }, 'Duplicate', { configDir })).code).toBe(0);
    // a service that took it as new had nothing under the id
    expect((await submit('/other', 'Accepted')).code).toBe(0);
    expect((await submit('/other', 'Duplicate')).code).toBe(0);
  });

  test('with other paths, where nobody here knows for what it was used: the first line stays right', async () => {
    const configDir = temporaryFolder();
    writeLogin(configDir, usualLogins);
    const submit = (from: string, code: string) => run(words, task, {}, code, { from, configDir });
    expect((await submit('/a', 'Accepted')).code).toBe(0);
    rmSync(join(configDir, 'submission-ids'), { recursive: true });
    const unknown = await submit('/other', 'Duplicate');
    expect([unknown.code, unknown.stderr]).toEqual([0, expect.stringContaining(used)]);
    expect((await submit('/a', 'Duplicate')).code).toBe(0);
  });
});

test('a first try whose answer was lost is not forgotten: other paths under its id are not done', async () => {
  const configDir = temporaryFolder();
  writeLogin(configDir, usualLogins);
  const url = `${transferUrl}/transfer`;
  const body = { ...posted('/a'), label: 'nightly', submission_id: submissionId };
  const lost = fakeApi(
    [
      { method: 'POST', url, body, status: 502, response: {} },
      { method: 'POST', url, body, response: answer },
      { method: 'GET', url: `${transferUrl}/task/${taskId}`, response: succeeded() },
    ],
    { lenientReads: true },
  );
  const first = [...transfer, '--submission-id', submissionId];
  expect((await globus(first, { api: lost, configDir })).code).toBe(0);
  const other = await run(transfer, {}, {}, 'Duplicate', { from: '/other', configDir });
  expect([other.code, other.stderr]).toEqual([1, expect.stringContaining('It may be other work')]);
  expect((await run(transfer, {}, {}, 'Duplicate', { configDir })).code).toBe(0);
});

describe('several at once, of which one is accepted', () => {
  const records = () => {
    const lines: string[] = [];
    return {
      lines,
      sentUnder: () => Promise.resolve([...lines]),
      keepSent: (_: string, line: string) => Promise.resolve(void lines.push(line)),
    };
  };
  const deletion = (path: string) => ({ DATA_TYPE: 'delete', endpoint: sourceId, DATA: [{ path }] }) as const;
  const getTask = () => Promise.resolve(succeeded({ type: 'DELETE', label: null }));
  const answered = { task_id: taskId, submission_id: submissionId } as never;
  test.each([true, false])(
    'the others are other work, and the same line is not (the first says so early: %s)',
    async (isEarly) => {
      const kept = records();
      const [first, other, same] = ['/a', '/b', '/a'].map((path) => new SentBefore(deletion(path), submissionId, kept));
      for (const each of [first, other, same]) await each!.keep();
      const winner = isEarly ? first!.accepted() : delay(300).then(() => first!.accepted());
      const notices = { warn: vi.fn() };
      await expect(other!.tellUsed(answered, { getTask } as never, notices)).rejects.toThrow(
        'its paths or options are different',
      );
      await same!.tellUsed(answered, { getTask } as never, notices);
      expect(notices.warn).toHaveBeenCalledOnce();
      await winner;
    },
  );

  test('of which nobody knows what the service has: none is taken for done', async () => {
    const kept = records();
    for (const path of ['/a', '/b']) await new SentBefore(deletion(path), submissionId, kept).keep();
    const again = new SentBefore(deletion('/a'), submissionId, kept);
    await again.keep();
    await expect(again.tellUsed(answered, { getTask } as never, { warn: vi.fn() })).rejects.toThrow(
      'It may be other work',
    );
  });
});
