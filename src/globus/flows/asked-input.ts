import { isObject, stringifyJson } from '../../exact-json.js';
import type { Json } from '../../json.js';
import type { FlowsOperations } from '../../services/flows.js';
import { type Answerer, askForm, type Places } from './form.js';
import { isCollection, type Schema, valueFor } from './schema.js';

interface Asking {
  readonly connect: (service: 'flows') => Promise<Pick<FlowsOperations, 'getFlow'>>;
  /** The id of a flow, given by name or by id. */
  readonly idOf: (kind: 'flow', text: string) => Promise<string>;
  readonly prompt: Answerer;
  readonly place: Places['find'];
  readonly pick: (kind: 'place', question: string) => Promise<string>;
  readonly once: <T>(what: string, find: () => Promise<T>) => Promise<T>;
}

/** The schema of a flow's input, asked for once. */
async function schemaOf(
  flow: string,
  { connect, idOf, once }: Pick<Asking, 'connect' | 'idOf' | 'once'>,
): Promise<Schema> {
  const found = await once(`the flow ${flow}`, async () => (await connect('flows')).getFlow(await idOf('flow', flow)));
  return found.input_schema ?? {};
}

/** Whether there is anything to ask for of the input of a flow. */
export const takesInput = async (flow: string, tools: Pick<Asking, 'connect' | 'idOf' | 'once'>): Promise<boolean> =>
  Object.keys((await schemaOf(flow, tools)).properties ?? {}).length > 0;

/** Asks for the input of a flow, field by field as its schema says: the words of a line that give the answers. */
export async function askInputWords(flow: string, { connect, idOf, prompt, ...tools }: Asking): Promise<string[]> {
  const schema = await schemaOf(flow, { connect, idOf, once: tools.once });
  // places stand on the line as they were chosen, and not by id
  const chosen = new Map<string, string>();
  const places: Places = {
    pick: (question) => tools.pick('place', question),
    find: async (text, name) => {
      const found = await tools.place(text, name);
      chosen.set(placeText(found), text);
      return found;
    },
  };
  const body = await askForm(schema, { ask: prompt, places });
  return inputWords(body, schema, chosen);
}

const placeText = ({ id, path }: { readonly id: string; readonly path: string | null }) =>
  path === null ? id : `${id}:${path}`;

/** The words of a line that give this input: `KEY=VALUE` where that says it, `KEY:=JSON` where not; `--input` where a key cannot stand in a word. */
export function inputWords(
  body: Readonly<Record<string, Json>>,
  schema: Schema,
  chosen: ReadonlyMap<string, string> = new Map(),
): string[] {
  const words = fieldWords(body, schema, '', chosen);
  return words?.length ? words : ['--input', stringifyJson(body)];
}

/** A value that is a collection with a path, or without one, and nothing else. */
function placeIn(value: Json): { readonly id: string; readonly path: string | null } | undefined {
  if (!isObject(value)) return undefined;
  const { id, path, ...more } = value;
  if (typeof id !== 'string' || Object.keys(more).length) return undefined;
  if (path === undefined) return { id, path: null };
  return typeof path === 'string' ? { id, path } : undefined;
}

/** What is no list or object is written as it is typed, where that is read back as the same. */
function valueWord(name: string, value: Json, field: Schema | undefined): string {
  const json = stringifyJson(value);
  const raw = typeof value === 'string' ? value : json;
  const isPlain = !Array.isArray(value) && !isObject(value);
  return isPlain && stringifyJson(valueFor(raw, field, name)) === json ? `${name}=${raw}` : `${name}:=${json}`;
}

function fieldWords(
  body: Readonly<Record<string, Json>>,
  schema: Schema,
  within: string,
  chosen: ReadonlyMap<string, string>,
): string[] | undefined {
  const words: string[] = [];
  for (const [key, value] of Object.entries(body)) {
    if (key === '' || /[.=:]/.test(key) || (within === '' && key.startsWith('-'))) return undefined;
    const field = schema.properties && Object.hasOwn(schema.properties, key) ? schema.properties[key] : undefined;
    const name = `${within}${key}`;
    const place = isCollection(field) ? placeIn(value) : undefined;
    if (place) {
      const text = placeText(place);
      words.push(`${name}=${chosen.get(text) ?? text}`);
    } else if (isObject(value) && field?.properties && Object.keys(value).length) {
      const inner = fieldWords(value, field, `${name}.`, chosen);
      if (!inner) return undefined;
      words.push(...inner);
    } else words.push(valueWord(name, value, field));
  }
  return words;
}
