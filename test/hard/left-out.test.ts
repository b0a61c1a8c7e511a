/**
 * Each part of an answer by itself left out, or an object in its place, also one that no text can be made of: a person on a terminal is
 * told what there is, and never `undefined`. All parts of all answers of as many commands as there is time for, beginning at a random one.
 */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { answering, exampleLogins, type Json } from '../support/answering.js';
import { figure, milliseconds, randomFrom, seed } from '../support/fuzz.js';
import { globus } from '../support/globus.js';
import { askingCommands, workingLine, writeExampleFiles } from '../support/lines.js';

const folder = mkdtempSync(join(tmpdir(), 'globus-left-out-'));
writeExampleFiles(folder);
afterAll(() => rmSync(folder, { recursive: true }));

type Line = NonNullable<Awaited<ReturnType<typeof workingLine>>>;
interface Answer {
  readonly request: string;
  readonly document: Json;
}
const deepest = 5;

/** Where the parts of a document are; of a list, that of its first entry. */
function* parts(value: Json, at: readonly string[] = []): Generator<readonly string[]> {
  if (value === null || typeof value !== 'object' || at.length === deepest) return;
  for (const [key, inner] of Object.entries(value)) {
    if (Array.isArray(value) && key !== '0') continue;
    yield [...at, key];
    yield* parts(inner, [...at, key]);
  }
}

/** In the place of a part; undefined leaves it out. */
const others: readonly (Json | undefined)[] = [undefined, {}, { toString: 1, valueOf: 1 }];

function changedAt(document: Json, part: readonly string[], other: Json | undefined): Json {
  const copy = structuredClone(document);
  let holder = copy as Record<string, Json>;
  for (const key of part.slice(0, -1)) holder = holder[key] as Record<string, Json>;
  const last = part.at(-1) ?? '';
  if (other === undefined) Reflect.deleteProperty(holder, last);
  else holder[last] = other;
  return copy;
}

/** Runs a line on a terminal, with one answer changed; what was asked for is told. */
async function run({ argv, variant }: Line, changed?: Answer): Promise<{ text: string; asked: readonly Answer[] }> {
  const asked: Answer[] = [];
  const api = answering({
    variant,
    change: ({ method, url, document }) => {
      const request = `${method} ${url.pathname}`;
      if (method === 'GET') asked.push({ request, document });
      return request === changed?.request ? Response.json(changed.document) : undefined;
    },
  });
  const how = { api, logins: exampleLogins, terminal: { columns: 80 } };
  const { stdout, stderr } = await globus([...argv, '--no-input'], how);
  return { text: stdout + stderr, asked };
}

test(
  `what an answer leaves out is not told (seed ${seed})`,
  async () => {
    const commands = askingCommands();
    const first = randomFrom(seed).below(commands.length);
    const end = Date.now() + milliseconds;
    const wrong: string[] = [];
    let runs = 0;
    let tried = 0;
    for (; tried < commands.length && Date.now() < end; tried++) {
      const line = await workingLine(commands[(first + tried) % commands.length]?.module ?? '', folder);
      for (const { request, document } of line ? (await run(line)).asked : [])
        for (const part of parts(document))
          for (const other of others) {
            if (!line || Date.now() > end) continue;
            runs++;
            const { text } = await run(line, { request, document: changedAt(document, part, other) });
            const bad = /This is a bug|Unexpected error|\bundefined\b|\[object \w+\]|\bNaN\b|Infinity/.exec(text)?.[0];
            if (bad)
              wrong.push(
                `${line.argv.join(' ')}: ${bad} with ${JSON.stringify(other)} as ${part.join('.')} of ${request}`,
              );
          }
    }
    figure(
      'answers of which one part is left out, or is an object',
      `${runs} lines of ${tried} commands, ${wrong.length} that show it`,
    );
    expect(wrong).toEqual([]);
    expect(runs).toBeGreaterThan(0);
  },
  milliseconds * 3 + 60_000,
);
