/** `npm run new -- task frobnicate`: a command and its test, ready to be filled in; both pass `npm run check` and run as they are. */
import { existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import { pathToFileURL } from 'node:url';

const commandText = (words: readonly string[]) => `import { command, param, record } from '#command';

/** The fields of the service's document that we show. */
interface Thing {
  readonly id: string;
}

export default command({
  summary: 'Say what it does in one sentence.',
  examples: [{ title: 'The most usual call', line: 'globus ${words.join(' ')} THING_ID' }],
  // needs: ['transfer'] hands run the adapter, and demands its login; see src/command/needs.ts for the others
  args: { thingId: param.uuid({ summary: 'The thing' }) },
  flags: {},
  output: record<Thing>({ ID: 'id' }),
  run: ({ args }): Thing => ({ id: args.thingId }),
});
`;

const testText = (words: readonly string[], support: string) => {
  const argv = words.map((word) => `'${word}'`).join(', ');
  return `import { describe, expect, test } from 'vitest';
import { globus } from '${support}/globus.js';

const id = '8b2f0d0e-6a3c-4a6e-9d3e-5b7a1c2d3e4f';

// a command that talks to a service gets its network: globus([...], { api: fakeApi([{ method: 'GET', url, response }]) })
describe('globus ${words.join(' ')}', () => {
  test('shows the thing', async () => {
    expect(await globus([${argv}, id])).toEqual({ code: 0, stdout: \`ID: \${id}\\n\`, stderr: '' });
  });

  test('prints the document as JSON', async () => {
    const { code, stdout } = await globus([${argv}, id, '--format', 'json']);
    expect([code, JSON.parse(stdout)]).toEqual([0, { id }]);
  });

  test('wants an id', async () => {
    const { code, stdout, stderr } = await globus([${argv}, 'no-id']);
    expect([code, stdout]).toEqual([2, '']);
    expect(stderr).toContain("'no-id' is not a valid UUID");
  });
});
`;
};

const topicText = (name: string) => `import { topic } from '#command';

export default topic({ summary: 'Say what ${name} is about in one sentence.' });
`;

/** Writes the files of a new command below `root` and returns their paths; an Error where the words do not do or something is there already. */
export function scaffold(root: string, words: readonly string[]): string[] {
  const bad = words.find((word) => !/^[a-z][a-z0-9]*(-[a-z0-9]+)*$/.test(word) || word === 'index');
  if (!words.length) throw new Error('Say the words of the command: npm run new -- task frobnicate');
  if (bad !== undefined)
    throw new Error(`'${bad}' is no word of a command: lower-case letters, digits and single dashes.`);
  const files = new Map<string, string>();
  for (let depth = 1; depth < words.length; depth++) {
    const topic = join(root, 'src/commands', ...words.slice(0, depth), '_topic.ts');
    if (existsSync(`${dirname(topic)}.ts`))
      throw new Error(
        `${relative(root, dirname(topic))}.ts is a command: make it ${relative(root, dirname(topic))}/index.ts first.`,
      );
    if (!existsSync(topic)) files.set(topic, topicText(words[depth - 1] ?? ''));
  }
  const command = join(root, 'src/commands', `${join(...words)}.ts`);
  const test = join(root, 'test/commands', `${join(...words)}.test.ts`);
  for (const file of [command, test, command.replace(/\.ts$/, '/index.ts')]) {
    if (existsSync(file)) throw new Error(`${relative(root, file)} is there already.`);
  }
  files.set(command, commandText(words));
  files.set(test, testText(words, relative(dirname(test), join(root, 'test/support'))));
  for (const [file, text] of files) {
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, text);
  }
  return [...files.keys()].map((file) => relative(root, file));
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) {
  try {
    const written = scaffold(process.cwd(), process.argv.slice(2));
    console.log(
      `${written.join('\n')}\n\nNext: fill them in, then: npm run check && npx vitest run ${written.at(-1)}\nThen: npm run build, without which bin/globus.js does not have it`,
    );
  } catch (error) {
    console.error((error as Error).message);
    process.exitCode = 2;
  }
}
