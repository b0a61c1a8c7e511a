import { worldTimes } from '../clock.js';
import { findLogin } from '../auth/identities.js';
import { authState, type Identity } from '../auth/state.js';
import { groupsState, type Group } from '../groups/state.js';
import { ApiError } from '../http/api-error.js';
import type { Issue } from '../http/issues.js';
import { isUuid, uuidOf } from '../ids.js';
import { transferState, type Endpoint } from '../transfer/state.js';
import type { World } from '../world.js';
import { spread, spreadCount } from './spread.js';
import type { Path, Problem, WorldFile } from './world-file.js';

export const mustBeTime = `must be a time such as 2026-09-01T08:00:00Z: ${worldTimes}`;

/** How many one text may stand for, as many as a thing may be repeated. */
const mostOfOne = 10_000;
/** How many files and folders a file may make, as many as things. */
const mostFiles = 200_000;

/** Something that is wrong at a place of the file. */
class Wrong extends Error {
  constructor(
    readonly path: Path,
    message: string,
  ) {
    super(message);
  }
}

/** The making of a world from a file: who is meant by its names, and what is wrong with it. */
export class Making {
  private readonly problems: Problem[] = [];
  private files = 0;

  constructor(
    readonly world: World,
    readonly file: WorldFile,
  ) {}

  /** Makes each of the things; what is wrong with one is noted, and the others are made all the same. */
  each<T extends object>(things: readonly T[] | undefined, make: (thing: T) => void): void {
    for (const thing of things ?? []) this.attempt(this.file.pathOf(thing), () => make(thing));
  }

  /** Does a part of the work, and notes what is wrong at `path`. Whatever is no fault of the file is thrown. */
  attempt(path: Path, work: () => void): void {
    try {
      work();
    } catch (error) {
      if (error instanceof Wrong) this.problems.push({ path: error.path, message: error.message });
      else if (error instanceof ApiError) this.problems.push({ path, message: wordsOf(error) });
      else throw error;
    }
  }

  /** Throws everything that was noted, if anything was. */
  refuse(): void {
    if (this.problems.length > 0) throw this.file.error(this.problems);
  }

  /** The id of a thing: the one that it says, or one that is the same in every world that has it. */
  idOf(kind: string, thing: { readonly id?: string }, ...names: string[]): string {
    return thing.id ?? uuidOf(`world file/${kind}/${names.join('/')}`);
  }

  /** 409-like: a thing with this id is there already. */
  requireNew(isThere: boolean, thing: object, what: string): void {
    if (isThere)
      throw new Wrong(
        this.file.pathOf(thing),
        `there is ${what} of this name or id already; give it another, or an id`,
      );
  }

  wrong(thing: object, key: string | number, message: string): Wrong {
    return new Wrong(this.file.pathOf(thing, key), message);
  }

  /** What a text of the file stands for, with all its ranges. */
  spread(thing: object, key: string | number, spoken: string): string[] {
    this.spreadCount(thing, key, spoken);
    return spread(spoken);
  }

  /** How many that are. */
  spreadCount(thing: object, key: string | number, spoken: string): number {
    const count = spreadCount(spoken);
    if (count > mostOfOne) throw this.wrong(thing, key, `its ranges stand for more than ${mostOfOne} of it`);
    return count;
  }

  /** Counts so many files and folders that are to be made; refused where the world would have more than it may. */
  countFiles(thing: object, key: string, count: number): void {
    if (this.files + count > mostFiles)
      throw this.wrong(thing, key, `with these the world has more than ${mostFiles} files and folders`);
    this.files += count;
  }

  /** The person of a username (of any linked identity), as whom they log in. */
  person(thing: object, key: string | number, username: string): Identity {
    const found = findLogin(this.world, username) ?? clientNamed(this.world, username);
    if (!found) throw this.wrong(thing, key, `there is nobody called ${username}`);
    return found;
  }

  /** The identity of exactly this username. */
  identity(thing: object, key: string | number, username: string): Identity {
    return authState(this.world).identityByUsername.first(username.toLowerCase()) ?? this.person(thing, key, username);
  }

  /** The people that a list of a thing names; `{01..30}` in a name stands for all of them. */
  people(thing: object, key: string, list: readonly string[] | undefined): Identity[] {
    return (list ?? []).flatMap((spoken, index) =>
      this.spread(list ?? thing, index, spoken).map((username) => this.identity(list ?? thing, index, username)),
    );
  }

  group(thing: object, key: string | number, name: string): Group {
    const { groups } = groupsState(this.world);
    return this.one(
      thing,
      key,
      'group',
      name,
      isUuid(name)
        ? [...groups.values()].filter(({ id }) => id === name)
        : [...groups.values()].filter((group) => group.name === name),
    );
  }

  /** The collection (or, with `what`, another thing of Transfer) of a name or id. */
  collection(thing: object, key: string | number, name: string): Endpoint {
    const found = transferState(this.world).endpoints.filter(
      ({ id, display_name, entity_type, deleted }) =>
        !deleted && entity_type !== 'GCSv5_endpoint' && (id === name || display_name === name),
    );
    return this.one(thing, key, 'collection', name, found);
  }

  /** The URNs that a list names: people, and `group:NAME`; the words for everyone stay as they are. */
  urns(thing: object, key: string, list: readonly string[] | undefined, everyone: readonly string[] = []): string[] {
    return (list ?? []).flatMap((spoken, index) =>
      everyone.includes(spoken)
        ? [spoken]
        : this.spread(list ?? thing, index, spoken).map((name) => {
            const { type, id } = this.principal(list ?? thing, index, name);
            return type === 'group' ? `urn:globus:groups:id:${id}` : `urn:globus:auth:identity:${id}`;
          }),
    );
  }

  /** Who is meant by a username or by `group:NAME`. */
  principal(thing: object, key: string | number, spoken: string): { type: 'identity' | 'group'; id: string } {
    return spoken.startsWith('group:')
      ? { type: 'group', id: this.group(thing, key, spoken.slice('group:'.length).trim()).id }
      : { type: 'identity', id: this.identity(thing, key, spoken).id };
  }

  private one<T>(thing: object, key: string | number, what: string, name: string, found: readonly T[]): T {
    const [first, second] = found;
    if (first === undefined) throw this.wrong(thing, key, `there is no ${what} called ${name}`);
    if (second !== undefined)
      throw this.wrong(thing, key, `${found.length} ${what}s are called ${name}; give the id of one`);
    return first;
  }
}

function clientNamed(world: World, username: string): Identity | undefined {
  const found = authState(world).identityByUsername.first(username.toLowerCase());
  return found?.kind === 'client' ? found : undefined;
}

/** What a service says against a document, with the places that it names. */
function wordsOf({ message, extra }: ApiError): string {
  const { detail, error_data: data } = extra;
  if (Array.isArray(detail)) return (detail as Issue[]).map(({ loc, msg }) => `${loc.join('.')}: ${msg}`).join('; ');
  const told = data as { messages?: { json?: unknown } } | undefined;
  return told?.messages?.json === undefined ? message : `${message} ${JSON.stringify(told.messages.json)}`;
}
