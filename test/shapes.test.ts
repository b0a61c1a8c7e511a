/** What every command prints, held against the shapes of what the reference CLI prints in a sandbox. */
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, test } from 'vitest';
import { sandboxClient, type SandboxClient } from './support/sandbox-client.js';
import { type Shape, shapeDifferences, shapeOf, textDifferences, type TextShape } from './support/shape.js';
import { preparations } from './support/shapes-world.js';

interface Case {
  /** `UUID` stands for an id of the world. */
  readonly argv: readonly string[];
  readonly exit_code: number;
  /** Null where no JSON was printed. */
  readonly json: Shape;
  readonly text?: TextShape;
}

/** The reference's shapes: beside this repository, or where the variable says. */
const file = join(
  process.env['GLOBUS_REFERENCE'] ?? join(import.meta.dirname, '../../shared/reference'),
  'output-shapes.json',
);
const found = existsSync(file);
if (!found) console.log(`shapes.test: skipped, there are no shapes at ${file} (set GLOBUS_REFERENCE)`);
const cases = found ? (JSON.parse(readFileSync(file, 'utf8')) as Record<string, Case>) : {};

let client: SandboxClient;
let prepare: ReturnType<typeof preparations>;

/** The line of a case in this world: what it needs is made, and its ids stand where the reference's were. */
async function lineOf(name: string, argv: readonly string[]): Promise<string[]> {
  const make = prepare[name];
  if (!make) throw new Error(`nothing says what '${name}' works on: add it to shapes-world.ts`);
  const { ids = [], words = {} } = await make();
  const left = [...ids];
  return argv.map((word) => (words[word] ?? word).replaceAll('UUID', () => left.shift() ?? 'NO-ID-LEFT'));
}

describe.runIf(found)('the shapes of the reference CLI, under client credentials', () => {
  beforeAll(async () => {
    client = await sandboxClient();
    prepare = preparations(client);
  });

  for (const [name, { argv, exit_code, json, text }] of Object.entries(cases)) {
    test(`${name}: JSON`, async () => {
      const { code, stdout, stderr } = await client.run([...(await lineOf(name, argv)), '-F', 'json']);
      expect(code, stderr).toBe(exit_code);
      if (json !== null) expect(shapeDifferences(json, shapeOf(JSON.parse(stdout)))).toEqual([]);
    });
    test(`${name}: text`, async () => {
      const { code, stdout, stderr } = await client.run(await lineOf(name, argv));
      expect(code, stderr).toBe(exit_code);
      if (text) expect(textDifferences(text, stdout)).toEqual([]);
    });
  }
});
