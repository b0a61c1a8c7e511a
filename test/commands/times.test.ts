/** Times that users write and services read, in zones that are not UTC and on both sides of a change of the clocks. */
import { afterEach, describe, expect, test } from 'vitest';
import { fakeApi, type FakeApi } from '../support/fake-api.js';
import { globus } from '../support/globus.js';
import { task, taskId } from '../support/tasks.js';
import { result, transferUrl } from '../support/transfer.js';

const id = '1405823f-0597-4a16-b296-46d4f0ae4b15';
const now = new Date('2026-01-15T00:00:00Z');
const at = (path: string) => `${transferUrl}${path}`;
const inZone = (zone: string) => (process.env['TZ'] = zone);
afterEach(() => inZone('UTC'));

/** A network that takes every change, and the times that it was sent. */
function updates(): { api: FakeApi; sent: string[] } {
  const sent: string[] = [];
  const take = (async (input: string | URL | Request, init?: RequestInit) => {
    const body = (await new Request(input, init).json()) as { deadline?: string; expiration_date?: string };
    sent.push(body.deadline ?? body.expiration_date ?? '');
    return Response.json(result('Updated', 'Changed.'));
  }) as typeof fetch;
  return { api: { fetch: take, calls: [], verify: () => undefined }, sent };
}
/** The moment as the service reads it: without a zone it is UTC, as it is without a time. */
const read = (text: string) =>
  new Date(/:.*(?:Z|[+-]\d\d:?\d\d)$/.test(text) || !text.includes(':') ? text : `${text.replace(' ', 'T')}Z`);

/** What a user types (without a zone: their local time), and the moment it is in UTC. */
const moments: [zone: string, typed: string, utc: string][] = [
  ['Asia/Tokyo', '2026-12-01T10:00:00Z', '2026-12-01T10:00:00'],
  ['Asia/Tokyo', '2026-12-01 10:00:00', '2026-12-01T01:00:00'],
  ['Asia/Tokyo', '2026-12-01T10:00:00-0800', '2026-12-01T18:00:00'],
  ['Asia/Tokyo', '2026-12-01', '2026-11-30T15:00:00'],
  // the clocks of Los Angeles change on 2026-03-08 and 2026-11-01
  ['America/Los_Angeles', '2026-03-08 01:59:59', '2026-03-08T09:59:59'],
  ['America/Los_Angeles', '2026-03-08 03:00:00', '2026-03-08T10:00:00'],
  ['America/Los_Angeles', '2026-11-01 02:00:00', '2026-11-01T10:00:00'],
  ['America/Los_Angeles', '2026-10-31 23:00:00', '2026-11-01T06:00:00'],
  // those of Berlin on 2026-03-29 and 2026-10-25
  ['Europe/Berlin', '2026-03-29T01:00:00', '2026-03-29T00:00:00'],
  ['Europe/Berlin', '2026-03-29T03:00:00', '2026-03-29T01:00:00'],
  ['Europe/Berlin', '2026-10-25T03:00:00', '2026-10-25T02:00:00'],
  ['Europe/Berlin', '2026-10-25 02:30:00+02:00', '2026-10-25T00:30:00'],
  ['Europe/Berlin', '2026-10-25 02:30:00+01', '2026-10-25T01:30:00'],
  // half an hour, and a change of half an hour on 2026-04-05
  ['Australia/Lord_Howe', '2026-04-04 12:00:00', '2026-04-04T01:00:00'],
  ['Australia/Lord_Howe', '2026-04-06 12:00:00', '2026-04-06T01:30:00'],
  ['Asia/Kathmandu', '2026-06-01 05:45:00', '2026-06-01T00:00:00'],
  ['Asia/Kathmandu', '2026-06-01 05:45:30.250 UTC', '2026-06-01T05:45:30'],
  ['UTC', '2026-12-01T10:00:00', '2026-12-01T10:00:00'],
];

describe.each(moments)('in %s, %s', (zone, typed, utc) => {
  test.each([
    ['transfer', [`${id}:/a`, `${id}:/b`], 'transfer'],
    ['delete', [`${id}:/a`], 'delete'],
    ['rm', [`${id}:/a`], 'delete'],
  ])('is the deadline of %s', async (name, places, route) => {
    inZone(zone);
    const { stdout, code, stderr } = await globus(
      [name, ...places, '--deadline', typed, '--submission-id', taskId, '--dry-run', '-Fjson'],
      { now },
    );
    expect(code, stderr).toBe(0);
    expect(JSON.parse(stdout), route).toMatchObject({ deadline: utc });
  });
  test('limits `task list` and the tasks of a manager', async () => {
    inZone(zone);
    const stamp = utc.replace('T', ' ');
    const range = encodeURIComponent(`${stamp},${stamp}`);
    const api = fakeApi(
      [
        {
          method: 'GET',
          url: at(
            `/task_list?limit=1000&orderby=request_time+DESC&filter=type%3ATRANSFER%2CDELETE%2Frequest_time%3A${range}%2Fcompletion_time%3A${range}`,
          ),
          response: { DATA: [], total: 0 },
        },
        {
          method: 'GET',
          url: at(
            `/endpoint_manager/task_list?limit=1000&filter_completion_time=${encodeURIComponent(`${utc}+00:00,${utc}+00:00`)}`,
          ),
          response: { DATA: [], has_next_page: false },
        },
      ],
      { lenientReads: true },
    );
    const both = (what: string) => [`--filter-${what}-after`, typed, `--filter-${what}-before`, typed];
    expect((await globus(['task', 'list', ...both('requested'), ...both('completed')], { api, now })).code).toBe(0);
    const managed = await globus(['endpoint-manager', 'task', 'list', ...both('completed')], { api, now });
    expect(managed.code, managed.stderr).toBe(0);
    expect(api.calls).toHaveLength(2);
  });
  test('reaches the service as that moment where it is sent as text', async () => {
    inZone(zone);
    const { api, sent } = updates();
    const rule = ['endpoint', 'permission', 'update', id, 'rule', '--expiration-date', typed];
    for (const line of [['task', 'update', taskId, '--deadline', typed], rule]) {
      const { code, stderr } = await globus(line, { api, now });
      expect(code, stderr).toBe(0);
    }
    expect(sent.map((text) => read(text).toISOString().slice(0, 19))).toEqual([utc, utc]);
  });
});

test.each(['Asia/Tokyo', 'America/Los_Angeles', 'Europe/Berlin', 'Australia/Lord_Howe', 'UTC'])(
  'in %s what `task show` prints can be given back to `task update`',
  async (zone) => {
    inZone(zone);
    for (const deadline of ['2026-03-29T00:59:59+00:00', '2026-07-01T12:00:00+00:00', '2026-11-01T10:00:00+00:00']) {
      const shown = await globus(['task', 'show', taskId], {
        api: fakeApi([{ method: 'GET', url: at(`/task/${taskId}`), response: task({ deadline }) }]),
      });
      const printed = /^Deadline: +(.+)$/m.exec(shown.stdout)?.[1] ?? '';
      const { api, sent } = updates();
      const { code, stderr } = await globus(['task', 'update', taskId, '--deadline', printed], { api });
      expect(code, `${printed}\n${stderr}`).toBe(0);
      expect(sent.map(read), printed).toEqual([new Date(deadline)]);
    }
  },
);

test('a zone that does not exist is refused', async () => {
  const { code, stderr } = await globus(['task', 'update', taskId, '--deadline', '2026-01-01T00:00:00+99:00']);
  expect([code, stderr]).toEqual([2, expect.stringContaining('in a zone that exists')]);
});
