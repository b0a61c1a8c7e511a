/**
 * How Globus Compute writes functions and values, as far as it can be done without Python: source text and JSON.
 * A serialized object is a strategy of two letters, a line break and data; several are packed as `<length>\n<object>` each,
 * the length counted in Unicode code points, as Python counts.
 */

import { parseJson } from '../../exact-json.js';

/** The strategies: what made an object, by its two letters. */
const strategies: ReadonlyMap<string, string> = new Map<string, string>(
  Object.entries({
    '00': 'DillDataBase64',
    '01': 'DillCode',
    '03': 'DillCodeTextInspect',
    '04': 'DillCodeSource',
    '10': 'CombinedCode',
    '11': 'JSONData',
    '12': 'AllCodeStrategies',
    '13': 'AllDataStrategies',
    sd: 'PureSourceDill',
    st: 'PureSourceTextInspect',
  }),
);
const sourceStrategies = ['st', 'sd'];

/** What an endpoint is asked to write results with, so that they can be read here. */
export const resultSerializers = ['globus_compute_sdk.serialize.JSONData'] as const;

/** `<length>\n<buffer>` of each, one after the other. */
export const packBuffers = (buffers: readonly string[]): string =>
  buffers.map((buffer) => `${codePoints(buffer)}\n${buffer}`).join('');

/** The buffers of a packed text; undefined where it is not packed. */
export function unpackBuffers(packed: string): string[] | undefined {
  const buffers: string[] = [];
  let at = 0;
  while (at < packed.length) {
    const header = /^(\d+)\n/.exec(packed.slice(at, at + 16));
    if (!header) return undefined;
    at += header[0].length;
    let end = at;
    for (let left = Number(header[1]); left > 0; left--) {
      const code = packed.codePointAt(end);
      if (code === undefined) return undefined;
      end += code > 0xffff ? 2 : 1;
    }
    buffers.push(packed.slice(at, end));
    at = end;
  }
  return buffers;
}

/** A function as it is registered: its name, and the source that defines it. */
export const packFunction = (name: string, source: string): string => packBuffers([`st\n${name}:${source}`]);

/** The arguments of one call, as JSON texts: numbers keep every digit they were written with. */
export const packArguments = (args: string, kwargs: string): string => packBuffers([`11\n${args}`, `11\n${kwargs}`]);

/** What a registered function reads as: its source, or the name of the form that only Python can read. */
export function unpackFunction(
  code: string,
): { readonly name: string; readonly source: string } | { readonly form: string } {
  const { strategy, data, form } = opened(unpackBuffers(code)?.[0] ?? '');
  const colon = data.indexOf(':');
  if (!sourceStrategies.includes(strategy) || colon < 1) return { form };
  return { name: data.slice(0, colon), source: data.slice(colon + 1) };
}

/**
 * What a result reads as: JSON text with its value, or the name of the form that only Python can read. Python writes NaN and
 * Infinity where JSON has no such thing: then the value is the text itself.
 */
export function readResult(
  result: string,
): { readonly text: string; readonly value: unknown } | { readonly form: string } {
  const { strategy, data, form } = opened(result);
  if (strategy !== '11') return { form };
  try {
    return { text: data, value: parseJson(data) };
  } catch {
    return { text: data, value: data };
  }
}

function opened(serialized: string): { readonly strategy: string; readonly data: string; readonly form: string } {
  const strategy = serialized[2] === '\n' ? serialized.slice(0, 2) : '';
  return { strategy, data: serialized.slice(3), form: strategies.get(strategy) ?? 'an unknown serialization' };
}

function codePoints(text: string): number {
  let count = 0;
  for (const _ of text) count++;
  return count;
}
