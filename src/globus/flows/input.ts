import { UsageError } from '../../errors.js';
import { type ExactJson, isObject, parseJson, stringifyJson, withPlainNumbers } from '../../exact-json.js';
import type { Json } from '../../json.js';
import type { FlowsOperations } from '../../services/flows.js';
import type { Leading, Notices, Prompt } from '../../tools.js';
import { retrace, traced, tracedChoice } from '../../retrace.js';
import { askForm, collectionValue, type Places } from './form.js';
import { fieldAt, isCollection, type Schema, valueFor } from './schema.js';
import { isUuid } from '../../uuid.js';
import { visible } from '../../visible.js';
import { withinTime } from '../../within-time.js';

type Input = Record<string, Json>;
export interface WantedInput {
  readonly flowId: string;
  /** The input as a whole, where there is one. */
  readonly input: Readonly<Input> | undefined;
  /** Single fields on top of it: `KEY=VALUE`, or `KEY:=JSON`. */
  readonly fields: readonly string[];
  /** Look at the schema even where the service would be the first to: for a dry run. */
  readonly check?: boolean;
}
export interface InputTools {
  readonly flows: Pick<FlowsOperations, 'getFlow'>;
  readonly notices: Pick<Notices, 'warn'>;
  /** Without them a collection is given by id. */
  readonly places?: PlaceTools | undefined;
  /** Who fills in the form where no input is given; without it a run gets none. */
  readonly ask?: Pick<Prompt, 'input' | 'select' | 'confirm' | 'screen'> | undefined;
  /** What has to be done before somebody fills in the form, such as a login. */
  readonly beforeAsking?: (() => Promise<void>) | undefined;
}
interface PlaceTools extends Pick<Places, 'find'> {
  /** Has a person choose one: the text that says which; undefined where they went back. */
  readonly pick: (question: string, leading: Leading<string>) => Promise<string | undefined>;
}

/**
 * The input of a run: the whole, with the fields on top; where there is neither, a form for whoever answers, and nothing elsewhere.
 * What was put together here is checked against the flow's schema; a whole input is checked by the service. UsageError
 * where a field cannot be read, or the input does not fit.
 */
export async function runInput(
  { flowId, input, fields, check = false }: WantedInput,
  { flows, notices, places, ask, beforeAsking }: InputTools,
): Promise<Input> {
  const form = !input && !fields.length ? ask : undefined;
  if (!form && !fields.length && !check) return input ?? {};
  if (form) await beforeAsking?.();
  const schema = ((await flows.getFlow(flowId)).input_schema ?? {}) as Schema;
  const body: Input = form ? await filledIn(schema, form, places) : copyOf(input ?? {});
  for (const field of fields) await setField(body, field, schema, places);
  await checkInput(body, schema, notices);
  return body;
}

/** A form that a person filled in, who could go back in it. */
const filledIn = (schema: Schema, ask: NonNullable<InputTools['ask']>, places: PlaceTools | undefined) =>
  retrace((trail) => {
    const pick = (question: string) =>
      tracedChoice<string>(question, trail, async (leading) => places?.pick(question, leading));
    return askForm(schema, { ask: traced(ask, trail), places: places && { find: places.find, pick } });
  }, ask.screen);

/** A copy with the same digits. */
const copyOf = (input: Readonly<Input>) => parseJson(stringifyJson(input)) as Input;

/** Puts `a.b=value` or `a.b:=JSON` into the input. */
async function setField(
  body: Input,
  text: string,
  schema: Schema,
  places: Pick<Places, 'find'> | undefined,
): Promise<void> {
  const [, key = '', colon, raw = ''] = /^([^=:]+)(:?)=(.*)$/s.exec(text) ?? [];
  if (!key) throw new UsageError(`'${text}' is not KEY=VALUE or KEY:=JSON.`);
  const path = key.split('.');
  const field = fieldAt(schema, path);
  const value = colon
    ? jsonValue(key, raw)
    : places && isCollection(field) && isByName(raw)
      ? collectionValue(await places.find(raw, key))
      : valueFor(raw, field, key);
  let at: Input = body;
  for (const name of path.slice(0, -1)) {
    const inner = Object.hasOwn(at, name) ? at[name] : undefined;
    const next = isObject(inner) ? inner : {};
    define(at, name, next);
    at = next;
  }
  define(at, path.at(-1) ?? key, value);
}
/** A place that is neither an id nor an object written as JSON. */
const isByName = (raw: string) => !isUuid(raw.slice(0, 36)) && !raw.startsWith('{');

/** A key of the input, whatever it is called: `__proto__` too. */
const define = (at: Input, name: string, value: Json) =>
  Object.defineProperty(at, name, { value, writable: true, enumerable: true, configurable: true });

function jsonValue(key: string, raw: string): Json {
  try {
    return parseJson(raw) as Json;
  } catch (cause) {
    throw new UsageError(`The value of ${key} is not JSON: ${(cause as Error).message}.`, {
      cause,
      hint: `For a text, write ${key}=VALUE.`,
    });
  }
}

/** As long as an input may be looked at: a schema may have patterns. */
const longestMs = 1000;

/** Refuses an input that the flow would refuse, with every reason. */
async function checkInput(body: Readonly<Input>, schema: Schema, notices: InputTools['notices']): Promise<void> {
  const { Ajv } = await import('ajv');
  const ajv = new Ajv({
    allErrors: true,
    strict: false,
    strictNumbers: false,
    validateFormats: false,
    validateSchema: false,
    logger: false,
  });
  const unchecked = (why: string) =>
    notices.warn(`The input cannot be checked here (the flow's schema: ${why}); the service will check it.`);
  let fits: ReturnType<typeof ajv.compile>;
  try {
    const { $schema: _, $id: __, ...plain } = withPlainNumbers(schema as ExactJson) as Record<string, unknown>;
    fits = ajv.compile(plain);
  } catch (cause) {
    return unchecked(visible((cause as Error).message));
  }
  const isFit = withinTime(longestMs, () => fits(withPlainNumbers(body)));
  if (isFit === undefined) return unchecked('it takes too long');
  if (isFit) return;
  const reasons = (fits.errors ?? []).map(({ instancePath, message = 'does not fit', params }) => {
    const at = instancePath.slice(1).replaceAll('/', '.');
    const which =
      'additionalProperty' in params
        ? `: ${String(params['additionalProperty'])}`
        : 'allowedValues' in params
          ? `: ${JSON.stringify(params['allowedValues'])}`
          : '';
    return `  ${visible(`${at ? `${at}: ` : ''}${message}${which}`)}`;
  });
  throw new UsageError(`The input does not fit what the flow takes:\n${reasons.join('\n')}`);
}
