/** Where nobody can answer, or nobody is to be asked, no command asks: it ends with exit code 2 and names what is missing. */
import { describe, expect, test } from 'vitest';
import { globus, temporaryFolder, writeLogin } from './support/globus.js';
import { commandOf, commands } from './support/manifest-of.js';

/** Lines without anything that their command requires, and what it says is missing. */
const lacking = commands().flatMap(({ module, meta }) => {
  const flag = meta.flags.find(({ required }) => required);
  const argument = meta.args.find(({ required }) => required);
  const missing = flag ?? argument;
  return missing ? [{ module, meta, missing: missing.names[0]! }] : [];
});

describe.each([
  ['off a terminal', [], {}, undefined],
  ['with --no-input', ['--no-input'], {}, { columns: 80, person: true }],
  ['with GLOBUS_CLI_INTERACTIVE=0', [], { GLOBUS_CLI_INTERACTIVE: '0' }, { columns: 80, person: true }],
] as const)('%s', (_when, flags, env, terminal) => {
  test('there are many', () => expect(lacking.length).toBeGreaterThan(200));

  test('not one question is asked', async () => {
    const wrong: string[] = [];
    for (const { meta, missing } of lacking) {
      const line = [...meta.path.split(' '), ...flags];
      const { code, stdout, stderr } = await globus(line, { env, ...(terminal && { terminal }) });
      const names = stderr.includes(`'${missing}'`);
      if (code !== 2 || stdout !== '' || !names) wrong.push(`${line.join(' ')}: exit ${code}, ${missing}\n${stderr}`);
    }
    expect(wrong).toEqual([]);
  });

  test('what only a guide asks for is missing, too', async () => {
    const lines = [
      ['task', 'cancel'],
      ['group', 'member', 'add', '8b2f0d0e-6a3c-4a6e-9d3e-5b7a1c2d3e4f'],
      ['search', 'query', '8b2f0d0e-6a3c-4a6e-9d3e-5b7a1c2d3e4f'],
    ];
    for (const line of lines) {
      const { code, stderr } = await globus([...line, ...flags], { env, ...(terminal && { terminal }) });
      expect([code, stderr]).toEqual([2, expect.stringMatching(/TASK_ID|USER|-q/)]);
    }
  });
});

describe('where somebody is there whose stderr is no terminal', () => {
  const id = '8b2f0d0e-6a3c-4a6e-9d3e-5b7a1c2d3e4f';
  const lines = [['logout'], ['rm', '-r', `${id}:/x`], ['delete', '-r', `${id}:/x`], ['group', 'delete', id]];
  const terminal = { columns: 80, person: true, unheard: true };
  test.each(lines.map((line) => [line.join(' '), line] as const))('%s is not done unasked', async (_line, line) => {
    expect(await globus(line, { terminal })).toEqual({
      code: 2,
      stdout: '',
      stderr: expect.stringMatching(/deletes or removes something, so it asks first[^]*--yes/),
    });
  });
  test.each([
    ['with --yes', ['--yes'], {}, terminal],
    ['with --no-input', ['--no-input'], {}, terminal],
    ['with GLOBUS_CLI_INTERACTIVE=0', [], { GLOBUS_CLI_INTERACTIVE: '0' }, terminal],
    ['in a script on a terminal', [], {}, { columns: 80, unheard: true }],
  ])('%s it is done', async (_when, flags, env, on) => {
    const folder = temporaryFolder();
    writeLogin(folder, {});
    expect((await globus(['logout', ...flags], { env, terminal: on, configDir: folder })).code).toBe(0);
  });
});

test('a guide offers only what the command has, and ends in a question where it changes something', async () => {
  const wrong: string[] = [];
  for (const { module, meta } of commands()) {
    const { guide } = await commandOf(module);
    if (!guide) continue;
    const keys = new Set([...meta.args, ...meta.flags].map(({ key }) => key));
    for (const { answeredBy, question } of guide.offers)
      for (const key of answeredBy) if (!keys.has(key)) wrong.push(`${meta.path}: '${question}' names ${key}`);
    // one only reads, and the other goes on to a login, which is a question itself, as is that of what takes something away
    if (guide.question === undefined && !meta.asks && !/^(search query|session update)$/.test(meta.path))
      wrong.push(`${meta.path} asks for no consent`);
  }
  expect(wrong).toEqual([]);
});
