import { UsageError } from '../../errors.js';
import { canonicalUuid, isUuid } from '../../uuid.js';
import { demandSize } from './limits.js';
import { packArguments } from './serialization.js';

/** One call of a batch. */
export interface Call {
  /** The line it came from, from 1. */
  readonly line: number;
  readonly functionId: string;
  readonly endpointId: string;
  readonly payload: string;
}
interface Defaults {
  readonly functionId?: string | undefined;
  readonly endpointId?: string | undefined;
}

/**
 * The calls of a file with a JSON object a line: `args` (a list), `kwargs` (an object), and where the command line does not
 * name them, `function` and `endpoint`. A line that is a list is the arguments alone. UsageErrors name the line.
 */
export async function readCalls(lines: AsyncIterable<string>, file: string, defaults: Defaults): Promise<Call[]> {
  const calls: Call[] = [];
  let line = 0;
  for await (const text of lines) {
    line++;
    if (text.trim() === '') continue;
    try {
      calls.push({ line, ...callOf(text, defaults) });
    } catch (error) {
      throw new UsageError(`${file === '-' ? 'standard input' : file}, line ${line}: ${(error as Error).message}`, {
        cause: error,
      });
    }
  }
  if (!calls.length) throw new UsageError(`${file === '-' ? 'Standard input' : file} has no calls.`);
  return calls;
}

function callOf(text: string, defaults: Defaults): Omit<Call, 'line'> {
  const document = JSON.parse(text) as unknown;
  if (Array.isArray(document)) return call(text.trim(), '{}', undefined, undefined, defaults);
  if (document === null || typeof document !== 'object')
    throw new Error('expected an object such as {"args": [1, 2]}, or a list of arguments.');
  const { function: fn, endpoint, args = [], kwargs = {}, ...unknown } = document as Record<string, unknown>;
  const stray = Object.keys(unknown)[0];
  if (stray !== undefined) throw new Error(`'${stray}' is none of args, kwargs, function, endpoint.`);
  if (!Array.isArray(args)) throw new Error("'args' must be a list.");
  if (kwargs === null || typeof kwargs !== 'object' || Array.isArray(kwargs))
    throw new Error("'kwargs' must be an object.");
  // as they stand on the line: 1.0 and 12345678901234567890 would not survive JavaScript's numbers
  const exact = members(text);
  return call(exact.get('args') ?? '[]', exact.get('kwargs') ?? '{}', fn, endpoint, defaults);
}

function call(args: string, kwargs: string, fn: unknown, endpoint: unknown, defaults: Defaults): Omit<Call, 'line'> {
  return {
    functionId: idOf('function', fn, defaults.functionId, '--function-id'),
    endpointId: idOf('endpoint', endpoint, defaults.endpointId, '--endpoint-id'),
    payload: demandSize(packArguments(args, kwargs), 'The arguments'),
  };
}

function idOf(key: string, value: unknown, otherwise: string | undefined, flag: string): string {
  if (typeof value === 'string' && isUuid(value)) return canonicalUuid(value);
  if (value !== undefined) throw new Error(`'${key}' must be a UUID.`);
  if (otherwise === undefined) throw new Error(`'${key}' is missing, and ${flag} was not given.`);
  return otherwise;
}

/** The members of a JSON object as the texts they were written with. The text must be valid JSON. */
export function members(text: string): Map<string, string> {
  const found = new Map<string, string>();
  let depth = 0;
  let key: string | undefined;
  let start = 0;
  for (const { 0: token, index } of text.matchAll(/"(?:[^"\\]|\\.)*"|[{}[\],:]/g)) {
    const end = token === ',' || token === '}';
    if (depth === 1 && end && key !== undefined) {
      found.set(key, text.slice(start, index).trim());
      key = undefined;
    } else if (depth === 1 && key === undefined && token.startsWith('"')) key = JSON.parse(token) as string;
    else if (depth === 1 && token === ':') start = index + 1;
    if (token === '{' || token === '[') depth++;
    if (token === '}' || token === ']') depth--;
  }
  return found;
}
