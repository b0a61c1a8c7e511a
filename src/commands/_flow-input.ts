import { type Json, jsonObject, type NeedTypes, param, UsageError } from '#command';
import { askForm } from './_flow-form.js';
import { fieldAt, type Schema, valueFor } from './_flow-schema.js';

/** The input of a run as a whole: `--input`. */
export const flowInput = jsonObject({ summary: 'The input, as JSON or a file that holds it' });
/** Single fields of the input, on top of `--input`. */
export const inputFields = param.text({
  summary: 'A field of the input: KEY=VALUE, or KEY:=JSON',
  names: ['KEY=VALUE'],
  metavar: 'KEY=VALUE',
  multiple: true,
  optional: true,
});
/** How fields are written, for help. */
export const inputHelp =
  'Fields are read as the input schema of the flow says: numbers, true and false, lists as a,b,c, and collections as ID:PATH. ' +
  'A dot goes into an object (source.path=/data/), and KEY:=JSON gives any value as JSON.';

type Input = Record<string, Json>;
type Tools = Pick<NeedTypes, 'flows' | 'prompt' | 'notices'>;
interface Given {
  readonly flowId: string;
  readonly input: Readonly<Input> | undefined;
  readonly fields: readonly string[];
  /** Look at the schema even where the service would be the first to: for a dry run. */
  readonly check?: boolean;
}

/**
 * The input of a run: `--input`, with the fields on top; where there is neither, a form on a terminal, and nothing elsewhere.
 * What was put together here is checked against the flow's schema; a whole `--input` is checked by the service.
 */
export async function runInput(
  { flowId, input, fields, check = false }: Given,
  { flows, prompt, notices }: Tools,
): Promise<Input> {
  const form = !input && !fields.length && prompt.available;
  if (!form && !fields.length && !check) return input ?? {};
  const schema = ((await flows.getFlow(flowId)).input_schema ?? {}) as Schema;
  const body: Input = form ? await askForm(schema, { prompt, notices }) : structuredClone(input ?? {});
  for (const field of fields) setField(body, field, schema);
  await checkInput(body, schema, notices);
  return body;
}

/** Puts `a.b=value` or `a.b:=JSON` into the input. */
function setField(body: Input, text: string, schema: Schema): void {
  const [, key = '', colon, raw = ''] = /^([^=:]+)(:?)=(.*)$/s.exec(text) ?? [];
  if (!key) throw new UsageError(`'${text}' is not KEY=VALUE or KEY:=JSON.`);
  const path = key.split('.');
  const value = colon ? jsonValue(key, raw) : valueFor(raw, fieldAt(schema, path), key);
  let at: Input = body;
  for (const name of path.slice(0, -1)) {
    const inner = Object.hasOwn(at, name) ? at[name] : undefined;
    const next: Input = inner !== null && typeof inner === 'object' && !Array.isArray(inner) ? inner : {};
    define(at, name, next);
    at = next;
  }
  define(at, path.at(-1) ?? key, value);
}
/** A key of the input, whatever it is called: `__proto__` too. */
const define = (at: Input, name: string, value: Json) =>
  Object.defineProperty(at, name, { value, writable: true, enumerable: true, configurable: true });

function jsonValue(key: string, raw: string): Json {
  try {
    return JSON.parse(raw) as Json;
  } catch (cause) {
    throw new UsageError(`The value of ${key} is not JSON: ${(cause as Error).message}.`, {
      cause,
      hint: `For a text, write ${key}=VALUE.`,
    });
  }
}

/** Refuses an input that the flow would refuse, with every reason. */
async function checkInput(body: Readonly<Input>, schema: Schema, notices: Tools['notices']): Promise<void> {
  const { Ajv } = await import('ajv');
  const ajv = new Ajv({ allErrors: true, strict: false, validateFormats: false, validateSchema: false, logger: false });
  let fits: ReturnType<typeof ajv.compile>;
  try {
    const { $schema: _, $id: __, ...plain } = schema as Record<string, unknown>;
    fits = ajv.compile(plain);
  } catch (cause) {
    notices.warn(
      `The input cannot be checked here (the flow's schema: ${(cause as Error).message}); the service will.`,
    );
    return;
  }
  if (fits(body)) return;
  const reasons = (fits.errors ?? []).map(({ instancePath, message = 'does not fit', params }) => {
    const at = instancePath.slice(1).replaceAll('/', '.');
    const which =
      'additionalProperty' in params
        ? `: ${String(params['additionalProperty'])}`
        : 'allowedValues' in params
          ? `: ${JSON.stringify(params['allowedValues'])}`
          : '';
    return `  ${at ? `${at}: ` : ''}${message}${which}`;
  });
  throw new UsageError(`The input does not fit what the flow takes:\n${reasons.join('\n')}`);
}
