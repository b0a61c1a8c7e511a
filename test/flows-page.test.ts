/** The page about flows (docs/flows.md): what it shows, done in the sandbox as it stands there. */
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { globus } from './support/globus.js';
import { exampleLogins } from './support/answering.js';
import { screenNow, screenWorld } from './support/screen-world.js';
import { sandboxUser } from './support/sandbox-user.js';

const page = readFileSync(join(import.meta.dirname, '../docs/flows.md'), 'utf8');
const blocks = (language: string) => [...page.matchAll(new RegExp(`^\`\`\`${language}\\n([^]*?)^\`\`\`$`, 'gm'))];
/** The words of a line as a shell takes them: single quotes alone stand on the page. */
const wordsOf = (line: string) =>
  [...line.matchAll(/(?:'[^']*'|[^\s'])+/g)].map(([word]) => word.replaceAll("'", '')).slice(1);

test('every line of the page does what it says', { timeout: 120_000 }, async () => {
  const user = await sandboxUser();
  await user.logIn();
  const [definition = [], schema = []] = blocks('json');
  writeFileSync(join(user.home, 'definition.json'), definition[1] ?? '');
  writeFileSync(join(user.home, 'schema.json'), schema[1] ?? '');
  const lines = blocks('sh').flatMap(([, text = '']) => text.trim().split('\n'));
  expect(lines).toHaveLength(8);
  for (const line of lines) {
    const words = wordsOf(line);
    if (words[0] === 'login') {
      expect((await user.logIn(undefined, words.slice(1))).code).toBe(0);
      continue;
    }
    if (words[0] === 'timer') {
      // what the page says of a script: the permission comes first
      const refused = await user.run(words, { cwd: user.home });
      const [, id = ''] = /globus login --timer flow:(\S+)/.exec(refused.stderr) ?? [];
      expect([refused.code, id]).toEqual([4, expect.stringMatching(/^[0-9a-f-]{36}$/)]);
      await user.logIn(undefined, ['--timer', `flow:${id}`]);
    }
    const ran = await user.run(words, { cwd: user.home });
    expect(ran.code, `${line}\n${ran.stderr}`).toBe(0);
  }
  const copied = await user.run(['ls', 'Sandbox Destination:/copied/', '-F', 'json', '--jmespath', 'DATA[].name']);
  expect(JSON.parse(copied.stdout)).toEqual(['file1.txt', 'file2.txt', 'file3.txt']);
});

test('what the summary ends with is not said again below it', async () => {
  const { stdout, stderr } = await globus(
    ['flows', 'create', 'Copy', '{"StartAt":"A","States":{"A":{"Type":"Pass","End":true}}}'],
    {
      api: screenWorld(),
      logins: exampleLogins,
      now: screenNow,
      terminal: { columns: 80 },
      env: { NO_COLOR: '1' },
    },
  );
  expect(stdout).toMatch(/^Start it: {2}globus flows start Copy$/m);
  expect(stderr).toBe('');
});
