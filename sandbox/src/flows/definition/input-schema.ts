import { Ajv, type ErrorObject } from 'ajv';
import { Ajv2020 } from 'ajv/dist/2020.js';
import { plainNumbers } from '../../exact-json.js';
import type { Json } from '../../http/body.js';
import { ApiError } from '../../http/api-error.js';
import type { Issue } from '../../http/issues.js';
import { TooSlow, withinTime } from '../../within-time.js';

const options = {
  allErrors: true,
  strict: false,
  strictNumbers: false,
  validateFormats: false,
  logger: false,
} as const;

/** As long as an input may be looked at: a schema may have patterns. */
const longestMs = 1000;

/** What is wrong with an input schema itself. */
export function checkSchema(schema: Json): Issue[] {
  try {
    compile(schema);
    return [];
  } catch (error) {
    return [{ loc: ['input_schema'], msg: `Invalid JSON Schema: ${(error as Error).message}`, type: 'value_error' }];
  }
}

/** 400 `FLOW_INPUT_ERROR` with everything in the input that its schema does not allow. */
export function requireInput(schema: Json, input: unknown): void {
  const validate = compile(schema);
  if (passes(() => validate(plainNumbers(input)))) return;
  const detail = (validate.errors ?? []).map((error) => ({
    loc: [placeOf(error)],
    type: 'InvalidActionInput',
    msg: messageOf(error),
  }));
  throw invalidInput(detail);
}

/** 400 `FLOW_INPUT_ERROR` with what is wrong with an input. */
export function invalidInput(detail: readonly Issue[]): ApiError {
  const count = `${detail.length} error${detail.length === 1 ? '' : 's'}`;
  return new ApiError(400, 'FLOW_INPUT_ERROR', 'The input is not valid', {
    detail,
    message: `Input failed schema validation with ${count}.`,
  });
}

function passes(validate: () => boolean): boolean {
  try {
    return withinTime(longestMs, validate);
  } catch (error) {
    throw error instanceof TooSlow
      ? new ApiError(400, 'FLOW_INPUT_ERROR', `The input cannot be checked: ${error.message}`)
      : error;
  }
}

function compile(schema: Json) {
  const { $schema: dialect, ...rest } = plainNumbers(schema);
  const ajv =
    typeof dialect === 'string' && dialect.includes('2020-12')
      ? new Ajv2020({ ...options, verbose: true })
      : new Ajv({ ...options, verbose: true });
  // a schema may name a dialect that is not loaded; the keywords are read all the same
  return ajv.compile(rest);
}

function placeOf({ instancePath, keyword, params }: ErrorObject): string {
  const path = instancePath
    .split('/')
    .slice(1)
    .map((part) => part.replace(/~1/g, '/').replace(/~0/g, '~'))
    .map((part) => (/^\d+$/.test(part) ? `[${part}]` : `.${part}`))
    .join('');
  return keyword === 'required' ? `$${path}.${String(params['missingProperty'])}` : `$${path}`;
}

function messageOf({ keyword, data, params, message }: ErrorObject): string {
  if (keyword === 'type') return `${quoted(data)} is not of type '${String(params['type'])}'`;
  if (keyword === 'required') return `'${String(params['missingProperty'])}' is a required property`;
  if (keyword === 'additionalProperties')
    return `Additional properties are not allowed ('${String(params['additionalProperty'])}' was unexpected)`;
  return `${quoted(data)} ${message ?? 'is not valid'}`;
}

const quoted = (value: unknown): string => (typeof value === 'string' ? `'${value}'` : JSON.stringify(value));
