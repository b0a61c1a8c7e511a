/** The rules of the house that a compiler cannot hold: over every command of the manifest. */
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { globalFlags } from '../src/cli/globals.js';
import type { ParamMeta } from '../src/cli/manifest.js';
import { parseLine } from '../src/cli/parse.js';
import { resolve } from '../src/cli/resolve.js';
import { readInput } from '../src/cli/values.js';
import type { Command, Params } from '../src/command/command.js';
import { placeWord } from '../src/globus/places/grammar.js';
import { exampleNames } from './support/answering.js';
import { namesOn, spelledBy, typedPart, withIds } from './support/lines.js';
import { commandOf, commands, manifest, moduleOf, places, shellWords, testedModules } from './support/manifest-of.js';

const all = commands();
const spellings = (flag: ParamMeta) => [...flag.names, ...(flag.off ?? [])];

describe('every command', () => {
  test('there are commands to look at', () => {
    expect(all.length).toBeGreaterThan(30);
  });

  test('has a summary of at most 60 characters that is a sentence', () => {
    const bad = places().filter(
      ({ node: { summary }, words }) => words.length && !(summary.length <= 60 && /^[A-Z].*[^.\s]\.$/.test(summary)),
    );
    expect(bad.map(({ words, node }) => `${words.join(' ')}: ${node.summary}`)).toEqual([]);
  });

  test('has an example', () => {
    expect(all.filter(({ meta, hidden }) => !hidden && !meta.examples.length).map(({ meta }) => meta.path)).toEqual([]);
  });

  test('is run by a test, in test/ or in the recorded cases', () => {
    const tested = testedModules(import.meta.dirname, /^(house|startup|completion|operations|new|bench)/);
    const folder = join(
      process.env['GLOBUS_REFERENCE'] ?? join(import.meta.dirname, '../../shared/reference'),
      'cases',
    );
    for (const file of existsSync(folder) ? readdirSync(folder) : []) {
      for (const { argv } of JSON.parse(readFileSync(join(folder, file), 'utf8')) as { argv: string[] }[]) {
        const module = moduleOf(argv);
        if (module) tested.add(module);
      }
    }
    expect(all.filter(({ module }) => !tested.has(module)).map(({ meta }) => meta.path)).toEqual([]);
  });

  test("takes no flag of a name that is every command's", () => {
    const globals = new Set(globalFlags.flatMap(spellings));
    const bad = all.flatMap(({ meta }) =>
      meta.flags
        .flatMap(spellings)
        .filter((name) => globals.has(name))
        // the reference has it, with a meaning of its own
        .filter((name) => `${meta.path} ${name}` !== 'group member list --fields')
        .map((name) => `${meta.path} ${name}`),
    );
    expect(bad).toEqual([]);
  });

  test('spells no two of its flags alike, and each in lower case', () => {
    const bad = all.flatMap(({ meta }) => {
      const names = meta.flags.flatMap(spellings);
      return names
        .filter((name, i) => names.indexOf(name) !== i || !/^(--[a-z0-9]+(-[a-z0-9]+)*|-[A-Za-z0-9])$/.test(name))
        .map((name) => `${meta.path} ${name}`);
    });
    expect(bad).toEqual([]);
  });

  test('requires no argument after one that may be left out', () => {
    const bad = all.filter(({ meta }) =>
      meta.args.some(
        (arg, i) => arg.required && meta.args.slice(0, i).some((before) => !before.required || before.multiple),
      ),
    );
    expect(bad.map(({ meta }) => meta.path)).toEqual(optionalFirst);
  });
});

/** `[A] B`-shaped commands: none. */
const optionalFirst: readonly string[] = [];

/** Names that mean two things because they do so in the reference CLI, whose scripts must go on working. */
const twoMeanings: Readonly<Record<string, string>> = {
  '--filter': 'repeatable in `gcs collection list`, one expression in `ls`',
  '--location': "a place in `endpoint update`, curl's word for following redirects in `api`",
  '--provision-identity': 'an identity in `endpoint permission` and `endpoint role`, a switch in `group member invite`',
  '--verify': 'on or off in `gcp create` and `gcp update`, as in the reference; a switch where files are copied',
  '--notify': 'when there is to be mail, in the reference; a switch in `share`, whose issue names it',
  '--start': 'a switch in `login --start`, which DESIGN.md names; a time in `timer create`',
  '-H': 'a header in `api`, heartbeats in `rm` and `task wait`',
};

test('one flag name has one meaning across all commands', () => {
  const meanings = new Map<string, Map<string, string[]>>();
  for (const { meta } of all) {
    for (const flag of meta.flags) {
      for (const name of spellings(flag)) {
        const long = flag.names.find((each) => each.startsWith('--')) ?? name;
        const takes = flag.kind === 'value' ? 'a value' : 'no value';
        const meaning = name.startsWith('--')
          ? `${takes}${flag.multiple ? ', repeatable' : ''}`
          : `${takes}, short for ${long}`;
        const of = meanings.get(name) ?? new Map<string, string[]>();
        meanings.set(name, of.set(meaning, [...(of.get(meaning) ?? []), meta.path]));
      }
    }
  }
  const several = [...meanings].filter(([name, of]) => of.size > 1 && !(name in twoMeanings));
  expect(
    several.map(
      ([name, of]) =>
        `${name}: ${[...of].map(([meaning, paths]) => `${meaning} (${paths.slice(0, 3).join(', ')})`).join(' / ')}`,
    ),
  ).toEqual([]);
});

/** Files named in examples exist for the parser: it is the line that is on trial. */
const tolerant = (command: Command): Command => {
  const wrap = (params: Params | undefined) =>
    Object.fromEntries(
      Object.entries(params ?? {}).map(([key, shape]) => [
        key,
        // a word in capitals stands for whatever the reader puts there
        {
          ...shape,
          parse: (raw: string, context: never) =>
            /^[A-Z][A-Z_]*$/.test(raw) ? raw : (shape.parse as (raw: string, context: never) => unknown)(raw, context),
        },
      ]),
    ) as Params;
  return {
    ...command,
    args: wrap(command.args as Params | undefined),
    flags: wrap(command.flags as Params | undefined),
  };
};

describe('every example', () => {
  for (const { meta } of all) {
    for (const { title, line } of meta.examples) {
      test(`\`${line}\` is a line that the program takes`, async () => {
        expect(title).toMatch(/^[A-Z0-9].*[^.]$/);
        const [program, ...argv] = shellWords(typedPart(line));
        expect(program).toBe('globus');
        const { node, rest } = resolve(manifest.tree(), argv);
        expect(node.module, 'the line names no command').toBeDefined();
        const named = manifest.meta(node.module!);
        const command = tolerant(await commandOf(node.module!));
        const typed = spelledBy(command, parseLine(named, rest.map(withIds)));
        await readInput({
          command,
          meta: named,
          typed,
          verbose: false,
          context: { readText: () => Promise.resolve('{}'), now: () => new Date(0) },
          lookUpName: () => Promise.resolve({ id: '00000000-0000-4000-8000-000000000000', path: '/' }),
        });
      });
    }
  }

  test('gives a name where one can stand: nobody has to copy an id', () => {
    const bad = all.flatMap(({ meta }) =>
      meta.examples.flatMap(({ line }) =>
        idsThatCanBeNamed(line)
          .filter((found) => !Object.hasOwn(withoutName, found))
          .map((found) => `${line}: ${found}`),
      ),
    );
    expect(bad).toEqual([]);
    const found = all.flatMap(({ meta }) => meta.examples.flatMap(({ line }) => idsThatCanBeNamed(line)));
    expect(Object.keys(withoutName).filter((each) => !found.includes(each))).toEqual([]);
  });

  test('gives names that the samples know', async () => {
    const lines = all.flatMap(({ meta }) => meta.examples.map(({ line }) => line));
    const unknown: string[] = [];
    for (const line of lines) {
      const [, ...argv] = shellWords(typedPart(line));
      for (const { kind, text } of await namesOn(argv.map(withIds))) {
        const { collection } = placeWord(text, '');
        const name = kind === 'place' || kind === 'collection' ? wordOf(collection) : text;
        if (!exampleNames.has(name)) unknown.push(`${line}: ${name}`);
      }
    }
    expect(unknown).toEqual([]);
  });

  test('of a command shows that command', () => {
    const bad = all.filter(
      ({ meta, module }) =>
        meta.examples.length && !meta.examples.some(({ line }) => manifestLine(line).includes(module)),
    );
    expect(bad.map(({ meta }) => meta.path)).toEqual([]);
  });
});

/** Words of examples that stand for an id though a name could be given, and why. */
const withoutName: Readonly<Record<string, string>> = {
  'group join GROUP_ID': 'a group that one is not in is in no list',
};

/** The words in capitals of an example that stand for what a name can be given for, after the path of its command. */
function idsThatCanBeNamed(line: string): string[] {
  const [, ...argv] = shellWords(typedPart(line));
  const { node, rest } = resolve(manifest.tree(), argv);
  const meta = manifest.meta(node.module!);
  const typed = parseLine(meta, rest);
  const operands = [...typed.operands];
  const given = [
    ...meta.args.map((arg) => [arg, arg.multiple ? operands.splice(0) : operands.splice(0, 1)] as const),
    ...meta.flags.map((flag) => [flag, typed.given.get(flag.key) ?? []] as const),
  ];
  return given
    .filter(([{ thing, byId, metavar }]) => (thing && !byId) || metavar?.includes('PLACE'))
    .flatMap(([, values]) => values)
    .filter((value) => /^[A-Z][A-Z_]*\b/.test(String(value)))
    .map((value) => `${meta.path} ${value}`);
}

const wordOf = (collection: ReturnType<typeof placeWord>['collection']) =>
  collection.by === 'bookmark' ? `@${collection.name}` : collection.by === 'name' ? collection.name : collection.by;

/** The modules that a line names, inside `$(...)` and after a pipe too. */
const manifestLine = (line: string) =>
  line
    .split(/\bglobus /)
    .slice(1)
    .map((part) => moduleOf(shellWords(part.replace(/[)"'].*$/, ''))));
