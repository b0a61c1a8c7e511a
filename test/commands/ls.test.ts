import { describe, expect, test } from 'vitest';
import { type Exchange, fakeApi } from '../support/fake-api.js';
import { globus } from '../support/globus.js';
import { cells } from '../support/table.js';
import { collectionId as id, refusal, transferUrl } from '../support/transfer.js';

const entry = (name: string, over: object = {}) => ({
  DATA_TYPE: 'file',
  name,
  type: 'file',
  size: 4,
  permissions: '0644',
  user: 'ada',
  group: 'lab',
  last_modified: '2026-03-01 10:00:00+00:00',
  ...over,
});
const folder = (name: string, over: object = {}) =>
  entry(name, { type: 'dir', size: 4096, permissions: '0755', ...over });
const fileList = (path: string, rows: readonly object[]) => ({
  DATA_TYPE: 'file_list',
  endpoint: id,
  path,
  DATA: rows,
});
const url = (query: Readonly<Record<string, string>>) =>
  `${transferUrl}/operation/endpoint/${id}/ls?${new URLSearchParams({ show_hidden: '0', ...query }).toString()}`;
/** The answer to a listing of one folder. */
const ls = (path: string, rows: readonly object[], query: Readonly<Record<string, string>> = {}): Exchange => ({
  method: 'GET',
  url: url({ path, ...query }),
  response: fileList(path, rows),
});

/** `/` holds a/ and b/, each with a file; a/ has a deeper folder. */
const tree = [
  ls('/', [folder('a'), folder('b'), entry('top.txt')]),
  ls('/a', [folder('deep'), entry('1.txt')]),
  ls('/b', [entry('2.txt')]),
  ls('/a/deep', [entry('3.txt'), folder('deeper')]),
];

test('du takes a size that a server leaves out for none, and counts the file', async () => {
  const { size: _, ...sizeless } = entry('unknown');
  const api = fakeApi([{ ...ls('/', [sizeless, entry('a')]), url: url({ path: '/', show_hidden: '1' }) }]);
  const { stdout } = await globus(['du', `${id}:/`, '-F', 'json'], { api });
  expect(JSON.parse(stdout)).toMatchObject({ DATA: [{ path: '/', bytes: 4, files: 2 }] });
});

describe('globus ls', () => {
  test('lists names, folders with a slash', async () => {
    const api = fakeApi([ls('/data/', [folder('runs'), entry('read me.txt'), entry('.hidden')])]);
    expect(await globus(['ls', `${id}:/data/`], { api })).toEqual({
      code: 0,
      stdout: 'runs/\nread me.txt\n.hidden\n',
      stderr: '',
    });
  });
  test('without a path, asks for the default folder by naming none', async () => {
    const api = fakeApi([{ method: 'GET', url: url({}), response: fileList('/~/', []) }]);
    expect(await globus(['ls', id], { api })).toEqual({ code: 0, stdout: '', stderr: '' });
  });
  test('-l is a table', async () => {
    const api = fakeApi([ls('/', [folder('runs'), entry('a')])]);
    expect(cells((await globus(['ls', '-l', `${id}:/`], { api })).stdout)).toEqual([
      ['Permissions', 'User', 'Group', 'Size', 'Last Modified', 'File Type', 'Filename'],
      ['0755', 'ada', 'lab', '4096', '2026-03-01 10:00:00+00:00', 'dir', 'runs/'],
      ['0644', 'ada', 'lab', '4', '2026-03-01 10:00:00+00:00', 'file', 'a'],
    ]);
  });
  test("JSON and JMESPath show the service's rows", async () => {
    const rows = [entry('a'), folder('b')];
    const api = () => fakeApi([ls('/', rows)]);
    expect(JSON.parse((await globus(['ls', `${id}:/`, '-F', 'json'], { api: api() })).stdout)).toMatchObject({
      DATA: rows,
    });
    expect(
      (await globus(['ls', `${id}:/`, '--jq', "DATA[?type=='dir'].name", '-F', 'unix'], { api: api() })).stdout,
    ).toBe('b\n');
  });
  test("flags become the service's query", async () => {
    const api = fakeApi([
      ls('/', [], { show_hidden: '1', orderby: 'size DESC,name ASC', filter: 'name:~*.txt', local_user: 'ada' }),
    ]);
    const argv = ['-a', '--orderby', 'size:desc', '--orderby', 'NAME:asc', '--filter', '*.txt', '--local-user', 'ada'];
    expect((await globus(['ls', `${id}:/`, ...argv], { api })).code).toBe(0);
  });
  test.each([
    ['~*.txt', 'name:~*.txt'],
    ['=exact', 'name:exact'],
    ['!exact', 'name:!exact'],
    ['!~*.txt', 'name:!~*.txt'],
  ])('--filter %s asks for %s', async (given, filter) => {
    expect((await globus(['ls', `${id}:/`, '--filter', given], { api: fakeApi([ls('/', [], { filter })]) })).code).toBe(
      0,
    );
  });
  test.each(['a/b', '~*/b', '!/'])('--filter %s is refused: no name has a slash', async (given) => {
    for (const more of [[], ['-r']]) {
      const { code, stderr } = await globus(['ls', `${id}:/`, '--filter', given, ...more]);
      expect([code, stderr]).toEqual([2, expect.stringContaining(`'${given}' has a '/'`)]);
    }
  });
  test('says what the service refused, with where to look', async () => {
    const api = fakeApi([
      {
        ...ls('/nope', []),
        status: 404,
        response: { code: 'ClientError.NotFound', message: 'Path not found', request_id: 'r1' },
      },
    ]);
    expect(await globus(['ls', `${id}:/nope`], { api })).toEqual({
      code: 1,
      stdout: '',
      stderr:
        'Globus Transfer: Path not found [ClientError.NotFound]\nRequest id: r1\n\nLook at what is there with: globus ls COLLECTION:FOLDER\n',
    });
  });
  test.each([
    ['1405823f-0597-4a16-b296:/', 'looks like an id but is not one: an id has 32 digits'],
    ['', "'' is empty: give a collection"],
  ])('refuses what is no id: %j', async (target, words) => {
    const { code, stdout, stderr } = await globus(['ls', target]);
    expect([code, stdout]).toEqual([2, '']);
    expect(stderr).toContain(words);
  });
  test('reads an id without its dashes, in any case', async () => {
    const api = fakeApi([ls('/', [entry('a')])]);
    expect((await globus(['ls', `${id.replaceAll('-', '').toUpperCase()}:/`], { api })).stdout).toBe('a\n');
  });
  test.each([
    [['--orderby', 'size'], "'size' is not FIELD:ASC or FIELD:DESC"],
    [['--orderby', 'colour:asc'], "'colour:asc' is not FIELD:ASC or FIELD:DESC"],
    [['-r', '--orderby', 'name:asc'], '--recursive and --orderby are mutually exclusive.'],
    [['--limit', '0'], "Invalid value for --limit: '0' is not in the range at least 1."],
    [['-r', '--recursive-depth-limit', '-1'], "'-1' is not in the range at least 0"],
    [['--recursive-depth-limit', 'two'], "'two' is not a whole number"],
  ])('refuses %j', async (argv, words) => {
    const { code, stdout, stderr } = await globus(['ls', `${id}:/`, ...argv]);
    expect([code, stdout]).toEqual([2, '']);
    expect(stderr).toContain(words);
  });
  test('--limit shows so many', async () => {
    const { stdout } = await globus(['ls', `${id}:/`, '--limit', '2'], {
      api: fakeApi([ls('/', [entry('a'), entry('b'), entry('c')])]),
    });
    expect(stdout).toBe('a\nb\n');
  });
});

describe('globus ls --recursive', () => {
  test('lists level by level, paths relative to the start', async () => {
    const api = fakeApi([...tree, ls('/a/deep/deeper', [])]);
    const { code, stdout, stderr } = await globus(['ls', '-r', `${id}:/`], { api });
    expect([code, stderr]).toEqual([0, '']);
    expect(stdout).toBe('a/\nb/\ntop.txt\na/deep/\na/1.txt\nb/2.txt\na/deep/3.txt\na/deep/deeper/\n');
  });
  test('warns on stderr what a depth limit left out, after the rows, and asks for none of it', async () => {
    const api = fakeApi(tree.slice(0, 3));
    const { code, stdout, stderr } = await globus(['ls', '-r', '--recursive-depth-limit', '1', `${id}:/`], { api });
    expect([code, stdout]).toEqual([0, 'a/\nb/\ntop.txt\na/deep/\na/1.txt\nb/2.txt\n']);
    expect(stderr).toBe(
      'Not everything is listed: 1 folder was not opened, because the depth limit is 1. Go deeper with --recursive-depth-limit.\n',
    );
    expect(api.calls).toHaveLength(3);
  });
  test('the warning has the right number, and --quiet does not hide it', async () => {
    const { stderr } = await globus(['ls', '-r', '--quiet', '--recursive-depth-limit', '0', `${id}:/`], {
      api: fakeApi(tree.slice(0, 1)),
    });
    expect(stderr).toContain('2 folders were not opened, because the depth limit is 0');
  });
  test('a limit that was enough is not warned of', async () => {
    const { stderr } = await globus(['ls', '-r', '--recursive-depth-limit', '1', `${id}:/`], {
      api: fakeApi([ls('/', [folder('b')]), ls('/b', [entry('2.txt')])]),
    });
    expect(stderr).toBe('');
  });
  test('--limit stops asking, and does not call what it left out a depth limit', async () => {
    const api = fakeApi(tree.slice(0, 1));
    expect(await globus(['ls', '-r', '--limit', '3', '--recursive-depth-limit', '0', `${id}:/`], { api })).toEqual({
      code: 0,
      stdout: 'a/\nb/\ntop.txt\n',
      stderr: '',
    });
    expect(api.calls).toHaveLength(1);
  });
  test('JSON is one file list with relative names', async () => {
    const { stdout } = await globus(['ls', '-r', '-F', 'json', '--recursive-depth-limit', '1', `${id}:/`], {
      api: fakeApi(tree.slice(0, 3)),
    });
    const document = JSON.parse(stdout) as { DATA: { name: string }[]; path: string };
    expect(document).toMatchObject({ DATA_TYPE: 'file_list', endpoint: id, path: '/' });
    expect(document.DATA.map(({ name }) => name)).toEqual(['a', 'b', 'top.txt', 'a/deep', 'a/1.txt', 'b/2.txt']);
    expect(document.DATA.some((row) => 'relative' in row)).toBe(false);
  });
  test('does not follow links to folders: they may lead back', async () => {
    const api = fakeApi([ls('/', [folder('loop', { link_target: '/' })])]);
    expect((await globus(['ls', '-r', `${id}:/`], { api })).stdout).toBe('loop/\n');
  });
  test('a filter chooses what is shown; folders that do not fit are opened all the same', async () => {
    const one = (path: string, rows: readonly object[]): Exchange => ({
      ...ls(path, rows),
      url: `${url({ path })}&filter=type%3Adir&filter=name%3A~*.txt`,
    });
    const api = fakeApi([
      one('/', [folder('a'), entry('top.txt')]),
      one('/a', [folder('b.txt'), entry('1.txt')]),
      one('/a/b.txt', []),
    ]);
    expect((await globus(['ls', '-r', '--filter', '*.txt', `${id}:/`], { api })).stdout).toBe(
      'top.txt\na/b.txt/\na/1.txt\n',
    );
  });
  test('a folder that cannot be opened is named, the others are listed, and the end is exit 1', async () => {
    const api = fakeApi([
      tree[0] as Exchange,
      { method: 'GET', url: url({ path: '/a' }), ...refusal },
      tree[2] as Exchange,
    ]);
    const { code, stdout, stderr } = await globus(['ls', '-r', `${id}:/`], { api });
    expect([code, stdout]).toEqual([1, 'a/\nb/\ntop.txt\nb/2.txt\n']);
    expect(stderr).toBe(
      'Cannot open /a: Globus Transfer: You may not do this.\nNot everything is listed: 1 folder was not opened.\n',
    );
  });
  test('a lost network ends it at once', async () => {
    const api = fakeApi([
      tree[0] as Exchange,
      { method: 'GET', url: url({ path: '/a' }), raises: 'refused' },
      tree[2] as Exchange,
    ]);
    const { code, stderr } = await globus(['ls', '-r', `${id}:/`], { api });
    expect(code).toBe(1);
    expect(stderr).toContain('refused the connection');
  });

  /** A service of 20 folders that answers when it is told to. */
  function slowService() {
    const waiting: (() => void)[] = [];
    let [now, most] = [0, 0];
    const fetch = async (input: string | URL | Request, init?: RequestInit) => {
      const path = new URL(new Request(input, init).url).searchParams.get('path') ?? '/';
      if (path === '/')
        return Response.json(
          fileList(
            '/',
            Array.from({ length: 20 }, (_, i) => folder(`f${i}`)),
          ),
        );
      most = Math.max(most, ++now);
      await new Promise<void>((done) => waiting.push(done));
      now--;
      return Response.json(fileList(path, [entry('x')]));
    };
    return { fetch: fetch, most: () => most, waiting };
  }
  test('asks for many folders at once, and not for all', async () => {
    const service = slowService();
    const answering = setInterval(() => service.waiting.splice(0).forEach((answer) => answer()), 10);
    const { stdout } = await globus(['ls', '-r', `${id}:/`], {
      api: { fetch: service.fetch, calls: [], verify: () => undefined },
    });
    clearInterval(answering);
    expect(stdout.split('\n').slice(20, -1)).toEqual(Array.from({ length: 20 }, (_, i) => `f${i}/x`));
    expect(service.most()).toBe(16);
  });
  test('prints rows while others are still to come', async () => {
    const service = slowService();
    let seen = '';
    const running = globus(['ls', '-r', `${id}:/`], {
      api: { fetch: service.fetch, calls: [], verify: () => undefined },
    });
    const captured = process.stdout.write.bind(process.stdout);
    process.stdout.write = (chunk: string, ...rest: never[]) => {
      seen += chunk;
      return captured(chunk, ...rest);
    };
    try {
      // what is known at one moment is written together, right after it; none of the folders has answered yet
      for (let i = 0; i < 200 && !seen.includes('f19/'); i++) await new Promise((done) => setTimeout(done, 10));
      expect(seen).toContain('f19/\n');
      service.waiting.shift()?.();
      for (let i = 0; i < 200 && !seen.includes('f0/x'); i++) await new Promise((done) => setTimeout(done, 10));
      expect(seen).toContain('f0/x\n');
      expect(seen).not.toContain('f1/x');
    } finally {
      process.stdout.write = captured;
    }
    const answering = setInterval(() => service.waiting.splice(0).forEach((answer) => answer()), 5);
    expect((await running).code).toBe(0);
    clearInterval(answering);
  });
});
