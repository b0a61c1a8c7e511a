import { settingsOf } from './cli/asked-settings.js';
import type { Typed } from './cli/parse.js';
import type { Changes, Now, Params } from './command/command.js';
import type { Need } from './command/needs.js';
import { NetworkError, ServiceError } from './errors.js';
import { principalsWritten } from './globus/people/written.js';
import type { Connect } from './globus/things/sources.js';
import { isOfPeople, peopleTyped } from './asking-people.js';
import { argumentValue, type NamingLine } from './logins-first.js';

/** What settings are now, as far as it can be told. */
export interface Present {
  /** By the key of the flag. */
  readonly texts: ReadonlyMap<string, string>;
  /** The keys of those that the thing cannot have. */
  readonly without: readonly string[];
}
/** Nobody waits longer to be asked; milliseconds. */
const patience = 3_000;
/** A text that is longer is no row. */
const longest = 300;
const unknown: Present = { texts: new Map(), without: [] };

/** What the settings of the thing that a line names are now; `services` know what people and groups are called. */
export async function presentSettings(typed: Typed, line: NamingLine, services: Connect): Promise<Present> {
  const { command, meta, inject } = line;
  const changes = command.changes as Changes<never, Params, Params> | undefined;
  if (!changes?.now) return unknown;
  const values: Record<string, unknown> = {};
  for (const [i, { key }] of meta.args.entries()) {
    const text = typed.operands[i];
    if (text !== undefined) values[key] = await argumentValue(key, text, line, values);
  }
  const tools = await inject((command.needs ?? []) as readonly Need[]);
  const settings = settingsOf(command, meta);
  const fields = (changes.fields ?? {}) as Readonly<Record<string, string | undefined>>;
  const reading = async (finding: Promise<Now>): Promise<Present> => {
    const { document, without = [] } = await finding;
    const texts = await Promise.all(
      settings.map(async ({ key, secret, metavar }) => {
        const value = secret ? undefined : (document as Values)[fields[key] ?? fieldOf(key)];
        const text = isOfPeople(metavar) ? await peopleText(value, services) : settingText(value);
        return text === undefined ? [] : [[key, text] as const];
      }),
    );
    return { texts: new Map(texts.flat()), without };
  };
  return (await inTime(reading(changes.now(values, tools)))) ?? unknown;
}

type Values = Readonly<Record<string, unknown>>;

/** Those whom a setting names, as they are typed. */
async function peopleText(value: unknown, services: Connect): Promise<string | undefined> {
  if (typeof value !== 'string' && !Array.isArray(value)) return undefined;
  const urns = [value].flat().filter((each): each is string => typeof each === 'string');
  return peopleTyped(await principalsWritten(urns, services));
}

/** A question without what is set now is better than none, and than one that is long in coming. */
async function inTime<T>(finding: Promise<T>): Promise<T | undefined> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<undefined>((done) => (timer = setTimeout(() => done(undefined), patience)));
  const found = finding.catch((error: unknown) => {
    if (error instanceof ServiceError || error instanceof NetworkError || error instanceof TypeError) return undefined;
    throw error;
  });
  return Promise.race([found, late]).finally(() => clearTimeout(timer));
}

const fieldOf = (key: string) => key.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);
const isUrn = (text: string) => text.startsWith('urn:');

/** A value as a line would have it; undefined where a person cannot read it. */
function settingText(value: unknown): string | undefined {
  if (typeof value === 'boolean') return value ? 'yes' : 'no';
  if (typeof value === 'number') return String(value);
  if (Array.isArray(value) && value.every((each) => typeof each === 'string'))
    return value.some(isUrn) ? undefined : settingText(value.join(','));
  // what has several lines cannot be mended in one
  if (typeof value !== 'string' || value === '' || value.length > longest || /\p{Cc}/u.test(value)) return undefined;
  return isUrn(value) ? undefined : value;
}
