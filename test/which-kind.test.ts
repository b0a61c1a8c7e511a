/** Words that stand before kinds of things, as in `timer create`: a person is asked which kind, and a script is told. */
import { describe, expect, test } from 'vitest';
import { isBeforeKinds } from '../src/cli/resolve.js';
import { runBuilt } from './support/built.js';
import { manifest, places } from './support/manifest-of.js';
import { hasTerminal, onTerminal } from './support/terminal.js';

/** Words whose commands all do the same to something else, by their summaries; `api` has one command for each service. */
const beforeKinds = places().filter(({ words, node }) => {
  const kinds = Object.values(node.children ?? {}).filter(({ hidden }) => !hidden);
  const verbs = new Set(kinds.map(({ summary }) => summary.split(' ')[0]));
  return (
    !node.module && kinds.length > 1 && kinds.every((kind) => kind.module) && verbs.size === 1 && words[0] !== 'api'
  );
});

describe('a word before kinds of things', () => {
  test.each(beforeKinds.map(({ words, node }) => [words.join(' '), words, node] as const))(
    '%s asks which',
    (_line, words, node) => {
      expect(isBeforeKinds({ words, node, rest: [], nextWord: undefined })).toBe(true);
    },
  );
  test('is there', () => {
    expect(beforeKinds.map(({ words }) => words.join(' '))).toContain('gcs storage-gateway create');
  });
  test('is not a topic of other commands, nor a command', () => {
    const { timer } = manifest.tree().children!;
    expect(isBeforeKinds({ words: ['timer'], node: timer!, rest: [], nextWord: undefined })).toBe(false);
    const { create } = manifest.tree().children!['group']!.children!;
    expect(isBeforeKinds({ words: ['group', 'create'], node: create!, rest: [], nextWord: undefined })).toBe(false);
  });
  test('off a terminal prints its help, exit 2', async () => {
    const told = await runBuilt(['timer', 'create'], {});
    expect(told).toMatchObject({ code: 2, stdout: '', stderr: expect.stringContaining('globus timer create COMMAND') });
  });
  test.skipIf(!hasTerminal)('on a terminal where nobody is to be asked, too', async () => {
    const shown = onTerminal(['timer', 'create'], { GLOBUS_CLI_INTERACTIVE: '0' }, 80);
    await shown.see(/globus timer create COMMAND/);
    expect(await shown.ended()).toBe(2);
  });
});
