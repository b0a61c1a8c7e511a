import { describe, expect, test } from 'vitest';
import { type Exchange, fakeApi } from '../support/fake-api.js';
import { globus } from '../support/globus.js';
import { submissionId, succeeded, task, taskId } from '../support/tasks.js';
import { collectionId as id, refusal, result, transferUrl } from '../support/transfer.js';

const at = (operation: string) => `${transferUrl}/operation/endpoint/${id}/${operation}`;

describe('globus stat', () => {
  const found = {
    DATA_TYPE: 'file',
    name: 'run7.h5',
    type: 'file',
    size: 1024,
    permissions: '0644',
    user: 'ada',
    group: null,
    last_modified: '2026-03-01 10:00:00+00:00',
  };
  const exchange = { method: 'GET', url: `${at('stat')}?path=%2Fdata%2Frun7.h5`, response: found };
  test('shows what is there', async () => {
    expect((await globus(['stat', `${id}:/data/run7.h5`], { api: fakeApi([exchange]) })).stdout).toBe(
      'Name:          run7.h5\nType:          file\nLast Modified: 2026-03-01 10:00:00+00:00\nSize:          1024\nPermissions:   0644\nUser:          ada\nGroup:         None\n',
    );
  });
  test('as JSON is the document; the local user is asked for', async () => {
    const api = fakeApi([{ ...exchange, url: `${exchange.url}&local_user=bob` }]);
    expect(
      JSON.parse((await globus(['stat', `${id}:/data/run7.h5`, '-F', 'json', '--local-user', 'bob'], { api })).stdout),
    ).toEqual(found);
  });
  test('that nothing is there is an answer; in JSON the code says it', async () => {
    const none = { ...exchange, status: 404, response: { code: 'NotFound', message: 'no', request_id: 'r' } };
    expect(await globus(['stat', `${id}:/data/run7.h5`], { api: fakeApi([none]) })).toEqual({
      code: 0,
      stdout: 'Nothing found at /data/run7.h5\n',
      stderr: '',
    });
    expect((await globus(['stat', `${id}:/data/run7.h5`, '--jq', 'code'], { api: fakeApi([none]) })).stdout).toBe(
      '"NotFound"\n',
    );
  });
  test('that the collection is not there is a failure', async () => {
    const none = {
      ...exchange,
      status: 404,
      response: { code: 'EndpointNotFound', message: 'No such endpoint', request_id: 'r' },
    };
    const { code, stderr } = await globus(['stat', `${id}:/data/run7.h5`], { api: fakeApi([none]) });
    expect(code).toBe(1);
    expect(stderr).toContain('Find the id with: globus endpoint search WORDS');
  });
  test('wants a path', async () => {
    expect(await globus(['stat', id])).toMatchObject({
      code: 2,
      stdout: '',
      stderr: expect.stringContaining(`the path is missing; expected '${id}:PATH'.`) as string,
    });
  });
});

describe('globus mkdir', () => {
  const body = { DATA_TYPE: 'mkdir', path: '/data/run 8/' };
  const exchange = {
    method: 'POST',
    url: at('mkdir'),
    body,
    response: result('DirectoryCreated', 'The directory was created successfully'),
  };
  test('makes a folder', async () => {
    expect(await globus(['mkdir', `${id}:/data/run 8/`], { api: fakeApi([exchange]) })).toEqual({
      code: 0,
      stdout: 'The directory was created successfully\n',
      stderr: '',
    });
  });
  test('as a local user; JSON is the answer', async () => {
    const api = fakeApi([{ ...exchange, body: { ...body, local_user: 'bob' } }]);
    expect((await globus(['mkdir', `${id}:/data/run 8/`, '--local-user', 'bob', '--jq', 'code'], { api })).stdout).toBe(
      '"DirectoryCreated"\n',
    );
  });
  test("a folder that exists is the collection's answer, not trouble of Globus", async () => {
    const refused = {
      ...exchange,
      status: 502,
      response: {
        code: 'ExternalError.MkdirFailed.Exists',
        message: "Path '/data/run 8/' already exists",
        request_id: 'r',
      },
    };
    const api = fakeApi([refused]);
    expect(await globus(['mkdir', `${id}:/data/run 8/`], { api })).toEqual({
      code: 1,
      stdout: '',
      stderr: "Globus Transfer: Path '/data/run 8/' already exists [ExternalError.MkdirFailed.Exists]\nRequest id: r\n",
    });
    expect(api.calls).toHaveLength(1);
  });
  test('a request that makes something is not sent again', async () => {
    const api = fakeApi([
      { ...exchange, status: 503, response: { code: 'ServiceUnavailable', message: 'Later', request_id: 'r' } },
    ]);
    expect((await globus(['mkdir', `${id}:/data/run 8/`], { api })).code).toBe(1);
    expect(api.calls).toHaveLength(1);
  });
  test.each(['/a\nb', '/a\0b'])('refuses a path that no folder can have: %j', async (path) => {
    expect(await globus(['mkdir', `${id}:${path}`])).toMatchObject({
      code: 2,
      stderr: expect.stringContaining('has a line break or a NUL, which places cannot have') as string,
    });
  });
});

describe('globus rename', () => {
  const body = { DATA_TYPE: 'rename', old_path: '/a', new_path: '/b' };
  const exchange = {
    method: 'POST',
    url: at('rename'),
    body,
    response: result('FileRenamed', 'File or directory renamed successfully'),
  };
  test.each([[[`${id}:/a`, `${id}:/b`]], [[`${id}:/a`, '/b']]])('takes places: %j', async (places) => {
    expect(await globus(['rename', ...places], { api: fakeApi([exchange]) })).toMatchObject({ code: 0 });
  });
  test.each(['Lab:', id + ':'])('a second place without a path, %s, is no name of a file', async (second) => {
    const { code, stdout, stderr } = await globus(['rename', `${id}:/a`, second]);
    expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
    expect(stderr).toBe(
      `There is no path after the colon of '${second}'.\n\n` +
        `Give the new path: globus rename ${id}:/a ${second}/NEW_PATH\n`,
    );
  });
  test('places of two collections are refused, and mv is named', async () => {
    const { code, stderr } = await globus(['rename', `${id}:/a`, 'Lab data:/b']);
    expect([code, stderr]).toEqual([2, expect.stringMatching(/are on different collections[^]*globus mv/)]);
  });
  test('moves a file', async () => {
    expect((await globus(['rename', id, '/a', '/b'], { api: fakeApi([exchange]) })).stdout).toBe(
      'File or directory renamed successfully\n',
    );
  });
  test('as a local user; JSON is the answer', async () => {
    const api = fakeApi([{ ...exchange, body: { ...body, local_user: 'bob' } }]);
    expect(
      JSON.parse((await globus(['rename', id, '/a', '/b', '--local-user', 'bob', '-F', 'json'], { api })).stdout),
    ).toEqual(exchange.response);
  });
  test('is refused as the service refuses it', async () => {
    expect(await globus(['rename', id, '/a', '/b'], { api: fakeApi([{ ...exchange, ...refusal }]) })).toMatchObject({
      code: 1,
      stdout: '',
    });
  });
  test('wants both paths', async () => {
    const { code, stderr } = await globus(['rename', id, '/a']);
    expect([code, stderr]).toEqual([2, "Missing argument 'DEST_PATH'.\n\nSee: globus rename --help\n"]);
  });
});

const item = (path: string) => ({ DATA_TYPE: 'delete_item', path });
const deletion = (over: object = {}) => ({
  DATA_TYPE: 'delete',
  endpoint: id,
  DATA: [item('/old')],
  ignore_missing: false,
  interpret_globs: false,
  ...over,
});
const submission: Exchange = { method: 'GET', url: `${transferUrl}/submission_id`, response: { value: submissionId } };
const submitted = {
  DATA_TYPE: 'delete_result',
  code: 'Accepted',
  message: 'The delete has been accepted and a task has been created and queued for execution',
  task_id: taskId,
  submission_id: submissionId,
};
const post = (over: object = {}): Exchange => ({
  method: 'POST',
  url: `${transferUrl}/delete`,
  body: deletion({ submission_id: submissionId, ...over }),
  response: submitted,
});
const look = (document: object): Exchange => ({
  method: 'GET',
  url: `${transferUrl}/task/${taskId}`,
  response: document,
});

describe('globus delete', () => {
  test('submits and prints the task', async () => {
    const { code, stdout } = await globus(['delete', `${id}:/old`], { api: fakeApi([submission, post()]) });
    expect([code, stdout]).toEqual([0, `Message: ${submitted.message}\nTask ID: ${taskId}\n`]);
  });
  test("a submission id of one's own is used and none asked for; JMESPath reads the answer", async () => {
    const api = fakeApi([
      {
        ...post({
          submission_id: 'mine',
          recursive: true,
          ignore_missing: true,
          label: 'clean up',
          notify_on_succeeded: false,
          notify_on_failed: true,
          notify_on_inactive: false,
          deadline: '2027-01-31T00:00:00',
        }),
      },
    ]);
    const argv = [
      '-rf',
      '--label',
      'clean up',
      '--notify',
      'failed',
      '--deadline',
      '2027-01-31',
      '--submission-id',
      'mine',
      '--jmespath',
      'task_id',
    ];
    expect((await globus(['delete', `${id}:/old`, ...argv], { api })).stdout).toBe(`"${taskId}"\n`);
  });
  test('--dry-run asks no service and shows what would go', async () => {
    expect(await globus(['delete', `${id}:/old`, '--dry-run'])).toEqual({
      code: 0,
      stdout: 'Path\n----\n/old\n',
      stderr: '',
    });
    expect(JSON.parse((await globus(['delete', `${id}:/old`, '--dry-run', '-F', 'json'])).stdout)).toEqual(deletion());
  });
  test('a batch names paths below the one on the line', async () => {
    const stdin = 'a.txt\n"with space.txt"\n# a comment\n\n/absolute\n../up\n';
    const { stdout } = await globus(['delete', `${id}:/old/`, '--batch', '-', '--dry-run', '--jq', 'DATA[].path'], {
      stdin,
    });
    expect(JSON.parse(stdout)).toEqual(['/old/a.txt', '/old/with space.txt', '/absolute', '/up']);
  });
  test.each([
    ["a.txt\n''\n", 'standard input, line 2: a path is empty.'],
    [
      'a.txt\n.\n',
      "standard input, line 2: '.' is the home folder or one above it, with all that is in it: name that on the command line, not in a list.",
    ],
    ['a.txt\nb c\n', 'standard input, line 2: expected one path, found 2 words (quote a path that has spaces).'],
  ])('a batch %j is refused before anything is sent', async (stdin, words) => {
    expect(await globus(['delete', id, '--batch', '-'], { stdin })).toEqual({
      code: 2,
      stdout: '',
      stderr: `${words}\n`,
    });
  });
  // what came is not what the command line says, so that the exit code is that of a failure
  test.each([
    ['# one\n\n"open\n', 'standard input, line 3: a " is left open.'],
    ['# one\r\ntrailing\\\r\n', 'standard input, line 2: nothing follows the last backslash.'],
    ['# nothing\n', 'Standard input names no paths: nothing to WORK.'],
    ['', 'Standard input names no paths: nothing to WORK.'],
  ])('a batch %j cannot be worked on', async (stdin, words) => {
    for (const [work, ends] of [
      ['delete', [id]],
      ['transfer', [id, id]],
    ] as const) {
      const failed = await globus([work, ...ends, '--batch', '-'], { stdin });
      expect(failed).toEqual({ code: 1, stdout: '', stderr: `${words.replace('WORK', work)}\n` });
    }
  });
  test.each(['', '# nothing\n'])('a dry run of the batch %j shows that nothing would be done', async (stdin) => {
    for (const line of [
      ['delete', id],
      ['transfer', id, id],
      ['timer', 'create', 'transfer', id, id, '--interval', '1d'],
    ]) {
      const { code, stdout, stderr } = await globus([...line, '--batch', '-', '--dry-run', '-F', 'json'], { stdin });
      expect(code, stderr).toBe(0);
      expect(stdout).toContain('"DATA": []');
    }
  });
  test.each([
    [[id], 'Give a path (ID:PATH), or name paths with --batch.'],
    [[`${id}:/old`, '--batch', '-', '--enable-globs'], '--batch and --enable-globs are mutually exclusive.'],
    [[`${id}:/old`, '--notify', 'sometimes'], 'sometimes'],
    [[`${id}:/old`, '--deadline', 'someday'], "'someday' is not a date such as"],
    [[`${id}:/old`, '--deadline', '2027-02-30'], "'2027-02-30' is not a date that exists"],
    [[`${id}:/old`, '--wait-timeout', 'long'], "'long' is not a length of time"],
  ])('refuses %j', async (argv, words) => {
    const { code, stdout, stderr } = await globus(['delete', ...argv], { stdin: '' });
    expect([code, stdout]).toEqual([2, '']);
    expect(stderr).toContain(words);
  });
  test('--wait ends with what became of it', async () => {
    const done = succeeded({ type: 'DELETE', files: 3, files_transferred: null });
    const api = fakeApi([submission, post({ recursive: true }), look(task({ type: 'DELETE' })), look(done)]);
    const { code, stdout, stderr } = await globus(['delete', '-r', `${id}:/old`, '--wait'], { api });
    expect([code, stderr]).toEqual([0, `Task ${taskId} was accepted.\n`]);
    expect(stdout).toMatch(/^Status: +SUCCEEDED$/m);
  });
});

describe('globus rm', () => {
  const named = (name: string): Exchange => ({
    method: 'GET',
    url: `${at('stat')}?path=${encodeURIComponent(`/old/${name}`)}`,
    response: { DATA_TYPE: 'file', name, type: 'file', size: 1 },
  });
  test('waits, and says only on stderr which task it was', async () => {
    const api = fakeApi([
      submission,
      post({ interpret_globs: true }),
      look(task({ type: 'DELETE' })),
      look(succeeded({ type: 'DELETE' })),
    ]);
    expect(await globus(['rm', `${id}:/old`], { api })).toEqual({
      code: 0,
      stdout: '',
      stderr: `Delete task ${taskId} was submitted.\n`,
    });
  });
  test('--quiet says nothing at all', async () => {
    const api = fakeApi([submission, post({ interpret_globs: true }), look(succeeded())]);
    expect(await globus(['rm', '--quiet', `${id}:/old`], { api })).toEqual({ code: 0, stdout: '', stderr: '' });
  });
  test('in other formats it is the task', async () => {
    const api = fakeApi([submission, post({ interpret_globs: true }), look(succeeded())]);
    expect(JSON.parse((await globus(['rm', '-F', 'json', `${id}:/old`], { api })).stdout)).toEqual(succeeded());
  });
  test('a task that failed is exit 1 with the reason; JSON mode says it as JSON', async () => {
    const failed = succeeded({
      type: 'DELETE',
      status: 'FAILED',
      fatal_error: { code: 'FILE_NOT_FOUND', description: 'no such file' },
    });
    const exchanges = [submission, post({ interpret_globs: true }), look(failed)];
    const text = await globus(['rm', `${id}:/old`], { api: fakeApi(exchanges) });
    expect(text.code).toBe(1);
    expect(text.stderr).toContain(
      `Task ${taskId} failed (FILE_NOT_FOUND: no such file).\n\nWhat happened:  globus task event-list ${taskId}\n`,
    );
    const json = await globus(['rm', '--quiet', '-F', 'json', `${id}:/old`], { api: fakeApi(exchanges) });
    expect(json.code).toBe(1);
    expect(JSON.parse(json.stdout)).toEqual(failed);
    expect(JSON.parse(json.stderr)).toMatchObject({
      task_id: taskId,
      status: 'FAILED',
      fatal_error: { code: 'FILE_NOT_FOUND' },
      exit_code: 1,
    });
  });
  test('--timeout ends the waiting with the code asked for, and not the task', async () => {
    const api = fakeApi([submission, post({ interpret_globs: true }), look(task())]);
    const { code, stderr } = await globus(['rm', '--timeout', '5', '--timeout-exit-code', '75', `${id}:/old`], { api });
    expect(code).toBe(75);
    expect(stderr).toContain(
      `Task ${taskId} has not ended within 5 seconds. It continues.\n\nWait again:  globus task wait ${taskId}\nCancel it:   globus task cancel ${taskId}\n`,
    );
  });
  test('-rf takes a folder, if it is there; --no-enable-globs takes stars as they are', async () => {
    const api = fakeApi([
      submission,
      post({ DATA: [item('/old/*')], recursive: true, ignore_missing: true }),
      look(succeeded()),
    ]);
    expect((await globus(['rm', '-rf', '--no-enable-globs', `${id}:/old/*`], { api })).code).toBe(0);
  });
  test('off a terminal nobody is asked', async () => {
    const none = { ...named('*'), status: 404, response: { code: 'NotFound', message: 'no', request_id: 'r' } };
    const api = fakeApi([none, submission, post({ DATA: [item('/old/*')], interpret_globs: true }), look(succeeded())]);
    expect((await globus(['rm', `${id}:/old/*`], { api })).code).toBe(0);
  });
  test.each(['*', '[ab]', 'what?'])('a file that is called %s goes alone, and not what would fit it', async (name) => {
    const deleted = post({ DATA: [item(`/old/${name}`)], interpret_globs: false });
    const api = fakeApi([named(name), submission, deleted, look(succeeded())]);
    expect(await globus(['rm', `${id}:/old/${name}`], { api })).toMatchObject({ code: 0 });
  });
  test.each(['/', '//', '/.', '/./', '/././'])(
    'a folder that is called [x] goes alone also with %s behind it',
    async (end) => {
      const deleted = post({ DATA: [item(`/old/[x]${end}`)], recursive: true, interpret_globs: false });
      const api = fakeApi([named(`[x]${end}`), submission, deleted, look(succeeded())]);
      expect(await globus(['rm', '-r', `${id}:/old/[x]${end}`], { api })).toMatchObject({ code: 0 });
    },
  );
  test.each(['/old/x/..', '/old/x/../', '..', '.', './', '~/.', '/~/./', 'x/../.'])(
    '%s has no name, and is refused',
    async (path) => {
      expect(await globus(['rm', '-r', `${id}:${path}`])).toMatchObject({
        code: 2,
        stderr: expect.stringMatching(
          /ends in '\.{1,2}', which is (?:the folder above|all of the home folder)/,
        ) as unknown,
      });
    },
  );
  test.each([403, 502])(
    'where it cannot be looked whether there is such a file, nothing is deleted (%d)',
    async (status) => {
      const refused = { ...named('*'), status, response: { code: 'EndpointError', message: 'no', request_id: 'r' } };
      const api = fakeApi([refused]);
      expect(await globus(['rm', `${id}:/old/*`], { api })).toMatchObject({ code: 1, stdout: '' });
    },
  );
  test('--heartbeat prints a dot for every look, on stderr', async () => {
    const api = fakeApi([submission, post({ interpret_globs: true }), look(task()), look(task()), look(succeeded())]);
    const { stdout, stderr } = await globus(['rm', '-H', '--quiet', `${id}:/old`], { api });
    expect([stdout, stderr]).toEqual(['', '..\n']);
  });
  test('--dry-run deletes nothing', async () => {
    expect((await globus(['rm', '--dry-run', `${id}:/old`])).stdout).toBe('Path\n----\n/old\n');
  });
  test('the list of events is never asked for where nobody watches', async () => {
    const api = fakeApi([
      submission,
      post({ interpret_globs: true }),
      look(task({ faults: 2 })),
      look(succeeded({ faults: 2 })),
    ]);
    expect((await globus(['rm', `${id}:/old`], { api })).code).toBe(0);
    expect(api.calls.filter(({ url }) => url.includes('event_list'))).toEqual([]);
  });
});
