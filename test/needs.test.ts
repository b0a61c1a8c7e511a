import { Readable, Writable } from 'node:stream';
import { expect, test } from 'vitest';
import {
  byFlag,
  choice,
  command,
  lines,
  listing,
  type Listing,
  message,
  param,
  record,
  rowsTable,
  showing,
} from '../src/command/index.js';
import type { Need } from '../src/command/needs.js';
import { createPrompt } from '../src/host/prompt.js';
import { files } from '../src/host/files.js';
import { connect, type LineTools, type Makers } from '../src/needs.js';
import type { Runtime } from '../src/runtime.js';
import { temporaryFolder } from './support/globus.js';

function tools(): LineTools {
  const home = temporaryFolder();
  const nowhere = () => new Writable({ write: (_chunk, _encoding, done) => done() });
  const runtime = {
    env: { GLOBUS_CONFIG_DIR: home, GLOBUS_TOKEN_STORE: 'memory' },
    cwd: home,
    homeDir: home,
    platform: 'linux',
    stdin: Readable.from([]),
    stdout: nowhere(),
    stderr: nowhere(),
    fetch: () => Promise.reject(new TypeError('this test expects no request')),
    now: () => new Date(0),
    retryDelay: () => 0,
    version: '0',
  } as unknown as Runtime;
  const { signal } = new AbortController();
  return {
    runtime,
    globals: { quiet: false, debug: false, showServerTiming: false, profile: undefined } as LineTools['globals'],
    typed: 'globus whoami',
    prompt: createPrompt(runtime, false, signal),
    files: files(runtime, signal),
    interrupt: { signal, unlisten: () => undefined },
    noteProfile: () => undefined,
    called: (text) => text,
  };
}

test('what a command needs is made, and nothing else', async () => {
  const made = await connect(tools()).inject(['clock', 'publicAuth']);
  expect(Object.keys(made)).toEqual(['clock', 'publicAuth']);
  expect(made.clock.now()).toEqual(new Date(0));
});

test('a need that nothing makes is a bug, not a mistake on the line', async () => {
  for (const need of ['transfers', 'constructor']) {
    await expect(connect(tools()).inject([need as Need])).rejects.toThrow(
      new TypeError(`a command needs '${need}', which nothing makes`),
    );
  }
});

// What follows is held by the compiler (npm run check:types): each line that is expected to be an error has to be one.
const makers = {} as Makers;

test('a missing or mistyped maker does not compile', () => {
  const { clock: _clock, ...rest } = makers;
  // @ts-expect-error -- a need without a maker
  const missing: Makers = rest;
  // @ts-expect-error -- a maker of something else
  const mistyped: Makers = { ...makers, clock: () => ({ now: () => 'noon' }) };
  const whole: Makers = { ...makers, clock: () => Promise.resolve({} as never) };
  expect([missing, mistyped, whole]).toHaveLength(3);
});

interface Cat {
  readonly name: string;
  readonly lives: number;
}
interface Dog {
  readonly bark: string;
}
const cat = record<Cat>({ Name: 'name' });
const dog = record<Dog>({ Bark: 'bark' });
const dogs = rowsTable<Dog>({ Bark: 'bark' });
const ofCat = () => Promise.resolve<Cat>({ name: 'Tom', lives: 9 });
const ofEither = ({ flags }: { readonly flags: { readonly all: boolean } }): Promise<Cat | Listing<Dog>> =>
  Promise.resolve(flags.all ? { rows: [], document: () => [] } : { name: 'Tom', lives: 9 });
const flags = { all: param.switch({ summary: 'All of them' }) };

const cow = rowsTable<{ readonly moo: string }>({ Moo: 'moo' });
const spec = { summary: 'Show an animal.', examples: [], flags };

test('a view of another document than the command returns does not compile', () => {
  const right = [
    command({ ...spec, output: cat, run: ofCat }),
    command({ ...spec, output: byFlag(cat, { all: dogs }), run: ofEither }),
    command({ ...spec, output: (input) => (input.flags.all ? dogs : cat), run: ofEither }),
    command({ ...spec, output: () => message('Done.'), run: ofCat }),
    command({
      ...spec,
      output: choice((found: Cat | Dog) => ('bark' in found ? showing(found, dog) : showing(found, cat))),
      run: ofCat,
    }),
  ];
  const wrong = [
    // @ts-expect-error -- a plain view
    command({ ...spec, output: dog, run: ofCat }),
    // @ts-expect-error -- the view of a flag
    command({ ...spec, output: byFlag(cat, { all: cow }), run: ofEither }),
    // @ts-expect-error -- the view without a flag
    command({ ...spec, output: byFlag(cow, { all: dogs }), run: ofEither }),
    // @ts-expect-error -- the view that a function chooses
    command({ ...spec, output: (input) => (input.flags.all ? dog : cat), run: ofCat }),
    // @ts-expect-error -- the lines of a listing
    command({ ...spec, output: lines((row: Cat) => row.name), run: () => listing<Dog>([]) }),
    command({
      ...spec,
      output: choice((found: Cat | Dog) => {
        // @ts-expect-error -- the view chosen by what the document is
        if ('bark' in found) return showing(found, cat);
        return showing(found, cat);
      }),
      run: ofCat,
    }),
  ];
  expect([right.length, wrong.length]).toEqual([5, 6]);
});
