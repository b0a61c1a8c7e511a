import { InterruptedError, UsageError } from '../../errors.js';
import { stringifyJson } from '../../exact-json.js';
import type { Json } from '../../json.js';
import { isCollection, type Schema, typesOf, valueFor } from './schema.js';
import { visible } from '../../visible.js';

/** Whoever answers the questions of a form. */
export interface Answerer {
  /** A line of text; an empty answer is `default`, where there is one. */
  readonly input: (question: string, options: { readonly default?: string }) => Promise<string>;
  readonly confirm: (question: string, options: { readonly default: boolean }) => Promise<boolean>;
  /** The value of the choice that was taken. */
  readonly select: (
    question: string,
    choices: readonly { readonly name: string; readonly value: string }[],
  ) => Promise<string>;
}
/** Collections and paths on them, by whatever stands for them on a line. */
export interface Places {
  /** Has a person choose one: the text that says which; undefined where they went back. */
  readonly pick: (question: string) => Promise<string | undefined>;
  /** What a text means. UsageError, which names the field, where it means none. */
  readonly find: (text: string, name: string) => Promise<{ readonly id: string; readonly path: string | null }>;
}
export interface FormTools {
  readonly ask: Answerer;
  /** Without them a collection is typed, by id. */
  readonly places?: Places | undefined;
  /** Says what is wrong with an answer, before the question is asked again. */
  readonly refuse: (reason: string) => void;
}

/** Asks for each field of a schema, those that are required first. Nothing is asked where there are no fields. */
export async function askForm(schema: Schema, tools: FormTools, within = ''): Promise<Record<string, Json>> {
  const body: Record<string, Json> = {};
  const required = new Set(schema.required ?? []);
  const fields = Object.entries(schema.properties ?? {}).sort(
    ([a], [b]) => Number(required.has(b)) - Number(required.has(a)),
  );
  for (const [name, field] of fields) {
    const value = await askField(`${within}${name}`, field, required.has(name), tools);
    if (value !== undefined) body[name] = value;
  }
  return body;
}

const leftOut = '(leave it out)';

async function askField(name: string, field: Schema, required: boolean, tools: FormTools): Promise<Json | undefined> {
  const about = [field.title ?? name, field.description && `(${field.description})`, !required && '[optional]']
    .filter((part): part is string => typeof part === 'string' && part !== '')
    .map(visible)
    .join(' ');
  if (field.const !== undefined) return required ? field.const : undefined;
  if (field.enum) return choose(about, field.enum, required, tools);
  if (field.properties && !isCollection(field)) return askObject(name, field, required, about, tools);
  if (typesOf(field).join() === 'boolean' && required)
    return tools.ask.confirm(about, { default: field.default === true });
  if (isCollection(field) && tools.places) return askPlace(name, required, about, tools.places);
  return askText(name, field, required, about, tools);
}

async function askPlace(name: string, required: boolean, about: string, places: Places): Promise<Json | undefined> {
  const text = await places.pick(required ? about : `${about} (Esc leaves it out)`);
  if (text !== undefined) return collectionValue(await places.find(text, name));
  if (required) throw new InterruptedError('Nothing was chosen.');
  return undefined;
}

/** A place as inputs have it. */
export const collectionValue = ({ id, path }: { readonly id: string; readonly path: string | null }): Json =>
  path === null ? { id } : { id, path };

async function choose(
  about: string,
  values: readonly Json[],
  required: boolean,
  { ask }: FormTools,
): Promise<Json | undefined> {
  const choices = values.map((value, i) => ({
    name: typeof value === 'string' ? value : stringifyJson(value),
    value: String(i),
  }));
  const picked = await ask.select(about, required ? choices : [...choices, { name: leftOut, value: leftOut }]);
  return picked === leftOut ? undefined : values[Number(picked)];
}

async function askObject(
  name: string,
  field: Schema,
  required: boolean,
  about: string,
  tools: FormTools,
): Promise<Json | undefined> {
  if (!required && !(await tools.ask.confirm(`Give ${about}?`, { default: false }))) return undefined;
  return askForm(field, tools, `${name}.`);
}

/** One line, asked again until it fits; an empty one leaves an optional field out. */
async function askText(
  name: string,
  field: Schema,
  required: boolean,
  about: string,
  { ask, refuse }: FormTools,
): Promise<Json | undefined> {
  const standard =
    field.default === undefined
      ? {}
      : { default: typeof field.default === 'string' ? field.default : stringifyJson(field.default) };
  for (;;) {
    const raw = await ask.input(`${about}${isCollection(field) ? ' ID:PATH' : ''}`, standard);
    if (raw === '' && !required) return undefined;
    try {
      if (raw === '' && !typesOf(field).includes('string')) throw new UsageError(`${name} is required.`);
      return valueFor(raw, field, name);
    } catch (error) {
      if (!(error instanceof UsageError)) throw error;
      refuse(error.message);
    }
  }
}
