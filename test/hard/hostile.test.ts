/**
 * Every command that asks a service, with services whose every name, label, message and fault tries to take over the terminal or to fake a
 * line of ours: in answers and refusals, in each format, on a pipe and on a terminal. It is shown, and never obeyed.
 */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { formats } from '../../src/output/format.js';
import { answering, exampleLogins, type Json } from '../support/answering.js';
import { figure, milliseconds, type Random, randomFrom, rounds, seed } from '../support/fuzz.js';
import { globus } from '../support/globus.js';
import { faked, hostile, obeyed } from '../support/hostile.js';
import { askingCommands, workingLine, writeExampleFiles } from '../support/lines.js';

const folder = mkdtempSync(join(tmpdir(), 'globus-hostile-'));
writeExampleFiles(folder);
afterAll(() => rmSync(folder, { recursive: true }));

const commands = askingCommands();

/** What programs go by: poisoned, the answer is refused or another one, and little of it is shown. */
const machine = /(^|_)(id|ids|uuid|type|status|state|code|marker|token|url|urn|connector|scope|DATA_TYPE)$/i;

/** The same document, with a hostile end of every text; texts that programs go by are left alone now and then. */
function poisoned(value: Json, everything: boolean, key = ''): Json {
  if (Array.isArray(value)) return value.map((each) => poisoned(each, everything, key));
  if (value !== null && typeof value === 'object')
    return Object.fromEntries(Object.entries(value).map(([inner, each]) => [inner, poisoned(each, everything, inner)]));
  return typeof value === 'string' && (everything || !machine.test(key)) ? value + hostile : value;
}

const refusals: readonly ((text: string) => Json)[] = [
  (text) => ({ code: text, message: text, request_id: text }),
  (text) => ({ errors: [{ code: text, title: text, detail: text, status: text }] }),
  (text) => ({ detail: [{ loc: ['body', text], msg: text }] }),
  (text) => ({ code: 'ConsentRequired', message: text, required_scopes: [text] }),
  (text) => ({ error: text, error_description: text }),
  (text) => `<html>${text}</html>`,
];

/** What a terminal would obey of all that a run said; undefined where that is nothing. */
async function obeyedBy(module: string, path: string, random: Random): Promise<string | undefined> {
  const line = await workingLine(module, folder);
  if (!line) return undefined;
  const format = random.pick(formats);
  const terminal = random.next() < 0.4 ? { columns: 100 } : undefined;
  const everything = random.next() < 0.2;
  const refusal = random.next() < 0.2 ? random.pick(refusals) : undefined;
  const status = random.pick([400, 403, 404, 409, 422, 502]);
  const argv = [
    ...line.argv,
    '-F',
    format,
    ...(random.next() < 0.2 ? ['--debug'] : []),
    ...(random.next() < 0.2 ? ['-v'] : []),
  ];
  const api = answering({
    variant: line.variant,
    change: ({ document }) => {
      if (refusal && random.next() < 0.5) return Response.json(refusal(hostile), { status });
      return Response.json(poisoned(document, everything), { headers: { 'x-request-id': 'a\u009b31m' } });
    },
  });
  const { stdout, stderr } = await globus(argv, { api, logins: exampleLogins, ...(terminal && { terminal }) });
  // csv keeps line breaks, in quotes; the bytes of an answer come as they are where they were asked for, but not on a terminal
  const data =
    format === 'csv' ? stdout.replaceAll(`\n${faked}`, '') : path.startsWith('api ') && !terminal ? '' : stdout;
  // the line that shows progress is ours: it is drawn anew in its place
  const said = terminal ? stderr.replaceAll('\r\u001b[2K', '\n') : stderr;
  const found = [...obeyed(data, terminal !== undefined), ...obeyed(said, terminal !== undefined)];
  return found.length
    ? `globus ${argv.join(' ')}${terminal ? ' (terminal)' : ''}: ${found.join(', ')}\n${JSON.stringify(data).slice(0, 500)}\n${JSON.stringify(stderr).slice(0, 500)}`
    : undefined;
}

test(
  `what a service says is shown and not obeyed (seed ${seed})`,
  async () => {
    const random = randomFrom(seed);
    // the program is loaded before the clock runs
    await globus(['version']);
    const end = Date.now() + milliseconds;
    const wrong = new Map<string, string>();
    let done = 0;
    for (; done < rounds(1000, 8000) && Date.now() < end && wrong.size < 10; done++) {
      const { module, meta } = random.pick(commands);
      const found = await obeyedBy(module, meta.path, random);
      if (found !== undefined) wrong.set(module, found);
    }
    figure(
      'hostile texts from services, by every command that asks one',
      `${done} lines, ${wrong.size} acted on by the terminal`,
    );
    expect([...wrong.values()], `GLOBUS_HARD_SEED=${seed}`).toEqual([]);
    expect(done).toBeGreaterThan(0);
  },
  milliseconds * 3 + 60_000,
);
