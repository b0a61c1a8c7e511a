import { describe, expect, test } from 'vitest';
import { judge } from '../../src/cli/failure.js';
import { CliError } from '../../src/errors.js';
import { fakeApi } from '../support/fake-api.js';
import { globus } from '../support/globus.js';
import { destinationId, sourceId, taskId } from '../support/tasks.js';
import { refusal, transferUrl } from '../support/transfer.js';

const refused = () => fakeApi([{ method: 'GET', url: `${transferUrl}/task/${taskId}`, ...refusal }]);
const show = ['task', 'show', taskId];

describe('an error', () => {
  test('in JSON mode is JSON on stderr, with the same exit code and an empty stdout', async () => {
    const text = await globus(show, { api: refused() });
    const json = await globus([...show, '-F', 'json'], { api: refused() });
    expect([json.code, json.stdout]).toEqual([text.code, '']);
    expect(JSON.parse(json.stderr)).toEqual({
      error: 'ServiceError',
      message: 'Globus Transfer: You may not do this.',
      exit_code: 1,
      service: 'transfer',
      http_status: 403,
      code: 'PermissionDenied',
      request_id: 'r2',
      response: refusal.response,
    });
  });
  test('of the line is JSON, too, before anything is read', async () => {
    for (const argv of [
      ['task', 'shwo', '--json'],
      ['ls', '-Fjson'],
      ['ls', '--format', 'JSON'],
      ['ls', '--json', '--frobnicate'],
    ]) {
      const { code, stdout, stderr } = await globus(argv);
      expect([code, stdout]).toEqual([2, '']);
      expect(JSON.parse(stderr)).toMatchObject({ error: 'UsageError', exit_code: 2 });
    }
  });
  test('is not JSON for a word that is not for globus, or the value of another flag', async () => {
    for (const [argv, start] of [
      [['task', 'show', '--', taskId, '--json'], 'Unexpected'],
      [['task', 'show', '--frobnicate', '--', '--json', '--debug'], 'Unknown option'],
      [['--frobnicate', '--', '--json'], 'Missing command'],
      [[...show, '--profile', '--json'], 'globus login --profile --json'],
    ] as const) {
      const { stderr } = await globus(argv);
      expect([argv, stderr]).toEqual([argv, expect.stringMatching(start)]);
      expect(stderr).not.toContain('{');
      expect(stderr).not.toContain('    at ');
    }
  });
  test('--map-http-status gives it another code, which JSON says', async () => {
    const { code, stderr } = await globus([...show, '--map-http-status', '404=50,403=51', '--json'], {
      api: refused(),
    });
    expect([code, (JSON.parse(stderr) as { exit_code: number }).exit_code]).toEqual([51, 51]);
    expect((await globus([...show, '--map-http-status', '404=50'], { api: refused() })).code).toBe(1);
    expect((await globus([...show, '--map-http-status', '403=0'], { api: refused() })).code).toBe(0);
  });
  test.each(['403', '403=2', '403=x', '99=50', '600=50', '403=100'])('refuses --map-http-status %s', async (map) => {
    expect(await globus([...show, '--map-http-status', map])).toMatchObject({ code: 2, stdout: '' });
  });
  test('names its code once', () => {
    const options = { json: false, debug: false };
    expect(judge(new CliError('It broke.', { data: { code: 'Broken' } }), options).text).toBe('It broke. [Broken]\n');
    expect(judge(new CliError('It broke: Broken.', { data: { code: 'Broken' } }), options).text).toBe(
      'It broke: Broken.\n',
    );
  });
  test('that nobody expected is called a bug; its stack is for --debug', () => {
    const error = new TypeError('x is not a function');
    expect(judge(error, { json: false, debug: false })).toEqual({
      exitCode: 1,
      text: 'Unexpected error: TypeError: x is not a function\nThis is a bug in globus: please report it, with what --debug prints.\n',
    });
    expect(judge(error, { json: false, debug: true }).text).toContain('failure.test.ts');
    expect(JSON.parse(judge(error, { json: true, debug: false }).text)).toMatchObject({ error: 'Bug', exit_code: 1 });
  });
});

describe('--jmespath', () => {
  test('that is no expression is refused before anything is sent', async () => {
    const { code, stdout, stderr } = await globus([...show, '--jmespath', 'a[']);
    expect([code, stdout]).toEqual([1, '']);
    expect(stderr).toContain("--jmespath: 'a[' is not a JMESPath expression:");
  });
  test.each([
    ['DATA[].{a: lenght(x)}', 'lenght'],
    ['sort_by(x, &toString(y))', 'toString'],
  ])('that calls what is no function is refused before anything is sent: %s', async (expression, name) => {
    const { code, stdout, stderr } = await globus([...show, '--jmespath', expression]);
    expect([code, stdout]).toEqual([1, '']);
    expect(stderr).toBe(`--jmespath: '${expression}' is not a JMESPath expression: there is no function '${name}'\n`);
  });
  test('may hold a literal that looks like a call', async () => {
    const api = fakeApi([
      { method: 'GET', url: `${transferUrl}/task/${taskId}`, response: { task_id: taskId, status: 'ACTIVE' } },
    ]);
    const literal = '`{"type": "Function", "name": "x"}`.name';
    expect(await globus([...show, '--jmespath', literal], { api })).toMatchObject({ code: 0, stdout: '"x"\n' });
  });
  test('that fails on what came is a failure, as in the official CLI', async () => {
    const api = fakeApi([
      { method: 'GET', url: `${transferUrl}/task/${taskId}`, response: { task_id: taskId, status: 'ACTIVE' } },
    ]);
    expect(await globus([...show, '--jmespath', 'abs(status)'], { api })).toMatchObject({ code: 1, stdout: '' });
  });
});

describe('a word that is not known', () => {
  test.each([
    [['trasnfer'], 'transfer', 'globus --help'],
    [['task', 'shwo'], 'show', 'globus task --help'],
    [['bookmark', 'lst'], 'list', 'globus bookmark --help'],
    [['ls', '--recursiv'], '--recursive', 'globus ls --help'],
    [['task', 'list', '--limt', '3'], '--limit', 'globus task list --help'],
  ])('%j: the nearest is suggested, and where to read', async (argv, nearest, help) => {
    const { code, stdout, stderr } = await globus(argv);
    expect([code, stdout]).toEqual([2, '']);
    expect(stderr).toContain(`Did you mean ${nearest}?`);
    expect(stderr).toContain(help);
  });
  test.each([
    [['group', 'set-role', 'X'], ['group member set-role']],
    [
      ['gcs', 'set-owner'],
      ['gcs collection set-owner', 'gcs endpoint set-owner'],
    ],
    // a word that many have says nothing
    [['gcs', 'list'], []],
    [['group', 'frobnicate'], []],
  ])('%j: the commands of that name further down are told', async (argv, paths) => {
    const { code, stderr } = await globus(argv);
    expect(code).toBe(2);
    expect([...stderr.matchAll(/Did you mean: {2}globus (.+)/g)].map(([, path]) => path)).toEqual(paths);
    expect(stderr).toMatch(/^Unknown command/);
  });
  test.each([
    [['show', 'task', '@last'], ['task show @last']],
    [['list', 'tasks', '--limit', '3'], ['task list --limit 3']],
    [['create', 'group', 'My lab'], ["group create 'My lab'"]],
    [['list', 'members', 'X'], ['group member list X']],
    [['group', 'add', 'member', 'X'], ['group member add X']],
    [['get-task', 'X'], ['task show X']],
    [['make', 'policies'], ['policy create']],
    [['task', 'ls'], ['task list']],
    [['copy', 'a', 'b'], ['cp a b']],
    [['group', 'remove', 'X', 'Y'], ['group member remove']],
    // a secret is not said again
    [['create', 'gcs', 'user-credential', '--secret-key', 'x'], ['gcs user-credential create']],
    [['make', 'client', '--client-secret', 'x'], ['client create']],
  ])('%j: the line in the right order, or with our words', async (argv, lines) => {
    const { code, stderr } = await globus(argv);
    expect(code).toBe(2);
    expect([...stderr.matchAll(/Did you mean: {2}globus (.+)/g)].map(([, line]) => line)).toEqual(lines);
    expect(stderr).toMatch(/^Unknown command '\S+'\.\n/);
  });
  test('several lines are told, each of its own command', async () => {
    const { stderr } = await globus(['show', 'role']);
    expect([...stderr.matchAll(/Did you mean: {2}globus (.+)/g)].map(([, line]) => line)).toEqual([
      'collection role show',
      'endpoint role show',
      'gcs endpoint role show',
    ]);
  });
  test('a verb alone is told where it stands', async () => {
    expect((await globus(['create'])).stderr).toMatch(/What it is about comes first, as in: {2}globus \S+ create\n/);
    expect((await globus(['gcs', 'list'])).stderr).toMatch(/as in: {2}globus gcs \S+ list\n/);
  });
  test.each([
    [['collection', 'update', 'X', '--name', 'Y'], '--name', '--display-name'],
    [['group', 'update', 'X', '--display-name', 'Y'], '--display-name', '--name'],
    [['flows', 'update', 'X', '--name=Y'], '--name', '--title'],
    [['timer', 'update', 'X', '--title', 'Y'], '--title', '--name'],
  ])('%j: what the flag is called here', async (argv, typed, meant) => {
    expect((await globus(argv)).stderr).toContain(`Unknown option '${typed}' (Did you mean ${meant}?)`);
  });
  test('a place that a shell took a lone quotation mark from is told how to be quoted', async () => {
    const { stderr } = await globus(['ls', 'Adas Results:/x\n']);
    expect(stderr).toContain(`put all of it in double quotes: "Ada's Results:/data/"`);
  });
  test.each([
    [['--hlep'], 'globus', '--help'],
    [['task', '--hlep'], 'globus task', '--help'],
    [['--verbos'], 'globus', '--verbose'],
  ])('%j: a flag without a command is none, and the nearest is suggested', async (argv, path, nearest) => {
    const unknown = `Unknown option '${argv.find((word) => word.startsWith('-')) ?? ''}' (Did you mean ${nearest}?)`;
    const off = await globus(argv);
    expect([off.code, off.stderr]).toEqual([
      2,
      `Missing command after '${path}'.\n\n${unknown}\nSee what there is: ${path} --help\n`,
    ]);
    const on = await globus(argv, { terminal: { columns: 80 } });
    expect([on.code, on.stderr]).toEqual([2, `${unknown}\n\nSee: ${path} --help\n`]);
  });
  test.each([
    [['transfer', 'A', 'B', '--sync', 'mtime'], "Unknown option '--sync' (Did you mean --sync-level?)"],
    [['transfer', 'A', 'B', '--sync=mtime'], "Unknown option '--sync' (Did you mean --sync-level?)"],
    [['transfer', 'A', 'B', '--recursive=yes'], '--recursive takes no value: give it by itself, or leave it out.'],
    [['transfer', 'A', 'B', '--preserve'], "Unknown option '--preserve' (Did you mean --preserve-timestamp?)"],
    [['transfer', 'A', 'B', '--verify'], "Unknown option '--verify' (Did you mean --verify-checksum?)"],
    [['transfer', 'A', 'B', '--no-verify'], "Unknown option '--no-verify' (Did you mean --no-verify-checksum?)"],
    [
      ['task', 'list', '--filter-requested', '2026-01-01'],
      "Unknown option '--filter-requested' (Did you mean one of --filter-requested-after, --filter-requested-before?)",
    ],
  ])('%j: what begins so is suggested', async (argv, message) => {
    expect(await globus(argv)).toEqual({
      code: 2,
      stdout: '',
      stderr: `${message}\n\nSee: globus ${argv[0] === 'task' ? 'task list' : 'transfer'} --help\n`,
    });
  });
  test.each([
    ['login', '--client-secret=S3CRET'],
    ['login', "--client-secret=S3CRET' =S3CRET\nS3CRET"],
    ['login', '-client-secret=S3CRET'],
    ['login', '--no-browsr=S3CRET'],
    ['--client-secret=S3CRET', 'login'],
    ['login', '--force=S3CRET'],
    ['gcs', 'user-credential', 'create', 's3', 'A', 'B', 'C', 'D', 'E', '--s3-secret-key=S3CRET'],
    ['transfer', 'A', 'B', '--secret=S3CRET'],
  ])('%j: what stands behind the = is told to nobody, nor in the trace', async (...argv) => {
    for (const line of [argv, ['--debug', ...argv], [...argv, '--debug'], [...argv, '-Fjson']]) {
      const { code, stdout, stderr } = await globus(line);
      expect([code, stdout, stderr.includes('S3CRET')]).toEqual([2, '', false]);
      expect(stderr).toMatch(/^(Unknown option '--?[a-z0-9-]+'|--force takes no value|\{)/m);
    }
  });
  test('the start of very many flags gets no list of them', async () => {
    const { code, stderr } = await globus(['task', 'list', '--filter']);
    expect([code, stderr]).toEqual([2, "Unknown option '--filter'.\n\nSee: globus task list --help\n"]);
  });
  test('that is like nothing gets no suggestion', async () => {
    const { code, stderr } = await globus(['frobnicate']);
    expect(code).toBe(2);
    expect(stderr).not.toContain('Did you mean');
  });
  test('a topic without a command shows its help on stderr, exit 2', async () => {
    const { code, stdout, stderr } = await globus(['task']);
    expect([code, stdout]).toEqual([2, '']);
    expect(stderr).toContain('globus task COMMAND');
  });
});

describe('a flag that takes a file', () => {
  const takes = '--batch takes a file, or - for standard input: it took';
  test('says so where nothing follows it', async () => {
    const { code, stderr } = await globus(['transfer', sourceId, destinationId, '--batch']);
    expect([code, stderr]).toEqual([
      2,
      "Option '--batch' takes a file, or - for standard input.\n\nSee: globus transfer --help\n",
    ]);
    expect((await globus(['transfer', sourceId, destinationId, '--label'])).stderr).toMatch(
      /^Option '--label' needs a value\.\n/,
    );
  });
  test.each([
    ['transfer', ['transfer', sourceId, destinationId, '--batch=']],
    ['delete', ['delete', sourceId, '--batch', '']],
    ['group member add', ['group', 'member', 'add', taskId, '--from=']],
  ])('says so where it is empty: %s', async (_command, argv) => {
    const { code, stderr } = await globus(argv);
    expect(code).toBe(2);
    expect(stderr).toMatch(/^Option '--(batch|from)' takes a file, or - for standard input\.\n/);
  });
  test('says what it took where an argument is missing, or one is too many', async () => {
    expect(await globus(['transfer', '--batch', sourceId, destinationId])).toMatchObject({
      code: 2,
      stderr: `Missing argument 'DEST_ENDPOINT_ID[:DEST_PATH]'.\n\n${takes} '${sourceId}'.\nSee: globus transfer --help\n`,
    });
    expect(await globus(['transfer', sourceId, destinationId, '--batch', 'a.txt', 'b.txt'])).toMatchObject({
      code: 2,
      stderr: `Unexpected argument: 'b.txt'.\n\n${takes} 'a.txt'.\nSee: globus transfer --help\n`,
    });
  });
});
