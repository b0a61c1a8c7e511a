/** What a stranger found that could lose data: each is a line that once did. */
import { execFileSync } from 'node:child_process';
import {
  chmodSync,
  existsSync,
  lstatSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { dataWorld, type DataWorld } from '../support/data-world.js';

let world: DataWorld;
beforeAll(async () => {
  world = await dataWorld();
}, 60_000);
beforeEach(() => {
  for (const folder of [world.here, world.there, world.other])
    for (const name of readdirSync(folder)) rmSync(join(folder, name), { recursive: true, force: true });
});
const at = (path: string) => `${world.collection}:${path}`;
const file = (folder: string, path: string, text: string) => {
  mkdirSync(join(folder, path, '..'), { recursive: true });
  writeFileSync(join(folder, path), text);
};

describe('two things of one name', () => {
  test('mv moves neither, whichever way', async () => {
    file(world.here, 'a/f', '1');
    file(world.here, 'b/f', '2');
    mkdirSync(join(world.there, 'out'));
    const up = await world.run(['mv', 'a/f', 'b/f', at('/out/')]);
    expect([up.code, up.stderr]).toEqual([2, expect.stringContaining('would both become /out/f')]);
    expect(readdirSync(join(world.there, 'out'))).toEqual([]);
    file(world.there, 'a/f', '1');
    file(world.there, 'b/f', '2');
    expect((await world.run(['mv', at('/a/f'), at('/b/f'), 'out/'])).code).toBe(2);
    expect(readFileSync(join(world.there, 'a/f'), 'utf8')).toBe('1');
    expect(readFileSync(join(world.here, 'b/f'), 'utf8')).toBe('2');
  });

  test('cp refuses what would go by a task and over HTTPS, and a folder beside what lies in it', async () => {
    file(world.here, 'd/f', 'mine');
    file(world.there, 'd/f', 'theirs');
    file(world.there, 'q/d/f', 'other');
    mkdirSync(join(world.other, 'x'));
    const into = `${world.second}:/x/`;
    for (const sources of [
      ['d/f', at('/d/f')],
      ['d', at('/d')],
      [at('/d'), at('/q/*')],
      [at('/q/*'), at('/d')],
    ]) {
      const { code, stderr } = await world.run(['cp', '-r', ...sources, into]);
      expect([code, stderr], String(sources)).toEqual([2, expect.stringContaining('would both become /x/')]);
    }
    expect(readdirSync(join(world.other, 'x'))).toEqual([]);
    // what a pattern finds is known when it is its turn
    const late = await world.run(['cp', '-r', at('/q/*'), 'd', into]);
    expect([late.code, late.stdout + late.stderr]).toEqual([
      1,
      expect.stringContaining('another of these has the same name there'),
    ]);
    expect(readFileSync(join(world.other, 'x/d/f'), 'utf8')).toBe('other');
  });

  test('cp writes one and says of the other that it did not', async () => {
    file(world.here, 'a/f', '1');
    file(world.here, 'b/f', '2');
    mkdirSync(join(world.there, 'out'));
    const up = await world.run(['cp', 'a/f', 'b/f', at('/out/')]);
    expect([up.code, up.stderr]).toEqual([1, expect.stringContaining('both have the same name there')]);
    const between = await world.run(['cp', at('/out/f'), at('/out/f'), `${world.second}:/out/`]);
    expect([between.code, between.stderr]).toEqual([2, expect.stringContaining('would both become /out/f')]);
  });
});

test('sync --delete leaves alone what the source has, though a filter leaves it out of the copy', async () => {
  file(world.here, 's/old.txt', 'old');
  const past = new Date(Date.now() - 20 * 86_400_000);
  utimesSync(join(world.here, 's/old.txt'), past, past);
  file(world.there, 's/old.txt', 'copy');
  file(world.there, 's/extra.txt', 'extra');
  await world.done(['sync', 's', at('/s'), '--max-age', '7d', '--delete', '--yes']);
  expect(readdirSync(join(world.there, 's'))).toEqual(['old.txt']);
});

test.skipIf(process.getuid?.() === 0)('what cannot be looked at is told, and nothing is deleted', async () => {
  file(world.here, 's/sub/x', 'x');
  file(world.there, 's/sub/x', 'x');
  chmodSync(join(world.here, 's/sub'), 0o400);
  try {
    expect((await world.run(['sync', 's', at('/s'), '--delete', '--yes'])).code).toBe(1);
  } finally {
    chmodSync(join(world.here, 's/sub'), 0o700);
  }
  expect(existsSync(join(world.there, 's/sub/x'))).toBe(true);
});

test('mv of a folder of a collection with a pipe in it removes nothing', async () => {
  file(world.there, 'd/f', 'f');
  execFileSync('mkfifo', [join(world.there, 'd/pipe')]);
  const { code, stderr } = await world.run(['mv', at('/d'), 'd']);
  expect([code, stderr]).toEqual([1, expect.stringContaining('pipe is neither a file, a folder nor a link')]);
  expect(readdirSync(join(world.there, 'd'))).toEqual(['f', 'pipe']);
});

test('sync goes past what downloads left unfinished, and deletes names of its own disk whatever is in them', async () => {
  file(world.there, 's/f', 'f');
  file(world.here, 's/.big.globus-part', 'half');
  file(world.here, 's/.big.globus-part.json', '{}');
  file(world.here, 's/a\tb', 'extra');
  await world.done(['sync', at('/s'), 's', '--delete', '--yes']);
  expect(readdirSync(join(world.here, 's')).sort()).toEqual(['.big.globus-part', '.big.globus-part.json', 'f']);
});

test('mv of several makes the folder that is not there, both ways', async () => {
  file(world.here, 'a', '1');
  file(world.here, 'b', '2');
  await world.done(['mv', 'a', 'b', at('/new')]);
  expect(readdirSync(join(world.there, 'new'))).toEqual(['a', 'b']);
  await world.done(['mv', at('/new/a'), at('/new/b'), 'back']);
  expect(readdirSync(join(world.here, 'back'))).toEqual(['a', 'b']);
});

test('mv leaves a link and what it leads to', async () => {
  file(world.here, 'real/f', 'f');
  symlinkSync('real', join(world.here, 'link'));
  const { code, stderr } = await world.run(['mv', 'link', at('/x')]);
  expect([code, stderr]).toEqual([2, expect.stringContaining('is a link')]);
  expect(readdirSync(join(world.here, 'real'))).toEqual(['f']);
});

test.each([['--dry-run'], ['--update'], ['--max-size', '1k'], ['--exclude', '*']])(
  'cp of standard input or output refuses %s',
  async (...option) => {
    file(world.there, 'f', 'precious');
    for (const words of [
      ['-', at('/f')],
      [at('/f'), '-'],
    ]) {
      const { code, stdout, stderr } = await world.run(['cp', ...words, ...option], { stdin: 'new' });
      expect([code, stdout, stderr]).toEqual([2, '', expect.stringContaining('is one stream of bytes')]);
    }
    expect(readFileSync(join(world.there, 'f'), 'utf8')).toBe('precious');
  },
);

test('get replaces no pipe', async () => {
  file(world.there, 'f', 'f');
  execFileSync('mkfifo', [join(world.here, 'pipe')]);
  const { code, stderr } = await world.run(['get', at('/f'), 'pipe']);
  expect([code, stderr]).toEqual([2, expect.stringContaining('a device or a pipe')]);
  expect(lstatSync(join(world.here, 'pipe')).isFIFO()).toBe(true);
});

test('edit keeps what was saved before the editor failed', async () => {
  file(world.there, 'f.txt', 'old');
  const { code, stderr } = await world.run(['edit', at('/f.txt')], {
    env: { EDITOR: 'sh -c \'echo new >> "$0"; exit 3\'' },
  });
  expect(code).toBe(1);
  const kept = /Your version is kept in (\S+)/.exec(stderr)?.[1] ?? '';
  expect(readFileSync(kept, 'utf8')).toBe('oldnew\n');
  rmSync(join(kept, '..'), { recursive: true });
});

test('edit keeps what a failed editor left beside the file, as swap files are', async () => {
  file(world.there, 'f.txt', 'old');
  const { code, stderr } = await world.run(['edit', at('/f.txt')], {
    env: { EDITOR: 'sh -c \'cd "$(dirname "$0")"; echo unsaved > .f.txt.swp; kill -SEGV $$\'' },
  });
  expect(code).toBe(1);
  const folder = /What the editor left beside it is kept in (\S+)/.exec(stderr)?.[1] ?? '';
  expect(readFileSync(join(folder, '.f.txt.swp'), 'utf8')).toBe('unsaved\n');
  rmSync(folder, { recursive: true });
});

test('edit waits for no pipe that the editor left, and sends none', async () => {
  file(world.there, 'f.txt', 'old');
  for (const [left, says] of [
    ['rm "$0"; mkfifo "$0"', 'something that is no file'],
    ['rm "$0"; mkfifo "$0"; exit 3', 'ended with 3'],
    ['rm "$0"', 'no file'],
  ] as const) {
    const { code, stderr } = await world.run(['edit', at('/f.txt')], { env: { EDITOR: `sh -c '${left}'` } });
    expect([code, stderr]).toEqual([1, expect.stringContaining(says)]);
  }
  expect(readFileSync(join(world.there, 'f.txt'), 'utf8')).toBe('old');
});

test('a hook that fails does not hide why the copy failed', async () => {
  const { code, stderr } = await world.run(['cp', at('/none'), '.', '--on-failure', 'exit 3']);
  expect([code, stderr]).toEqual([1, expect.stringContaining('/ is there, /none is not.')]);
  expect(stderr).toContain("The command 'exit 3' ended with 3.");
});

test('--update of one file lists no folder of the destination', async () => {
  file(world.here, 'f', 'f');
  file(world.there, 'deep/a/b/c', 'c');
  const lists = async () =>
    ((await world.admin('GET', '/log')).json.requests as { path: string }[]).filter(({ path }) => path.endsWith('/ls'))
      .length;
  const before = await lists();
  await world.done(['cp', '--update', 'f', at('/deep/')]);
  expect(await lists()).toBe(before);
  expect(readdirSync(join(world.there, 'deep')).sort()).toEqual(['a', 'f']);
});

describe('a link that is named stands for the folder that it leads to', () => {
  beforeEach(() => {
    file(world.there, 'run7/new.txt', 'new');
    symlinkSync('run7', join(world.there, 'latest'));
  });

  test('sync --delete from it to this machine, also where the destination is a link', async () => {
    file(world.here, 'run7/new.txt', 'n');
    file(world.here, 'run7/extra.txt', 'x');
    symlinkSync('run7', join(world.here, 'latest'));
    await world.done(['sync', '--delete', '--yes', at('/latest'), 'latest']);
    expect(readdirSync(join(world.here, 'run7'))).toEqual(['new.txt']);
    expect(readFileSync(join(world.here, 'run7/new.txt'), 'utf8')).toBe('new');
    await world.done(['sync', at('/latest'), 'again']);
    expect(lstatSync(join(world.here, 'again')).isDirectory()).toBe(true);
    await world.done(['check', at('/latest'), 'again']);
  });

  test('sync --delete from it to another collection', async () => {
    file(world.other, 'mine/extra.txt', 'x');
    await world.done(['sync', '--delete', '--yes', at('/latest'), `${world.second}:/mine`]);
    expect(readdirSync(join(world.other, 'mine'))).toEqual(['new.txt']);
  });

  test('sync --delete to it', async () => {
    file(world.there, 'run7/extra.txt', 'x');
    file(world.here, 'mine/new.txt', 'mine');
    await world.done(['sync', '--delete', '--yes', 'mine', at('/latest')]);
    expect(readdirSync(join(world.there, 'run7'))).toEqual(['new.txt']);
    expect(readFileSync(join(world.there, 'run7/new.txt'), 'utf8')).toBe('mine');
    expect(lstatSync(join(world.there, 'latest')).isSymbolicLink()).toBe(true);
  });

  test('cp from it and into it', async () => {
    file(world.here, 'one.txt', '1');
    await world.done(['cp', 'one.txt', at('/latest')]);
    expect(lstatSync(join(world.there, 'latest')).isSymbolicLink()).toBe(true);
    expect(readdirSync(join(world.there, 'run7')).sort()).toEqual(['new.txt', 'one.txt']);
    await world.done(['cp', '-r', at('/latest'), 'copied']);
    expect(readdirSync(join(world.here, 'copied')).sort()).toEqual(['new.txt', 'one.txt']);
  });

  test('mv takes neither it nor its folder away, and renames it within a collection', async () => {
    for (const to of ['moved', `${world.second}:/moved`]) {
      const told = await world.run(['mv', at('/latest'), to]);
      expect([told.code, told.stderr]).toEqual([2, expect.stringContaining('is a link')]);
    }
    await world.done(['mv', at('/latest'), at('/newest')]);
    expect(lstatSync(join(world.there, 'newest')).isSymbolicLink()).toBe(true);
    expect(readdirSync(join(world.there, 'run7'))).toEqual(['new.txt']);
  });

  test('sync --delete within a collection sees through it', async () => {
    symlinkSync('.', join(world.there, 'all'));
    const whole = await world.run(['sync', '--delete', '--yes', at('/run7'), at('/all')]);
    expect([whole.code, whole.stderr]).toEqual([2, expect.stringContaining('--delete would take it away')]);
    const same = await world.run(['sync', '--delete', '--yes', at('/run7'), at('/latest')]);
    expect([same.code, same.stderr]).toEqual([2, expect.stringContaining('the same folder')]);
  });

  test.each(['down', 'up', 'between'])(
    'sync --delete through one to a folder beside it deletes nothing of what it copied, %s',
    async (way) => {
      const from = way === 'up' ? world.here : world.there;
      const [to, line] =
        way === 'down'
          ? [world.here, [at('/lk'), 'lkd']]
          : way === 'up'
            ? [world.there, ['lk', at('/lkd')]]
            : [world.other, [at('/lk'), `${world.second}:/lkd`]];
      file(from, 'lk/ln/f', 'f');
      file(from, 'lk/real/g', 'g');
      file(to, 'lkd/real/old', 'old');
      symlinkSync('real', join(to, 'lkd/ln'));
      for (const _ of [1, 2]) {
        const { code, stderr } = await world.run(['sync', '--delete', '--yes', ...line]);
        expect([code, stderr]).toEqual([
          1,
          expect.stringContaining('ln at the destination is a link to another folder'),
        ]);
        expect(readdirSync(join(to, 'lkd/real')).sort()).toEqual(['f', 'g', 'old']);
      }
      rmSync(join(to, 'lkd/ln'));
      await world.done(['sync', '--delete', '--yes', ...line]);
      expect([readdirSync(join(to, 'lkd/real')), readdirSync(join(to, 'lkd/ln'))]).toEqual([['g'], ['f']]);
    },
  );

  test('beside a file that is named, nothing in a folder is extra', async () => {
    symlinkSync('run7/new.txt', join(world.there, 'newest.txt'));
    file(world.here, 'mine/keep.txt', 'keep');
    for (const from of ['/run7/new.txt', '/newest.txt']) {
      const { stdout } = await world.done(['sync', '--delete', '--plan', at(from), 'mine']);
      expect(stdout).toBe('~ . (3 B)\n');
    }
  });

  test('sync up writes nothing through one where a file is to come', async () => {
    file(world.here, 'pair/a', 'a');
    file(world.here, 'pair/b', 'bb');
    file(world.there, 'pair/b', 'old');
    symlinkSync('b', join(world.there, 'pair/a'));
    const { code, stderr } = await world.run(['sync', 'pair', at('/pair')]);
    expect([code, stderr]).toEqual([1, expect.stringContaining('a is a link at the destination')]);
    expect(readFileSync(join(world.there, 'pair/b'), 'utf8')).toBe('bb');
    rmSync(join(world.there, 'pair/a'));
    await world.done(['sync', 'pair', at('/pair')]);
    expect(readFileSync(join(world.there, 'pair/a'), 'utf8')).toBe('a');
  });

  test('one that leads nowhere is no folder without files', async () => {
    symlinkSync('gone', join(world.there, 'dead'));
    file(world.here, 'mine/keep.txt', 'keep');
    file(world.other, 'mine/keep.txt', 'keep');
    for (const to of ['mine', `${world.second}:/mine`]) {
      const told = await world.run(['sync', '--delete', '--yes', at('/dead'), to]);
      expect([told.code, told.stderr]).toEqual([1, expect.stringContaining('There is no file or folder')]);
    }
    for (const folder of [world.here, world.other]) expect(readdirSync(join(folder, 'mine'))).toEqual(['keep.txt']);
  });
});

describe('a link in a folder that is copied between collections', () => {
  const left = expect.stringContaining("The link 'data' is not copied: Globus leaves links in folders out.") as string;
  const second = (path: string) => `${world.second}:${path}`;
  beforeEach(() => {
    file(world.there, 'scratch/run1', 'run1');
    file(world.there, 'proj/code', 'code');
    symlinkSync('../scratch', join(world.there, 'proj/data'));
  });

  test('takes nothing away at the destination where it stands for a folder by now', async () => {
    file(world.other, 'mirror/data/run1', 'run1');
    file(world.other, 'mirror/gone', 'gone');
    const line = ['sync', '--delete', at('/proj'), second('/mirror')];
    expect((await world.run([...line, '--plan'])).stdout).toContain('! data');
    const { code, stdout, stderr } = await world.run([...line, '--yes']);
    expect([code, stderr]).toEqual([1, left]);
    expect(stderr).toContain('or leave it out with --exclude');
    expect(stderr).toContain('Not everything was copied, so nothing is deleted.');
    expect(stdout).toMatch(/^! data: The link/m);
    expect(readdirSync(join(world.other, 'mirror')).sort()).toEqual(['code', 'data', 'gone']);
    expect(readFileSync(join(world.other, 'mirror/data/run1'), 'utf8')).toBe('run1');
    // what is left out is neither copied nor deleted
    await world.done([...line, '--yes', '--exclude', 'data']);
    expect(readdirSync(join(world.other, 'mirror')).sort()).toEqual(['code', 'data']);
  });

  test.each([
    ['its filters', ['-r', '--exclude', '*.tmp', '/proj']],
    ['a pattern', ['-r', '/pro*']],
    ['--update', ['-ru', '/proj']],
  ])('is told where cp lists the folder for %s', async (_what, words) => {
    mkdirSync(join(world.other, 'new'));
    const line = ['cp', ...words.map((word) => (word.startsWith('/') ? at(word) : word)), second('/new/')];
    const planned = await world.run([...line, '--dry-run']);
    expect(planned.stdout).toMatch(/^! proj\/data$/m);
    const { code, stderr } = await world.run(line);
    expect([code, stderr]).toEqual([1, expect.stringMatching(/The link 'proj\/data' is not copied: Globus leaves/)]);
  });

  test('is told with what helps where there are several', async () => {
    symlinkSync('code', join(world.there, 'proj/also'));
    const { code, stderr } = await world.run(['sync', at('/proj'), second('/mirror')]);
    expect([code, stderr]).toEqual([1, expect.stringContaining('or leave it out with --exclude')]);
    expect(stderr).toContain('2 things could not be copied');
    expect(stderr).not.toContain('Run the same line again');
  });

  test('is the same as one that is there already', async () => {
    file(world.other, 'mirror/code', 'code');
    symlinkSync('../scratch', join(world.other, 'mirror/data'));
    await world.done(['sync', '--delete', '--yes', at('/proj'), second('/mirror')]);
  });
});
