import { readFileSync } from 'node:fs';
import { timeStyle, wantsColor } from './cli/style.js';
import type { LookupTools } from './globus/things/lookup.js';
import type { Thing } from './globus/things/thing.js';
import { configDirectory } from './host/directories.js';
import { width } from './output/cut.js';
import type { Terminal } from './output/table.js';
import type { Runtime } from './runtime.js';
import type { Adapters } from './services/index.js';
import { createHttp, type Transport } from './services/http.js';
import { configuration } from './settings/configuration.js';
import type { KeptName, KeptNames } from './settings/names.js';
import type { Notices, Prompt } from './tools.js';
import { shortId } from './uuid.js';
import { visible } from './visible.js';

interface Surroundings {
  readonly runtime: Runtime;
  readonly transport: Transport;
  readonly prompt: Pick<Prompt, 'available' | 'select'>;
  readonly notices: Pick<Notices, 'warn'>;
  /** The adapter of a service, once its login was demanded. */
  readonly connect: <S extends keyof Adapters>(service: S) => Promise<Adapters[S]>;
}

/** What the terminal of questions can show, and how this person reads times. */
export const terminalFor = (runtime: Runtime): Terminal => ({
  columns: runtime.stderr.columns || 80,
  color: wantsColor(runtime.env, runtime.stderr.isTTY),
  time: timeStyle(runtime.env) ?? configuration(configDirectory(runtime)).read().output?.time,
  now: runtime.now(),
});

/** What looking names up takes: what is kept, the services, this machine, and a person who says which of several is meant. */
export function lookupTools(
  { runtime, transport, prompt, notices, connect }: Surroundings,
  kept: KeptNames,
  isFreshNow: (kept: KeptName) => boolean,
): LookupTools {
  const now = () => runtime.now().getTime();
  const remembered = (kind: string, name: string) => {
    const found = kept.get(kind, name);
    return found && { ...found, isFresh: isFreshNow(found) };
  };
  // one question after the other, though names are looked up together
  let asking: Promise<unknown> = Promise.resolve();
  const choose = (question: string, things: readonly Thing[]) => {
    const answer = asking.then(() => chosen(prompt, question, things, terminalFor(runtime)));
    asking = answer.catch(() => undefined);
    return answer;
  };
  return {
    connect,
    remembered,
    remember: (kind, name, { id, path }) => kept.put([{ kind, name, id, path, at: now() } satisfies KeptName]),
    warn: notices.warn,
    choose: prompt.available ? choose : undefined,
    toldApart: async (kind, things) =>
      kind === 'group'
        ? (await import('./globus/groups/told-apart.js')).withMembers(things, () => connect('groups'))
        : things,
    collectionAt: async (origin) => {
      const before = remembered('host', origin);
      if (before?.isFresh) return before.id;
      const { collectionServedBy } = await import('./globus/places/server.js');
      const id = await collectionServedBy(createHttp({ service: 'https', baseUrl: origin, transport }));
      if (id !== undefined) kept.put([{ kind: 'host', name: origin, id, at: now() }]);
      return id;
    },
    here: async (path) => {
      const { clientIdFile, personalPath } = await import('./globus/places/here.js');
      const id = textOf(clientIdFile(runtime.env));
      return id === undefined ? undefined : { id, path: personalPath(path, runtime) };
    },
  };
}

async function chosen(
  prompt: Surroundings['prompt'],
  question: string,
  things: readonly Thing[],
  terminal: Terminal,
): Promise<Thing> {
  const { detailOf } = await import('./picker.js');
  const details = things.map((thing) => detailOf(thing, terminal));
  // where there is no room for all of an id, its digits tell as much as what stands behind it
  const isWide = things.every(
    ({ name, id }, i) => width(visible([name, id, details[i]].join('  '))) + 3 <= terminal.columns,
  );
  const isTold = new Set(things.map(({ id }) => shortId(id))).size === things.length;
  const idOf = (id: string) => (isWide || !isTold ? id : shortId(id));
  const id = await prompt.select(
    question,
    things.map(({ name, id }, i) => ({ name: [name, idOf(id), details[i]].filter(Boolean).join('  '), value: id })),
  );
  const thing = things.find((each) => each.id === id);
  if (!thing) throw new TypeError(`'${id}' was not among the choices`);
  return thing;
}

/** The text of a small file; undefined where there is none that can be read. */
function textOf(path: string): string | undefined {
  try {
    return readFileSync(path, 'utf8').trim() || undefined;
  } catch (error) {
    if (['ENOENT', 'ENOTDIR', 'EACCES', 'EISDIR'].includes(String((error as NodeJS.ErrnoException).code)))
      return undefined;
    throw error;
  }
}
