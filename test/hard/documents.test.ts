/**
 * Answers of the services, damaged: keys left out, other types, lists for objects, deep nesting, web pages. Every command of the tree
 * that asks a service is tried. What somebody else sends is no bug of ours: the exit code is documented, an error says which service
 * sent what, and nobody is told that what has no id was made.
 */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { formats } from '../../src/output/format.js';
import { answering, exampleLogins, type Json } from '../support/answering.js';
import { figure, milliseconds, prototypeNames, type Random, randomFrom, rounds, seed } from '../support/fuzz.js';
import { globus } from '../support/globus.js';
import { hostileTexts } from '../support/hostile.js';
import { askingCommands, exampleId as id, workingLine, writeExampleFiles } from '../support/lines.js';

const folder = mkdtempSync(join(tmpdir(), 'globus-documents-'));
writeExampleFiles(folder);
afterAll(() => rmSync(folder, { recursive: true }));

const oddValues: readonly Json[] = [
  null,
  true,
  0,
  -1,
  1e308,
  '',
  'toString',
  '__proto__',
  [],
  {},
  [[]],
  [null],
  [1, 'a', {}],
  { toString: 1 },
  { length: -1 },
  'x'.repeat(100_000),
  Array.from({ length: 2000 }, (_, i) => i),
  ...Object.values(hostileTexts),
  // times that are none, or far away
  '0000-00-00T00:00:00Z',
  '-000001-01-01T00:00:00Z',
  '99999-12-31 23:59:59+00:00',
  '+275760-09-13T00:00:00.001Z',
  '2026-02-30T25:61:61',
  -1e15,
  9e15,
  2 ** 53,
  0.1,
  -0.5,
  1e21,
];

/** Every place of a document, as the container and the key in it. */
function* places(value: Json): Generator<readonly [Json[] | { [key: string]: Json }, string]> {
  if (value === null || typeof value !== 'object') return;
  for (const [key, inner] of Object.entries(value)) {
    yield [value, key];
    yield* places(inner);
  }
}

/** Texts that are no document at all. */
const noDocuments = [
  '',
  ' ',
  'null',
  '"a"',
  '7',
  '<!doctype html><html><title>Log in</title></html>',
  '{"a":',
  '\u0000',
  `${'['.repeat(20_000)}${']'.repeat(20_000)}`,
  `${'{"DATA":'.repeat(5000)}1${'}'.repeat(5000)}`,
];

function damaged(document: Json, random: Random): string {
  if (random.next() < 0.04) return random.pick(noDocuments);
  if (random.next() < 0.06) return JSON.stringify(random.pick(oddValues));
  const copy = structuredClone(document);
  for (let n = 1 + random.below(3); n > 0; n--) {
    const all = [...places(copy)];
    if (!all.length) break;
    const [container, key] = random.pick(all);
    const holder = container as Record<string, Json>;
    const dice = random.next();
    if (dice < 0.4 && !Array.isArray(container)) Reflect.deleteProperty(holder, key);
    else if (dice < 0.9) holder[key] = structuredClone(random.pick(oddValues));
    else holder[random.pick(prototypeNames.filter((name) => name !== '__proto__' && name !== 'length'))] = 1;
  }
  const text = JSON.stringify(copy);
  // numbers that no float holds, and keys that come twice
  const number = random.next() < 0.1 ? random.pick(['1e999', '-1e999', '9'.repeat(400), '-0', '1e-400']) : undefined;
  if (number !== undefined) return text.replace(/(?<=[:,[])-?\d[\d.]*(?=[,}\]])/, number);
  return random.next() < 0.1 ? text.replace(/\{("[^"]+":)/, '{$1[{"a":1}],$1') : text;
}

const documented = (code: number) => [0, 1, 2, 3, 4].includes(code);
/** In milliseconds: longer is a hang, also on a busy machine that loads modules meanwhile. */
const longest = 30_000;

/** Ways to ask for the result. */
const shapes: readonly (readonly string[])[] = [
  ...formats.map((format) => ['-F', format]),
  ['-v'],
  ['--jmespath', 'DATA[].id'],
  ['--jmespath', '*', '-F', 'unix'],
  ['--jmespath', 'keys(@)'],
];

const commands = askingCommands();

/** Runs a command on damaged answers; what is wrong with how it ended, undefined where nothing is. */
async function wrongWith(module: string, random: Random): Promise<string | undefined> {
  const line = await workingLine(module, folder);
  if (!line) return undefined;
  const argv = [...line.argv, ...random.pick(shapes)];
  const sent: string[] = [];
  const changes: string[] = [];
  const api = answering({
    variant: line.variant,
    change: ({ method, url, document }) => {
      if (method !== 'GET') changes.push(method);
      if (random.next() < 0.3) return undefined;
      const text = damaged(document, random);
      sent.push(`${method} ${url.pathname} -> ${text.slice(0, 300)}`);
      return new Response(text, { headers: { 'content-type': 'application/json', 'x-request-id': 'abc' } });
    },
  });
  const start = Date.now();
  const terminal = random.next() < 0.4 ? { columns: random.pick([1, 7, 20, 80, 200]) } : undefined;
  const { code, stdout, stderr } = await globus([...argv, ...(terminal ? ['--no-input'] : [])], {
    api,
    logins: exampleLogins,
    ...(terminal && { terminal }),
  });
  const about = `exit ${code}: globus ${argv.join(' ')} ${JSON.stringify(terminal)}\n${sent.join('\n')}\n${stdout.slice(0, 400)}\n${stderr.slice(0, 600)}`;
  if (!documented(code) || /This is a bug|Unexpected error/.test(stderr)) return about;
  if (Date.now() - start > longest) return `took ${Date.now() - start} ms: ${about}`;
  if (/\bundefined\b|\[object \w+\]|\bNaN\b/.test(stdout + stderr)) return `shows the inside of the program: ${about}`;
  if (code === 0 && changes.length && /\bID: *(.*)$/im.exec(stdout)?.[1] === 'None') return undefined;
}

test(
  `damaged documents are no bugs of ours (seed ${seed})`,
  async () => {
    const random = randomFrom(seed);
    // the program is loaded before the clock runs
    await globus(['version']);
    const end = Date.now() + milliseconds;
    const wrong = new Map<string, string>();
    let done = 0;
    for (; done < rounds(1000) && Date.now() < end && wrong.size < 30; done++) {
      const { module } = random.pick(commands);
      const found = await wrongWith(module, random);
      if (found !== undefined) wrong.set(module, found);
    }
    figure('damaged answers to every command that asks a service', `${done} lines, ${wrong.size} faults`);
    expect([...wrong.values()], `GLOBUS_HARD_SEED=${seed}`).toEqual([]);
    expect(done).toBeGreaterThan(0);
  },
  milliseconds * 3 + 60_000,
);

test.each([
  [`transfer ${id}:/a ${id}:/b`, {}, 'task_id|value'],
  [`delete ${id}:/a`, { value: id }, 'task_id'],
  ['group create a', {}, "without 'id'"],
  ['task list', { DATA: {} }, "no list under 'DATA'"],
  [`task show ${id}`, 'a text', 'a string where a document belongs'],
  [`compute task-group wait ${id}`, { tasks: [{ id }, {}] }, "without 'tasks\\.\\*\\.id'"],
  [`compute task-group wait ${id}`, { tasks: [1, 'a'] }, "without 'tasks\\.\\*\\.id'"],
])('%s on an answer that is not one ends as that', async (line, document, said) => {
  const api = {
    fetch: () => Promise.resolve(new Response(JSON.stringify(document), { headers: { 'x-request-id': 'abc' } })),
    calls: [],
    verify: () => undefined,
  };
  const { code, stdout, stderr } = await globus(line.split(' '), { api });
  expect({ code, stdout }).toEqual({ code: 1, stdout: '' });
  expect(stderr).toMatch(/^Globus (Transfer|Groups|Compute) sent something unexpected: .* \((GET|POST) \/v[\d.]+\//);
  expect(stderr).toMatch(new RegExp(said));
});

test('a refusal that is nested without end is a refusal all the same', async () => {
  const deep = `{"message":"no","a":${'{"a":'.repeat(5000)}1${'}'.repeat(5001)}`;
  const api = { fetch: () => Promise.resolve(new Response(deep, { status: 403 })), calls: [], verify: () => undefined };
  for (const more of [[], ['-F', 'json']]) {
    const { code, stderr } = await globus(['task', 'show', id, ...more], { api });
    expect(code).toBe(1);
    expect(stderr).not.toContain('bug');
    expect(stderr).toContain('403');
  }
});

test.each([
  ['[', ']', 200_000],
  ['{"DATA":', '}', 5000],
  ['{"DATA":', '}', 200_000],
])('an answer of %s nested without end is not what was promised, and no bug', async (begin, end, levels) => {
  const deep = `{"task_id":"a","DATA":${begin.repeat(levels)}1${end.repeat(levels)}}`.replace('[1]', '[]');
  const api = { fetch: () => Promise.resolve(new Response(deep)), calls: [], verify: () => undefined };
  for (const line of [
    `task show ${id} -F yaml`,
    'bookmark list -F json',
    'api flows GET /flows -F json',
    'api flows GET /flows -F yaml',
  ]) {
    const { code, stdout, stderr } = await globus(line.split(' '), { api });
    expect({ line, code, stdout }).toEqual({ line, code: 1, stdout: '' });
    expect(stderr).toMatch(/sent something unexpected/);
  }
});

test('api --allow-errors does not take half a refusal for an answer', async () => {
  const body = () =>
    new ReadableStream({
      start: (control) => control.enqueue(Buffer.from('{"code":"No')),
      pull: (control) => control.error(new TypeError('terminated')),
    });
  const api = {
    fetch: () => Promise.resolve(new Response(body(), { status: 404 })),
    calls: [],
    verify: () => undefined,
  };
  const { code, stdout, stderr } = await globus(['api', 'transfer', 'GET', '/a', '--allow-errors'], { api });
  expect({ code, stdout }).toEqual({ code: 1, stdout: '' });
  expect(stderr).toContain('The answer, of status 404, was cut short.');
});
