/** The services' sample exchanges, and how an answer of the sandbox is held against one. */
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { reference } from './whole-world.js';

export interface Sample {
  method: string;
  url: string;
  status: number;
  json: unknown;
}

/** What people write themselves: any shape is right. */
const free =
  /\.(definition|input_schema|body|callback_body|content|input|output|state_input_schema|user_config_schema|custom_claims|connectors)$/;

/** Where `ours` lacks a key that `theirs` has, or has another type there. Null fits everything. */
export function differences(theirs: unknown, ours: unknown, at = ''): string[] {
  if (theirs === null || ours === null || free.test(at)) return [];
  const [kind, own] = [kindOf(theirs), kindOf(ours)];
  if (kind !== own) return [`${at || '.'}: ${kind} there, ${own} here`];
  if (Array.isArray(theirs)) {
    // Entries of one list can differ in kind: each is held against the one that is most like it.
    const mine = (ours as unknown[]).slice(0, 20);
    const nearest = (each: unknown): string[] =>
      mine.map((one) => differences(each, one, `${at}[]`)).sort((a, b) => a.length - b.length)[0] ?? [];
    return [...new Set(theirs.slice(0, 20).flatMap(nearest))];
  }
  if (kind !== 'object') return [];
  const keys = Object.keys(theirs as object);
  if (keys.length > 0 && keys.every((key) => uuid.test(key)))
    return differences(Object.values(theirs as object), Object.values(ours as object), at);
  return Object.entries(theirs as object).flatMap(([key, value]) => {
    const mine = (ours as Record<string, unknown>)[key];
    return mine === undefined ? [`${at}.${key}: missing`] : differences(value, mine, `${at}.${key}`);
  });
}
const uuid = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;
const kindOf = (value: unknown): string => (value === null ? 'null' : Array.isArray(value) ? 'list' : typeof value);

/** The samples of one service: by operation and case, none where this machine has no samples. */
export function samplesOf(file: string): Record<string, Record<string, Sample | Sample[]>> {
  const path = join(reference, 'api-samples', `${file}.json`);
  return existsSync(path)
    ? (JSON.parse(readFileSync(path, 'utf8')) as Record<string, Record<string, Sample | Sample[]>>)
    : {};
}
