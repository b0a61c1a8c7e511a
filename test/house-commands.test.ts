/** What is allowed to stand under src/commands, read from the sources themselves: declarations, and `run`. */
import { readdirSync, readFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import ts from 'typescript';
import { describe, expect, test } from 'vitest';

const root = join(import.meta.dirname, '..');
const files = readdirSync(join(root, 'src/commands'), { recursive: true, withFileTypes: true })
  .filter((entry) => entry.isFile() && entry.name.endsWith('.ts'))
  .map((entry) => relative(root, join(entry.parentPath, entry.name)))
  .sort();

/** What in a text does more than declare, each with its line. */
function misplaced(text: string): string[] {
  const source = ts.createSourceFile('command.ts', text, ts.ScriptTarget.Latest, true);
  const found: string[] = [];
  const report = (node: ts.Node, what: string) =>
    found.push(`${source.getLineAndCharacterOfPosition(node.getStart()).line + 1}: ${what}`);
  const isRun = (node: ts.Node) =>
    (ts.isPropertyAssignment(node) || ts.isMethodDeclaration(node)) && node.name.getText() === 'run';
  const isLoop = (node: ts.Node) =>
    ts.isForStatement(node) ||
    ts.isForOfStatement(node) ||
    ts.isForInStatement(node) ||
    ts.isWhileStatement(node) ||
    ts.isDoStatement(node);
  const visit = (node: ts.Node, inRun: boolean, inLoop: boolean) => {
    const waits = ts.isAwaitExpression(node) || (ts.isForOfStatement(node) && node.awaitModifier !== undefined);
    if (waits && !inRun) report(node, 'await outside of run');
    if (waits && (inLoop || ts.isForOfStatement(node))) report(node, 'a loop over calls');
    if ((ts.isFunctionLike(node) && 'asteriskToken' in node && node.asteriskToken) ?? false)
      report(node, 'a generator');
    const loop = isLoop(node);
    ts.forEachChild(node, (child) => visit(child, inRun || isRun(node), inLoop || loop));
  };
  visit(source, false, false);
  return found;
}

describe('src/commands', () => {
  test('declares, and waits in run alone: know-how has its room in src/globus', () => {
    const bad = files.flatMap((file) =>
      misplaced(readFileSync(join(root, file), 'utf8')).map((what) => `${file}:${what}`),
    );
    expect(bad).toEqual([]);
  });

  test.each([
    ['await outside of run', 'export const find = async (a: Promise<1>) => await a;'],
    ['a generator', 'export function* rows() { yield 1; }'],
    ['a loop over calls', 'export default command({ run: async ({ x }) => { for (const y of x) await y(); } });'],
    ['a loop over calls', 'export default command({ run: async ({ x }) => { for await (const y of x) y(); } });'],
  ])('a rule that never fires holds nothing: %s', (what, text) => {
    expect(misplaced(text).join()).toContain(what);
  });

  test('what a command is made of is let through', () => {
    expect(misplaced('export default command({ run: async ({ transfer }) => await transfer.getTask("1") });')).toEqual(
      [],
    );
  });
});
