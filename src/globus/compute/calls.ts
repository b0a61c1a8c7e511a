import { UsageError } from '../../errors.js';
import { isObject, parseJson, stringifyJson } from '../../exact-json.js';
import { canonicalUuid, isUuid } from '../../uuid.js';
import { demandSize } from './limits.js';
import { packArguments } from './serialization.js';
import { fileName, lineOf } from '../named-file.js';

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
      throw new UsageError(`${lineOf(file, line)}: ${(error as Error).message}`, {
        cause: error,
      });
    }
  }
  if (!calls.length) throw new UsageError(`${fileName(file, { atStart: true })} has no calls.`);
  return calls;
}

function callOf(text: string, defaults: Defaults): Omit<Call, 'line'> {
  // with exact numbers: 1.0 and 12345678901234567890 would not survive JavaScript's
  const document = parseJson(text);
  if (Array.isArray(document)) return call(document, {}, undefined, undefined, defaults);
  if (!isObject(document)) throw new Error('expected an object such as {"args": [1, 2]}, or a list of arguments.');
  const { function: fn, endpoint, args = [], kwargs = {}, ...unknown } = document;
  const stray = Object.keys(unknown)[0];
  if (stray !== undefined) throw new Error(`'${stray}' is not args, kwargs, function or endpoint.`);
  if (!Array.isArray(args)) throw new Error("'args' must be a list.");
  if (!isObject(kwargs)) throw new Error("'kwargs' must be an object.");
  return call(args, kwargs, fn, endpoint, defaults);
}

function call(
  args: readonly unknown[],
  kwargs: object,
  fn: unknown,
  endpoint: unknown,
  defaults: Defaults,
): Omit<Call, 'line'> {
  return {
    functionId: idOf('function', fn, defaults.functionId, '--function-id'),
    endpointId: idOf('endpoint', endpoint, defaults.endpointId, '--endpoint-id'),
    payload: demandSize(packArguments(stringifyJson(args), stringifyJson(kwargs))),
  };
}

function idOf(key: string, value: unknown, otherwise: string | undefined, flag: string): string {
  if (typeof value === 'string' && isUuid(value)) return canonicalUuid(value);
  if (value !== undefined) throw new Error(`'${key}' must be a UUID.`);
  if (otherwise === undefined) throw new Error(`'${key}' is missing, and ${flag} was not given.`);
  return otherwise;
}
