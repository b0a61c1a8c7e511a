/** Where a command needs one of several flags and has none, a person at a terminal is asked which: not told that the line is wrong. */
import { expect, test } from 'vitest';
import { askingFor, wordsOf } from '../src/asking.js';
import type { CommandMeta } from '../src/cli/manifest.js';
import { parseLine, type Typed } from '../src/cli/parse.js';
import { readInput } from '../src/cli/values.js';
import type { Command } from '../src/command/command.js';
import { commandOf, commands } from './support/manifest-of.js';

const id = '8b2f0d0e-6a3c-4a6e-9d3e-5b7a1c2d3e4f';
/** What people type: one of these fits each flag. */
const texts = ['PLAIN', id, '500', '50000-51000', '2030-01-31', 'true', '{}'];
const everyWord = (meta: CommandMeta): Typed => ({
  given: new Map(meta.flags.filter(({ required }) => required).map((flag) => [flag.key, [flag.choices?.[0] ?? id]])),
  operands: meta.args
    .filter(({ required }) => required)
    .map(({ choices, thing }) => choices?.[0] ?? (thing === 'place' ? `${id}:/x` : id)),
  sequence: [],
});

/** Somebody who takes the choice of this number, and types the same everywhere else. */
function answering(nth: number) {
  const questions: string[] = [];
  const asking = askingFor(
    {
      prompt: {
        select: (question: string, choices: readonly { readonly value: string }[]) => {
          questions.push(question);
          return Promise.resolve((choices[nth] ?? choices[0])!.value);
        },
        input: (question: string) => (questions.push(question), Promise.resolve('PLAIN')),
        secret: (question: string) => (questions.push(question), Promise.resolve('PLAIN')),
      } as never,
      pick: (_kind, question) => (questions.push(question), Promise.resolve(id)),
    },
    () => Promise.resolve(),
  );
  return { asking, questions };
}

const read = (command: Command, meta: CommandMeta, line: Typed, asking?: ReturnType<typeof askingFor>) =>
  readInput({
    command: { ...command, check: undefined } as Command,
    meta,
    typed: line,
    verbose: false,
    context: { readText: () => Promise.resolve('{}'), now: () => new Date(0) },
    lookUpName: () => Promise.resolve({ id, path: null }),
    ...(asking && {
      askWhich: asking.askWhich,
      ask: async (flag, owner, check) => {
        const answered = await asking.ask(flag, owner);
        for (const text of [answered, ...texts]) if ((await check?.(text)) === undefined) return text;
        return answered;
      },
    }),
  });

const lacking = commands().filter(({ meta }) =>
  meta.rules.some(
    ({ type, keys }) => type === 'oneOf' && !meta.args.some((arg) => keys.includes(arg.key)) && keys.length,
  ),
);

test('there are many', () => expect(lacking.length).toBeGreaterThan(15));

test.each(lacking.map(({ module, meta }) => [meta.path, module, meta] as const))(
  '%s asks for one of them',
  async (_path, module, meta) => {
    const command = await commandOf(module);
    const line = everyWord(meta);
    const rule = meta.rules.find(({ type }) => type === 'oneOf')!;
    // nobody is asked off a terminal: the line is wrong
    await expect(read(command, meta, line)).rejects.toThrow(/Give one of|Give --/);
    for (const nth of rule.keys.keys()) {
      const { asking, questions } = answering(nth);
      const input = await read(command, meta, line, asking);
      expect(rule.keys.some((key) => input.given(key))).toBe(true);
      expect(questions.length).toBeGreaterThan(0);
      // what was answered says the same on a line
      const words = wordsOf(asking.answers);
      if (words.length) expect(rule.keys.some((key) => parseLine(meta, words).given.has(key))).toBe(true);
    }
  },
);
