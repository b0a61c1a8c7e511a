/**
 * `npm run samples`: writes test/support/answers.json, a few answers for each request that an adapter makes, as the sandbox gives
 * them. Run it after an adapter got an operation; test/answers.test.ts names those that are missing.
 */
import { execFileSync } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { requestsOfAdapters } from './operations.js';

type Json = null | boolean | number | string | Json[] | { [key: string]: Json };
interface Recorded {
  readonly method: string;
  readonly path: string;
  readonly document: Json;
}

const file = 'test/support/answers.json';
/** Tests that ask the sandbox for everything. */
const sources = [
  'test/client-credentials.test.ts',
  'test/shapes.test.ts',
  'sandbox/test/operations.test.ts',
  'sandbox/test/gcs.test.ts',
];
/** Of each request: documents of different kinds, each with the first members of its lists, and no monsters. */
const [most, members, largest] = [5, 2, 8000];

const folder = mkdtempSync(join(tmpdir(), 'globus-samples-'));
try {
  const record = join(folder, 'answers.jsonl');
  execFileSync(process.execPath, ['node_modules/vitest/vitest.mjs', 'run', ...sources], {
    stdio: 'inherit',
    env: { ...process.env, GLOBUS_RECORD_ANSWERS: record },
  });
  const lines = readFileSync(record, 'utf8').trim().split('\n');
  const recorded = lines.map((line) => JSON.parse(line) as Recorded);
  const answers = { ...kept(), ...sorted(recorded) };
  const ordered = Object.fromEntries(Object.entries(answers).sort(([a], [b]) => (a < b ? -1 : 1)));
  writeFileSync(file, `{${Object.entries(ordered).map(listed).join(',')}\n}\n`);
} finally {
  rmSync(folder, { recursive: true });
}

/** One document a line, so that a change is read where it is. */
function listed([request, documents]: readonly [string, readonly Json[]]): string {
  return `\n${JSON.stringify(request)}: [\n${documents.map((each) => JSON.stringify(each)).join(',\n')}\n]`;
}

/** What was written by hand, for requests that the sandbox refuses, stays. */
function kept(): Record<string, Json[]> {
  return existsSync(file) ? (JSON.parse(readFileSync(file, 'utf8')) as Record<string, Json[]>) : {};
}

/** `SERVICE METHOD /PATH` to a few documents. */
function sorted(recorded: readonly Recorded[]): Record<string, Json[]> {
  const found: Record<string, Json[]> = {};
  const requests = requestsOfAdapters()
    .map(({ service, method, path }) => ({
      key: `${service} ${method} ${path}`,
      service,
      method,
      segments: words(path),
    }))
    .sort((a, b) => placeholders(a.segments) - placeholders(b.segments));
  const kinds = new Map<string, Set<string>>();
  for (const { method, path, document } of recorded) {
    const [service = '', ...rest] = words(path);
    const name = service === 'timer' ? 'timers' : service;
    // the manager of an endpoint is below its id
    const segments = service === 'gcs' ? rest.slice(2) : rest;
    const request = requests.find(
      (each) => each.service === name && each.method === method && matches(each.segments, segments),
    );
    if (!request) continue;
    const short = shortened(document);
    const kind = kindOf(short);
    const of = kinds.get(request.key) ?? new Set();
    if (of.has(kind) || of.size >= most || JSON.stringify(short).length > largest) continue;
    kinds.set(request.key, of.add(kind));
    (found[request.key] ??= []).push(short);
  }
  return found;
}

function words(path: string) {
  return path.split('/').filter(Boolean);
}
function placeholders(segments: readonly string[]) {
  return segments.filter((word) => word === '{}').length;
}
function matches(pattern: readonly string[], segments: readonly string[]) {
  return pattern.length === segments.length && pattern.every((word, i) => word === '{}' || word === segments[i]);
}

/** Two documents are of one kind if they have the same keys and say that they are the same sort of thing. */
function kindOf(document: Json): string {
  if (document === null || typeof document !== 'object') return typeof document;
  if (Array.isArray(document)) return `[${document.map(kindOf).slice(0, 1).join()}]`;
  if (typeof document['entity_type'] === 'string') return document['entity_type'];
  return Object.entries(document)
    .map(([key, value]) => {
      if (/^(DATA_TYPE|entity_type|type|status|state|connector_id)$/.test(key))
        return `${key}=${JSON.stringify(value)}`;
      return `${key}:${Array.isArray(value) ? kindOf(value) : typeof value}`;
    })
    .sort()
    .join();
}

/** A document of this run as one of any run: a few members of each list, no address of this machine, no secret. */
function shortened(value: Json, key = ''): Json {
  if (Array.isArray(value)) return value.slice(0, members).map((each) => shortened(each));
  if (value !== null && typeof value === 'object')
    return Object.fromEntries(Object.entries(value).map(([inner, each]) => [inner, shortened(each, inner)]));
  if (typeof value !== 'string') return value;
  if (/secret|_token$/.test(key)) return 'a-secret';
  return value
    .replace(/https?:\/\/(127\.0\.0\.1|localhost)(:\d+)?/g, 'https://sandbox.example')
    .replace(/(127\.0\.0\.1|localhost):\d+/g, 'sandbox.example')
    .replaceAll(tmpdir(), '/tmp');
}
