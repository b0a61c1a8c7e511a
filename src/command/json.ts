import type { Json } from '../json.js';
import { UsageError } from '../errors.js';
import { isObject, parseJson } from '../exact-json.js';
import { custom, type ParseContext } from './param.js';

/** JSON text, or the path of a file that holds it (`file:PATH` says so plainly, `-` is standard input). Numbers keep their digits. */
export async function jsonOrFile(raw: string, context: ParseContext): Promise<Json> {
  const inline = !raw.startsWith('file:') && /^\s*([[{"\d-]|true\b|false\b|null\b)/.test(raw) && raw.trim() !== '-';
  if (inline) {
    try {
      return parseJson(raw) as Json;
    } catch (cause) {
      if (/^\s*[[{"]/.test(raw)) {
        throw new UsageError(`Invalid value for ${context.name}: not JSON: ${(cause as Error).message}`, { cause });
      }
    }
  }
  const path = raw.startsWith('file:') ? raw.slice('file:'.length) : raw;
  const text = await context.readText(path);
  try {
    return parseJson(text) as Json;
  } catch (cause) {
    throw new UsageError(
      `Invalid value for ${context.name}: the file '${path}' does not hold JSON: ${(cause as Error).message}`,
      { cause },
    );
  }
}

/** Any JSON value, inline or from a file. */
export const json = custom(jsonOrFile, { metavar: 'JSON', completes: 'file' });

/** A JSON object, inline or from a file. */
export const jsonObject = custom(
  async (raw, context): Promise<Record<string, Json>> => {
    const value = await jsonOrFile(raw, context);
    if (!isObject(value)) {
      throw new UsageError(`Invalid value for ${context.name}: expected a JSON object ({...}).`);
    }
    return value;
  },
  { metavar: 'JSON', completes: 'file' },
);

/** A JSON object, inline or from a file; null for none. */
export const jsonObjectOrNull = custom(
  async (raw, context): Promise<Record<string, Json> | null> => {
    const value = await jsonOrFile(raw, context);
    if (value !== null && !isObject(value)) {
      throw new UsageError(`Invalid value for ${context.name}: expected a JSON object ({...}) or null.`);
    }
    return value;
  },
  { metavar: 'JSON|null', completes: 'file' },
);
