/** Every question that is answered by typing judges the answer, so that a bad one is asked again with the reason. */
import { readdirSync, readFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import ts from 'typescript';
import { describe, expect, test } from 'vitest';
import { askingFor } from '../src/asking.js';
import { commands } from './support/manifest-of.js';

const root = join(import.meta.dirname, '..');
const files = readdirSync(join(root, 'src'), { recursive: true, withFileTypes: true })
  .filter((entry) => entry.isFile() && entry.name.endsWith('.ts'))
  .map((entry) => relative(root, join(entry.parentPath, entry.name)))
  .sort();

/** Questions without a check, and why they need none. */
const excused: ReadonlyMap<string, string> = new Map([
  ['src/auth/sign-in.ts: Press Enter for a new address (Esc cancels):', 'nothing has to be typed'],
]);

/** The questions of a text that take whatever is typed. */
function unchecked(text: string): string[] {
  const source = ts.createSourceFile('asking.ts', text, ts.ScriptTarget.Latest, true);
  const found: string[] = [];
  const visit = (node: ts.Node): void => {
    if (ts.isCallExpression(node) && ts.isPropertyAccessExpression(node.expression)) {
      const { expression, name } = node.expression;
      const asks = ['input', 'secret'].includes(name.text) && /\b(prompt|ask)$/.test(expression.getText());
      if (asks && !/\bcheck\b/.test(node.arguments[1]?.getText() ?? ''))
        found.push(node.arguments[0]?.getText().replace(/^['"`]|['"`]$/g, '') ?? '');
    }
    ts.forEachChild(node, visit);
  };
  visit(source);
  return found;
}

describe('what is typed', () => {
  test('is judged at the question, or the question is excused', () => {
    const bad = files.flatMap((file) =>
      unchecked(readFileSync(join(root, file), 'utf8'))
        .filter((question) => !excused.has(file) && !excused.has(`${file}: ${question}`))
        .map((question) => `${file}: ${question}`),
    );
    expect(bad).toEqual([]);
  });
  test('every excuse is for a question that there is', () => {
    const stale = [...excused.keys()].filter((key) => {
      const [file = '', question] = key.split(': ');
      const found = unchecked(readFileSync(join(root, file), 'utf8'));
      return question === undefined ? !found.length : !found.some((each) => key === `${file}: ${each}`);
    });
    expect(stale).toEqual([]);
  });
  test('a rule that never fires holds nothing', () => {
    expect(unchecked("await prompt.input('Name:');")).toEqual(['Name:']);
    expect(unchecked("await tools.prompt.secret('Key:', {});")).toEqual(['Key:']);
    expect(unchecked("await prompt.input('Name:', { check });")).toEqual([]);
  });
});

test('what is asked for says whose it is: a question stands by itself', () => {
  const asked = commands().flatMap(({ meta }) =>
    [...meta.args, ...meta.flags]
      .filter(({ required }) => required)
      .map(({ names, summary }) => `${meta.path} ${names[0]}: ${summary}`),
  );
  expect(asked.length).toBeGreaterThan(300);
  expect(asked.filter((each) => /: (Its|Their|What it) /.test(each))).toEqual([]);
});

/** A name in capitals or a flag, as they stand in help: no words of a question. */
const spelled = /\b[A-Z0-9]+_[A-Z_]+\b|\([A-Z_]+\)|(^|[ (])--?[a-z]/;

test('what is asked for is asked for in words, and each choice says something else', async () => {
  const told: string[] = [];
  const say = (text: string) => (told.push(text), Promise.resolve('PLAIN'));
  const select = async (question: string, choices: readonly { readonly name: string; readonly value: string }[]) => {
    for (const text of [question, ...choices.map(({ name }) => name)]) await say(text);
    expect(new Set(choices.map(({ name }) => name)).size, question).toBe(choices.length);
    return choices[0]!.value;
  };
  const prompts = {
    prompt: { input: say, secret: say, select } as never,
    pick: (_: unknown, text: string) => say(text),
  };
  for (const { meta, hidden } of commands()) {
    const { ask, askWhich } = askingFor(prompts, () => Promise.resolve());
    if (hidden) continue;
    for (const each of [...meta.args, ...meta.flags]) if (each.required) await ask(each);
    for (const { type, keys } of meta.rules) {
      const ways = type === 'oneOf' ? meta.flags.filter(({ key }) => keys.includes(key)) : [];
      if (ways.length)
        await askWhich(
          'Which?',
          ways.map((flag) => ({ flag, spelling: flag.names[0]!, summary: flag.summary })),
        );
    }
  }
  expect(told.length).toBeGreaterThan(300);
  expect(told.filter((text) => spelled.test(text))).toEqual([]);
});
