/** Help fits: the page of a topic on a terminal of 24 lines and 80 columns, and every page wrapped at 60. */
import { describe, expect, test } from 'vitest';
import { commandHelp, continued, flagsHelp, topicHelp } from '../src/cli/help.js';
import { globus } from './support/globus.js';
import { commands, manifest, places } from './support/manifest-of.js';

const bold = (text: string) => text;
const topics = places().filter(({ node }) => node.children && !node.module);
const linesOf = (text: string) => text.trimEnd().split('\n');

describe('a topic', () => {
  const named = topics.map(({ words, node }) => ({ name: ['globus', ...words].join(' '), words, node }));
  test.each([60, 80, 140].flatMap((width) => named.map((each) => ({ ...each, width }))))(
    '$name has 24 lines at $width columns, and names every command',
    ({ words, node, width }) => {
      const page = topicHelp(words, node, { width, lines: 24, breaksLines: true, bold });
      expect(linesOf(page).length).toBeLessThanOrEqual(24);
      expect(linesOf(page).filter((line) => line.length > width)).toEqual([]);
      expect(linesOf(page).filter((line) => line.startsWith('Flags of every command'))).toHaveLength(1);
      for (const [name, child] of Object.entries(node.children ?? {}))
        if (!child.hidden) expect(page).toMatch(new RegExp(`(^|\\s)${name}([\\s,]|$)`, 'm'));
    },
  );
  test('is whole off a terminal, and by globus help', async () => {
    const piped = await globus(['--help']);
    expect(linesOf(piped.stdout).length).toBeGreaterThan(24);
    expect((await globus(['help'])).stdout).toBe(piped.stdout);
    expect(linesOf((await globus(['help'], { terminal: { columns: 80 } })).stdout).length).toBeGreaterThan(24);
    expect(linesOf((await globus([], { terminal: { columns: 80 } })).stdout).length).toBeLessThanOrEqual(24);
  });
});

describe('globus help', () => {
  test('shows the page of a command, and the flags of all', async () => {
    expect((await globus(['help', 'task', 'show'])).stdout).toBe((await globus(['task', 'show', '--help'])).stdout);
    expect((await globus(['help', 'flags'])).stdout).toContain('--jmespath, --jq EXPR');
  });
  test('of what is none is an error as for any other word', async () => {
    expect(await globus(['help', 'tsak'])).toMatchObject({ code: 2, stdout: '' });
    expect((await globus(['help', 'tsak'])).stderr).toContain("'tsak' (Did you mean task");
    // a command is never run for it
    expect((await globus(['help', 'whoami', 'x'])).stdout).toBe((await globus(['whoami', '--help'])).stdout);
  });
});

test('every page is wrapped at 60 columns, but for what is to be copied', () => {
  const style = { width: 60, lines: 24, breaksLines: true, bold };
  const isFoot = (line: string) => /^(?:More on a command|What each is for): /.test(line);
  // a line to copy is broken where a shell allows it
  const isCopied = (line: string) =>
    isFoot(line) ||
    (/^ {2}(?:globus|source|echo|cat|printf|for|[A-Z_]+=)|^ {4}/.test(line) &&
      continued(line.trim().replace(/ \\$/, ''), 56).length === 1);
  /** A word that is longer than its column cannot be broken. */
  const isOneWord = (line: string) => !/\S \S/.test(line.trim());
  const pages = [
    flagsHelp(style),
    ...topics.map(({ words, node }) => topicHelp(words, node, style)),
    ...commands().map(({ meta }) => {
      const place = places().find(({ node }) => node.module === meta.path.replaceAll(' ', '/'));
      return commandHelp(meta, place?.node ?? manifest.tree(), style);
    }),
  ];
  const wide = pages.flatMap((page) =>
    linesOf(page).filter((line) => line.length > 60 && !isCopied(line) && !isOneWord(line)),
  );
  expect(wide).toEqual([]);
});

test('a line to copy is broken between its words alone, and a shell reads it as one', () => {
  const line = `globus transfer @data:run7/ '@archive:a long name of a folder/' --label "of run 7" --recursive --wait`;
  const lines = continued(line, 40);
  expect(lines.filter((each) => each.length > 40)).toEqual([]);
  expect(lines.slice(0, -1).every((each) => each.endsWith(' \\'))).toBe(true);
  expect(lines.join('\n').replace(/\\\n +/g, '')).toBe(line);
  expect(continued(line, 200)).toEqual([line]);
  // what has quotes over several lines, or odd spaces, is not ours to break
  expect(continued(`${line}  x`, 40)).toEqual([`${line}  x`]);
});

test('no page says a thing twice, says nothing, or refers to the line above, which may be another one', () => {
  const style = { width: 1000, lines: 24, breaksLines: true, bold };
  const nodeOf = (path: string) => places().find(({ node }) => node.module === path)?.node;
  const odd = commands().flatMap(({ module, meta }) => {
    const node = nodeOf(module);
    const lines = node ? linesOf(commandHelp(meta, node, style)) : [];
    const strange = lines.filter((line) => /\.{4}|\(default \)|; default \)|repeat it.*may be repeated/.test(line));
    const unclear = meta.flags.filter(({ hidden, summary }) => !hidden && /^The same\b/.test(summary));
    return [...strange, ...unclear.map(({ summary }) => summary)].map((each) => `${meta.path}: ${each.trim()}`);
  });
  expect(odd).toEqual([]);
});
