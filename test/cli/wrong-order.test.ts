/** Words in another order than a command takes them are put right, over all commands whose words do not look alike. */
import { expect, test } from 'vitest';
import { type ParamMeta, visibleCommands } from '../../src/cli/manifest.js';
import { inRightOrder } from '../../src/cli/wrong-order.js';
import { onOneCollection } from '../../src/globus/places/two-places.js';
import { meantOperands } from '../../src/cli/meant-places.js';
import { commandOf, manifest, moduleOf } from '../support/manifest-of.js';

const moduleAt = (path: string) => moduleOf(path.split(' ')) ?? '';
const metaOf = (path: string) => manifest.meta(moduleAt(path));
const commands = visibleCommands(manifest.tree()).map(({ path }) => metaOf(path));
const people = /^(USER|PRINCIPAL|IDENTITY|GLOBUS_IDENTITY)$/;
/** A word that an argument takes, and what it looks like; undefined for one that looks like many. */
function sample({ names: [name = ''], choices, thing, alsoHere, completes }: ParamMeta) {
  if (choices) return { looks: `one of ${choices.join()}`, word: choices[0] ?? '' };
  if (people.test(name)) return { looks: 'person', word: 'ada@example.org' };
  if (alsoHere) return undefined;
  if (thing === 'place') return { looks: 'place', word: 'Lab data:/run7' };
  if (thing !== undefined) return { looks: 'thing', word: 'Genome lab' };
  return completes === 'file' ? { looks: 'file', word: 'run.json' } : undefined;
}
const isFileHere = (path: string) => path === 'run.json';
const orders = (words: readonly string[]): readonly (readonly string[])[] =>
  words.length < 2 ? [words] : words.flatMap((word, i) => orders(words.toSpliced(i, 1)).map((more) => [word, ...more]));

const mixable = commands.flatMap((meta) => {
  const all = meta.args.map(sample);
  const samples = all.filter((each) => each !== undefined);
  const isTold = samples.length > 1 && samples.length === all.length;
  return isTold && new Set(samples.map(({ looks }) => looks)).size === samples.length
    ? [[meta.path, meta, samples.map(({ word }) => word)] as const]
    : [];
});

test('there are such commands of each kind', () => {
  const paths = mixable.map(([path]) => path);
  for (const path of ['group member add', 'group member set-role', 'put', 'gcs collection set-owner'])
    expect(paths).toContain(path);
});

test.each(mixable)('%s, whichever order its words have', (_path, meta, words) => {
  for (const order of orders(words)) {
    const isRight = order.every((word, i) => word === words[i]);
    expect(inRightOrder(order, meta, isFileHere), order.join(' ')).toEqual(isRight ? undefined : words);
  }
});

test.each([
  ['bookmark create', ['data', 'Lab:/data'], ['Lab:/data', 'data']],
  ['gcp create guest', ['Lab:/data', 'Results'], ['Results', 'Lab:/data']],
  ['flows create', ['run.json', 'Copy'], ['Copy', 'run.json']],
  // what may be right stays
  ['bookmark create', ['Lab', 'data'], undefined],
  ['transfer', ['Lab:/a', 'Labor:/b'], undefined],
  ['cp', ['run.json', 'Lab'], undefined],
  ['group member add', ['Genome lab', 'Ada'], undefined],
] as const)('%s %j', (path, words, meant) => {
  expect(inRightOrder(words, metaOf(path), isFileHere)).toEqual(meant);
});

test('a path before the collection that it is on, wherever one place is all that a command takes', () => {
  const places = commands.filter(({ args }) => args.length === 1 && args[0]?.thing === 'place' && !args[0].multiple);
  expect(places.length).toBeGreaterThan(8);
  const known = {
    isNamed: (_kind: string, name: string) => name === 'Lab data',
    isFileHere: () => false,
    lacksPaths: false,
  };
  for (const meta of places)
    for (const words of [
      ['new', 'Lab data'],
      ['Lab data', 'new'],
    ])
      expect(meantOperands(words, meta, known), meta.path).toEqual(['Lab data:new']);
});

test('what is renamed comes first', () => {
  for (const [words, line] of [
    [['b.txt', 'Lab:/x/a.txt'], 'Lab:/x/a.txt /x/b.txt'],
    [['/b.txt', 'Lab:/x/a.txt'], 'Lab:/x/a.txt /b.txt'],
  ] as const)
    expect(() => onOneCollection(words)).toThrow(
      expect.objectContaining({ hint: `Did you mean:  globus rename ${line}` }),
    );
  expect(onOneCollection(['Lab', '/a', '/b'])).toEqual(['Lab', '/a', '/b']);
  // a name alone stays in its folder
  expect(onOneCollection(['Lab:/my data/a.txt', 'b.txt'])).toEqual(['Lab', '/my data/a.txt', '/my data/b.txt']);
  expect(onOneCollection(['Lab:~/run/', 'old'])).toEqual(['Lab', '~/run/', '~/old']);
  expect(onOneCollection(['Lab:/a', '~/b'])).toEqual(['Lab', '/a', '~/b']);
});

test('whoever gives a new name to an update by itself is told its flag', async () => {
  const named = new Set(['name', 'displayName', 'title', 'label']);
  for (const meta of commands.filter(({ path }) => / update( |$)/.test(path))) {
    const flag = meta.flags.find(
      ({ key, kind, metavar }) => named.has(key) && kind === 'value' && metavar !== 'FILENAME',
    );
    if (!flag) continue;
    const { flags } = await commandOf(moduleAt(meta.path));
    expect([meta.path, flags?.[flag.key]?.bare]).toEqual([meta.path, 'Rename it']);
  }
});
