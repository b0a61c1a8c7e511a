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
  readonly pick: (kind: 'place', question: string) => Promise<string | undefined>;
  readonly warn: (reason: string) => void;
}

/** Asks for the input of a flow, field by field as its schema says: the words of a line that give the answers. */
export async function askInputWords(flow: string, { connect, idOf, prompt, ...tools }: Asking): Promise<string[]> {
  const flows = await connect('flows');
  const schema = ((await flows.getFlow(await idOf('flow', flow))).input_schema ?? {}) as Schema;
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
  const body = await askForm(schema, { ask: prompt, places, refuse: tools.warn });
  return inputWords(body, schema, chosen);
}

const placeText = ({ id, path }: { readonly id: Json; readonly path?: Json | null | undefined }) =>
  path === null || path === undefined ? String(id) : `${String(id)}:${String(path)}`;

/** The words of a line that give this input: `KEY=VALUE` where that says it, `KEY:=JSON` where not; `--input` where a key cannot stand in a word. */
export function inputWords(
  body: Readonly<Record<string, Json>>,
  schema: Schema,
  chosen: ReadonlyMap<string, string> = new Map(),
): string[] {
  const words = fieldWords(body, schema, '', chosen);
  return words?.length ? words : ['--input', stringifyJson(body)];
}

function fieldWords(
  body: Readonly<Record<string, Json>>,
  schema: Schema,
  within: string,
  chosen: ReadonlyMap<string, string>,
): string[] | undefined {
  const words: string[] = [];
  for (const [key, value] of Object.entries(body)) {
    if (/[.=:]/.test(key) || (within === '' && key.startsWith('-'))) return undefined;
    const field = schema.properties && Object.hasOwn(schema.properties, key) ? schema.properties[key] : undefined;
    const name = `${within}${key}`;
    if (isCollection(field) && isObject(value) && typeof value['id'] === 'string') {
      const text = placeText({ id: value['id'], path: value['path'] });
      words.push(`${name}=${chosen.get(text) ?? text}`);
    } else if (isObject(value) && field?.properties && Object.keys(value).length) {
      const inner = fieldWords(value as Record<string, Json>, field, `${name}.`, chosen);
      if (!inner) return undefined;
      words.push(...inner);
    } else if (typeof value === 'string' && valueFor(value, field, name) === value) words.push(`${name}=${value}`);
    else words.push(`${name}:=${stringifyJson(value)}`);
  }
  return words;
}
