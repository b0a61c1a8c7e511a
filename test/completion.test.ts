import { execFileSync } from 'node:child_process';
import { beforeAll, describe, expect, test } from 'vitest';
import { answer, complete } from '../src/cli/completion/complete.js';
import { quotedRest, typedWords } from '../src/cli/completion/typed-words.js';
import type { CommandMeta, Manifest, ParamMeta, TreeNode } from '../src/cli/manifest.js';
import { ensureBuilt, runBuilt } from './support/built.js';
import { globus } from './support/globus.js';
import { hostile, hostileTexts, obeyed } from './support/hostile.js';
import { manifest } from './support/manifest-of.js';
import { shells, stage, typeInto } from './support/shells.js';

const words = (...line: string[]) => complete(manifest, line).candidates.map(({ word }) => word);

describe('what fits at the end of a line', () => {
  test('commands at the start, with what they do', () => {
    expect(complete(manifest, ['tas']).candidates).toEqual([
      { word: 'task', summary: manifest.tree().children?.['task']?.summary },
    ]);
    expect(words('')).toEqual(
      Object.entries(manifest.tree().children!).flatMap(([word, node]) => (node.hidden ? [] : [word])),
    );
  });
  test('subcommands of a topic, also after a global flag with a value', () => {
    expect(words('bookmark', '')).toEqual(
      Object.entries(manifest.tree().children!['bookmark']!.children!).flatMap(([word, node]) =>
        node.hidden ? [] : [word],
      ),
    );
    expect(words('-F', 'json', 'bookmark', 'ren')).toEqual(['rename']);
  });
  test('nothing below a word that names no command', () => {
    expect(words('no-such-thing', '')).toEqual([]);
  });
  test('long flags that are not on the line yet, the global ones too', () => {
    expect(words('task', 'wait', '--time')).toEqual(['--timeout', '--timeout-exit-code']);
    expect(words('task', 'wait', '--timeout', '5', '--time')).toEqual(['--timeout-exit-code']);
    expect(words('task', 'show', 'ID', '--jm')).toEqual(['--jmespath']);
  });
  test('a flag that may be repeated is offered again', () => {
    expect(words('task', 'list', '--filter-status', 'ACTIVE', '--filter-st')).toEqual(['--filter-status']);
  });
  test('no flag that excludes one on the line, and no hidden one', () => {
    expect(words('task', 'show', '--skipped-errors', '--succ')).toEqual([]);
    expect(words('task', 'list', '--show-server')).toEqual([]);
  });
  test('the choices of a flag, as the next word or after =', () => {
    expect(words('task', 'list', '--filter-type', '')).toEqual(['TRANSFER', 'DELETE']);
    expect(words('task', 'list', '--filter-type=T')).toEqual(['--filter-type=TRANSFER']);
    expect(words('task', 'list', '--format', 'j')).toEqual(['json']);
  });
  test('the choices of an argument in its place', () => {
    expect(words('api', 'transfer', 'P')).toEqual(['PUT', 'POST', 'PATCH']);
    expect(words('api', 'transfer', 'GET', '')).toEqual([]);
  });
  test('files where a file is wanted, and nowhere else', () => {
    expect(complete(manifest, ['transfer', 'A', 'B', '--batch', ''])).toEqual({ candidates: [], paths: 'file' });
    expect(complete(manifest, ['task', 'show', '']).paths).toBeUndefined();
  });
  test('no flags after --', () => {
    expect(words('ls', '--', '--')).toEqual([]);
  });

  /** Shapes that no command has, or only by chance. */
  const odd = (over: { flags?: ParamMeta[]; args?: ParamMeta[]; children?: Record<string, TreeNode> }): Manifest => ({
    tree: () => ({
      summary: '',
      children: { odd: { summary: 'Odd.', module: 'odd', ...(over.children && { children: over.children }) } },
    }),
    meta: (): CommandMeta => ({
      path: 'odd',
      summary: 'Odd.',
      examples: [],
      needs: [],
      rules: [],
      args: over.args ?? [],
      flags: over.flags ?? [],
    }),
  });
  const value: ParamMeta = {
    key: 'level',
    kind: 'value',
    names: ['--level', '-l'],
    summary: 'Level',
    choices: ['low', 'high'],
  };
  test('a value that is glued to its letter is not awaited again', () => {
    expect(complete(odd({ flags: [value] }), ['odd', '-llow', '']).candidates).toEqual([]);
    expect(complete(odd({ flags: [value] }), ['odd', '-l', 'h']).candidates).toEqual([{ word: 'high' }]);
  });
  test('both spellings of a toggle', () => {
    const toggle: ParamMeta = { key: 'deep', kind: 'toggle', names: ['--deep'], off: ['--no-deep'], summary: 'Deep' };
    expect(complete(odd({ flags: [toggle] }), ['odd', '--']).candidates.map(({ word }) => word)).toEqual(
      expect.arrayContaining(['--deep', '--no-deep']),
    );
  });
  test('the last argument goes on where it takes several; folders where folders are wanted', () => {
    const many: ParamMeta = {
      key: 'colour',
      kind: 'value',
      names: ['COLOUR'],
      summary: 'Colour',
      choices: ['red', 'green'],
      multiple: true,
    };
    expect(complete(odd({ args: [many] }), ['odd', 'red', 'g']).candidates).toEqual([{ word: 'green' }]);
    const folder: ParamMeta = {
      key: 'folder',
      kind: 'value',
      names: ['FOLDER'],
      summary: 'Folder',
      completes: 'directory',
    };
    expect(complete(odd({ args: [folder] }), ['odd', '']).paths).toBe('directory');
  });
  test('subcommands and arguments both, where a command is a topic too', () => {
    const colour: ParamMeta = { key: 'colour', kind: 'value', names: ['COLOUR'], summary: 'Colour', choices: ['red'] };
    const both = odd({
      args: [colour],
      children: {
        ripe: { summary: 'Ripe.', module: 'odd' },
        rotten: { summary: 'Rotten.', module: 'odd', hidden: true },
      },
    });
    expect(complete(both, ['odd', 'r']).candidates.map(({ word }) => word)).toEqual(['ripe', 'red']);
  });
});

describe('the line as bash gives it', () => {
  test('is split as a shell does', () => {
    expect(typedWords('globus  ls "a b" c\\ d \'e').words).toEqual(['globus', 'ls', 'a b', 'c d', 'e']);
    expect(typedWords('globus ls ').words).toEqual(['globus', 'ls', '']);
    expect(typedWords('globus ls a\\  ').words).toEqual(['globus', 'ls', 'a ', '']);
  });
  test('gets candidates without the part before the break that bash sees', () => {
    expect(answer(manifest, ['--line', 'globus task list --format=js', 'js'])).toBe('json\n');
    expect(answer(manifest, ['--line', 'globus task list --filter-type=', ''])).toBe('TRANSFER\nDELETE\n');
  });
  test('gets a mark where files fit', () => {
    expect(answer(manifest, ['--line', 'globus transfer A B --batch fi', 'fi'])).toBe(':file\n');
  });
});

describe('the end of a word in bash', () => {
  // the quotes are those that the words of the line stand in
  test.each([
    [undefined, "a b'c", String.raw`a\ b\'c`],
    [undefined, '$(x);`y`', '\\$\\(x\\)\\;\\`y\\`'],
    ["'", "a b'c", String.raw`a b'\''c`],
    ['"', 'a "$b', String.raw`a \"\$b`],
  ] as const)('after %s, %s is %s', (quote, text, quoted) => {
    expect(quotedRest(text, quote)).toBe(quoted);
    expect(typedWords(`${quote ?? ''}${quoted}${quote ?? ''}`).words).toEqual([text]);
  });
});

describe('globus completion', () => {
  test('prints the script as it is', async () => {
    const { code, stdout, stderr } = await globus(['completion', 'bash']);
    expect([code, stderr]).toEqual([0, '']);
    expect(stdout).toMatch(/^# bash completion for globus/);
    expect(stdout.endsWith('complete -F _globus globus globusx\n')).toBe(true);
  });
  test('prints the same script as JSON', async () => {
    const [text, json] = [await globus(['completion', 'zsh']), await globus(['completion', 'zsh', '--format', 'json'])];
    expect(JSON.parse(json.stdout)).toEqual({ shell: 'zsh', script: text.stdout });
  });
  test('knows four shells', async () => {
    const { code, stdout, stderr } = await globus(['completion', 'tcsh']);
    expect([code, stdout]).toEqual([2, '']);
    expect(stderr).toContain("'tcsh' is not one of 'bash', 'zsh', 'fish', 'powershell'");
  });
});

describe('in a real shell', () => {
  beforeAll(ensureBuilt);

  test.runIf(shells.bash && shells.terminal)('bash completes as one types', { timeout: 120_000 }, async () => {
    await typeInto('bash --norc --noprofile -i', [
      ['PS1="% "; source <(globus completion bash); echo rea""dy\r', /ready\n/],
      ['globus tas\t', /globus task $/],
      ['li\t', /globus task list $/],
      ['--format=js\t', /globus task list --format=json $/],
      ['--filter-ty\t', /--filter-type $/],
      ['TR\t', /--filter-type TRANSFER $/],
      ['\u0015true && globus bookm\t', /true && globus bookmark $/],
      ['\u0015globus transfer A B --batch pairs.\t', /--batch pairs\.txt $/],
      ['\u0015globus transfer A B --batch pairs-\t', /--batch pairs-of-files\/$/],
      // an id is wanted: no file is offered
      ['\u0015globus task show pairs.\tX', /task show pairs\.\u0007?X$/],
    ]);
  });

  test.runIf(shells.zsh && shells.terminal)('zsh completes as one types', { timeout: 120_000 }, async () => {
    await typeInto('zsh -f -i', [
      ['PS1="%% "; autoload -Uz compinit; compinit -u -D; source <(globus completion zsh); echo rea""dy\r', /ready\n/],
      ['globus tas\t', /globus task $/],
      ['li\t', /globus task list $/],
      ['--filter-ty\t', /--filter-type $/],
      ['TR\t', /--filter-type TRANSFER $/],
      ['--format=js\t', /--format=json $/],
      ['\u0015globus bookmark \t', /create +-- Bookmark/],
      ['\u0015globus transfer A B --batch pairs.\t', /--batch pairs\.txt $/],
    ]);
  });

  test.runIf(shells.fish)('fish completes', () => {
    const { cwd, env } = stage();
    const ask = (line: string) =>
      execFileSync(
        'fish',
        ['--no-config', '-c', `globus completion fish | source; complete -C ${JSON.stringify(line)}`],
        { cwd, env, encoding: 'utf8', stdio: ['ignore', 'pipe', 'pipe'] },
      );
    expect(ask('globus tas')).toBe(`task\t${manifest.tree().children?.['task']?.summary}\n`);
    expect(ask('globus task list --filter-type T')).toBe('TRANSFER\n');
    expect(ask('globus task list --format=js')).toBe('--format=json\n');
    expect(ask('globus transfer A B --batch pairs.').trim().split('\t')[0]).toBe('pairs.txt');
    expect(ask('globus task show pairs')).toBe('');
  });

  test.runIf(shells.powershell)('PowerShell completes', () => {
    const { cwd, env } = stage();
    const line = 'globus task list --filter-type T';
    const script = `globus completion powershell | Out-String | Invoke-Expression; (TabExpansion2 -inputScript '${line}' -cursorColumn ${line.length}).CompletionMatches.CompletionText`;
    expect(execFileSync('pwsh', ['-NoProfile', '-Command', script], { cwd, env, encoding: 'utf8' }).trim()).toBe(
      'TRANSFER',
    );
  });

  test('an answer comes from the built program, and a broken line completes nothing', async () => {
    expect(await runBuilt(['__complete', '--words', 'bookmark', 'ren'])).toMatchObject({
      code: 0,
      stdout: expect.stringMatching(/^rename\t/) as string,
      stderr: '',
    });
    expect(await runBuilt(['__complete', '--words', 'nonsense', ''])).toMatchObject({
      code: 0,
      stdout: '',
      stderr: '',
    });
    expect(await runBuilt(['__complete'])).toMatchObject({ code: 0, stderr: '' });
  });
});

test('the answers to a shell show what summaries say, and offer no word that a terminal would obey', () => {
  const texts = [hostile, ...Object.values(hostileTexts)];
  const children = Object.fromEntries(
    texts.map((text, i) => [i % 2 ? text : `word-${i}`, { summary: text }] as const),
  ) as unknown as Record<string, TreeNode>;
  const odd = { ...manifest, tree: () => ({ ...manifest.tree(), children }) };
  const said = answer(odd, ['--words', '']);
  expect(
    said
      .trimEnd()
      .split('\n')
      .map((line) => line.split('\t')[0]),
  ).toEqual(Object.keys(children).filter((word) => word.startsWith('word-')));
  expect(said).toContain('\\u202e');
  expect(obeyed(said)).toEqual([]);
});

test('help names no flag that it does not show', async () => {
  const { stdout } = await globus(['timer', 'create', 'transfer', '--help']);
  expect(stdout).toContain('Only one of --batch, --recursive.');
  expect(stdout).not.toMatch(/--delete(?!-)/);
});
