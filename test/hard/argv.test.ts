/**
 * Lines made of the real tree of commands, with words that programs stumble over: names of Object.prototype, odd Unicode,
 * brackets that do not match. Whatever is typed, it is no bug, ends with a documented code, and obeys nothing.
 */
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { openManifest } from '../../src/cli/manifest.js';
import type { ParamMeta } from '../../src/cli/manifest.js';
import { globalFlags } from '../../src/cli/globals.js';
import { answering, exampleLogins } from '../support/answering.js';
import type { FakeApi } from '../support/fake-api.js';
import { globus } from '../support/globus.js';
import { obeyed } from '../support/hostile.js';
import {
  figure,
  milliseconds,
  oddWords,
  prototypeNames,
  type Random,
  randomFrom,
  rounds,
  seed,
} from '../support/fuzz.js';

/** Where the lines run: `..` and `../..` of it are ours, too. */
const top = mkdtempSync(join(tmpdir(), 'globus-lines-'));
const cwd = join(top, 'a/b');
mkdirSync(cwd, { recursive: true });
afterAll(() => rmSync(top, { recursive: true, force: true }));

const manifest = openManifest(new URL('../../dist/manifest/', import.meta.url));
const id = '6c54cade-bde5-45c1-bdea-f4bd71dba2cc';

/** Those that wait for a browser, start other programs, or serve until they are stopped. */
const left = /^(login|sandbox|session|mcp|browse|dash)\b/;

interface Node {
  readonly module?: string;
  readonly children?: Readonly<Record<string, Node>>;
}
function* modulesIn(node: Node): Generator<string> {
  if (node.module) yield node.module;
  for (const child of Object.values(node.children ?? {})) yield* modulesIn(child);
}
const commands = [...modulesIn(manifest.tree() as Node)]
  .map((module) => manifest.meta(module))
  .filter(({ path }) => !left.test(path));

/** Those that read and write folders of this machine: the root of all is none of ours to copy to, or to be walked through. */
const ofThisMachine = /^(cp|sync|mv|get|put|check|du|find|tree|share|rm)\b/;

const usual = [id, `${id}:/`, `${id}:/~/`, 'transfer', 'GET', '1', '1h', 'me@example.org', 'true', '2030-01-01'];

function word(param: ParamMeta, random: Random): string {
  const choices = param.choices ?? [];
  if (choices.length && random.next() < 0.5) return random.pick(choices);
  return random.next() < 0.45 ? random.pick(usual) : random.pick(oddWords);
}

function lineFor(random: Random): string[] {
  const meta = random.pick(commands);
  const argv = meta.path.split(' ');
  for (const arg of meta.args) {
    const many = arg.multiple ? random.below(3) : arg.required || random.next() < 0.7 ? 1 : 0;
    for (let n = 0; n < many; n++) argv.push(word(arg, random));
  }
  const flags = [...meta.flags, ...globalFlags.filter(({ key }) => key !== 'help')];
  for (let n = random.below(5); n > 0 && flags.length; n--) {
    const flag = random.pick(flags);
    const name = random.pick(flag.names);
    if (flag.kind !== 'value') argv.push(name);
    else if (random.next() < 0.5 && name.startsWith('--')) argv.push(`${name}=${word(flag, random)}`);
    else argv.push(name, word(flag, random));
  }
  if (random.next() < 0.1) argv.splice(random.below(argv.length + 1), 0, random.pick(oddWords));
  return ofThisMachine.test(meta.path) ? argv.map((each) => each.replace(/^(--[\w-]+=)?\/$/, '$1./root')) : argv;
}

/** In milliseconds: longer is a hang. */
const longest = 10_000;
const documented = (code: number) => [0, 1, 2, 3, 4, 130].includes(code) || (code >= 50 && code <= 99);

/** Says nothing but that there is no such thing. */
const nothingThere = {
  fetch: () => Promise.resolve(new Response('{"code":"NotFound","message":"no"}', { status: 404 })),
  calls: [],
  verify: () => undefined,
};

/** What is wrong with the way a line ended; undefined where nothing is. */
async function wrongWith(argv: readonly string[], api: FakeApi = nothingThere): Promise<string | undefined> {
  const timed = async () => {
    const start = Date.now();
    const result = await globus(argv, { api, logins: exampleLogins, cwd });
    return { ...result, took: Date.now() - start };
  };
  const first = await timed();
  // what is slow once loads a module on a busy machine; what hangs does so again
  const { code, stderr, took } = first.took > longest ? await timed() : first;
  if (took > longest) return `took ${took} ms: globus ${JSON.stringify(argv)}`;
  const about = `globus ${JSON.stringify(argv).slice(0, 600)}\n${stderr.slice(0, 600)}`;
  if (/This is a bug|Unexpected error/.test(stderr)) return about;
  if (!documented(code)) return `exit ${code}: ${about}`;
  const found = obeyed(stderr);
  return found.length ? `obeyed ${found.join(', ')}: ${about}` : undefined;
}

describe(`lines made of odd words (seed ${seed})`, () => {
  test(
    'are no bugs',
    async () => {
      const random = randomFrom(seed);
      // the program is loaded before the clock runs
      await globus(['version']);
      const end = Date.now() + milliseconds;
      let done = 0;
      const wrong: string[] = [];
      for (; done < rounds(3000) && Date.now() < end && wrong.length < 5; done++) {
        // half of them find that what they ask for exists
        const found = await wrongWith(lineFor(random), random.next() < 0.5 ? answering({ variant: done }) : undefined);
        if (found !== undefined) wrong.push(found);
      }
      figure('lines of odd words from the tree of commands', `${done} lines, ${wrong.length} faults`);
      expect(wrong, `GLOBUS_HARD_SEED=${seed}`).toEqual([]);
      expect(done).toBeGreaterThan(0);
    },
    milliseconds * 3 + 60_000,
  );

  test.each(prototypeNames)('%s is a word like any other', async (name) => {
    for (const argv of [
      ['auth', 'token', name],
      ['timer', 'create', 'transfer', `${id}:/a`, `${id}:/b`, '--cron', name],
      ['api', 'transfer', 'GET', name, '-Q', `${name}=1`, '--field', `${name}=1`],
      ['--profile', name, 'whoami'],
      ['whoami', '--profile', name],
      ['whoami', '-F', name],
      [name],
      ['task', name],
      ['session', 'consent', `${name}[`],
    ])
      expect(await wrongWith(argv)).toBeUndefined();
  });
});
