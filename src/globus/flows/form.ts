import { UsageError } from '../../errors.js';
import { stringifyJson } from '../../exact-json.js';
import type { Json } from '../../json.js';
import type { AnswerCheck } from '../../tools.js';
import { isCollection, type Schema, typesOf, valueFor } from './schema.js';
import { visible } from '../../visible.js';

/** Whoever answers the questions of a form. */
export interface Answerer {
  /** A line of text that `check` has nothing against; an empty answer is `default`, where there is one. */
  readonly input: (
    question: string,
    options: { readonly default?: string; readonly check: AnswerCheck },
  ) => Promise<string>;
  readonly confirm: (question: string, options: { readonly default: boolean }) => Promise<boolean>;
  /** The value of the choice that was taken. */
  readonly select: (
    question: string,
    choices: readonly { readonly name: string; readonly value: string }[],
  ) => Promise<string>;
}
/** Collections and paths on them, by whatever stands for them on a line. */
export interface Places {
  /** Has a person choose one: the text that says which. */
  readonly pick: (question: string) => Promise<string>;
  /** What a text means. UsageError, which names the field, where it means none. */
  readonly find: (text: string, name: string) => Promise<{ readonly id: string; readonly path: string | null }>;
}
export interface FormTools {
  readonly ask: Answerer;
  /** Without them a collection is typed, by id. */
  readonly places?: Places | undefined;
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
  if (isCollection(field) && tools.places) return askPlace(name, required, about, tools.ask, tools.places);
  return askText(name, field, required, about, tools);
}

async function askPlace(
  name: string,
  required: boolean,
  about: string,
  ask: Answerer,
  places: Places,
): Promise<Json | undefined> {
  if (!required && !(await isGiven(about, ask))) return undefined;
  return collectionValue(await places.find(await places.pick(about), name));
}
/** Whether what may be left out is to be given: where it takes more than one answer, that is asked first. */
const isGiven = (about: string, ask: Answerer) => ask.confirm(`Give ${about}?`, { default: false });

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
  if (!required && !(await isGiven(about, tools.ask))) return undefined;
  return askForm(field, tools, `${name}.`);
}

/** One line; an empty one leaves an optional field out. */
async function askText(
  name: string,
  field: Schema,
  required: boolean,
  about: string,
  { ask }: FormTools,
): Promise<Json | undefined> {
  const standard =
    field.default === undefined
      ? {}
      : { default: typeof field.default === 'string' ? field.default : stringifyJson(field.default) };
  const isLeftOut = (raw: string) => raw === '' && !required;
  // as the question calls it
  const called = field.title === undefined || field.title === '' ? name : `'${visible(field.title)}'`;
  const check = (raw: string): string | undefined => {
    if (isLeftOut(raw)) return undefined;
    if (raw === '' && !typesOf(field).includes('string')) return `${called} is required.`;
    try {
      valueFor(raw, field, called);
      return undefined;
    } catch (error) {
      if (error instanceof UsageError) return error.message;
      throw error;
    }
  };
  const raw = await ask.input(`${about}${isCollection(field) ? ' ID:PATH' : ''}`, { ...standard, check });
  return isLeftOut(raw) ? undefined : valueFor(raw, field, name);
}
