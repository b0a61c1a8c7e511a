import { existsSync, rmSync, statSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { Clock, NoTimeKept } from './clock.js';
import { FaultRules } from './fault-rules.js';
import { RequestLog } from './request-log.js';
import { Ids, secret } from './ids.js';
import type { SandboxOptions, WorldSource } from './options.js';
import { Secrets } from './secrets.js';
import { makeFolder } from './state/new-folder.js';
import { Replacement } from './state/replacement.js';
import { Store } from './state/store.js';
import { Troubles } from './troubles.js';

/** What a wing does in the world beside answering requests. */
export interface Inhabitant {
  /** Called once per start, before anything is seeded: says what others ask for, such as scopes that follow from its things. */
  join?(world: World): void;
  /** Creates the seeded things of a new world. Called once, and again after a reset. */
  seed?(world: World): void;
  /** Takes up background work, after the world was read. Returns what ends it. */
  run?(world: World): () => Promise<void>;
}

/** Everything there is in one emulated Globus, and what all its services share. */
export class World {
  readonly store: Store;
  readonly replacement: Replacement;
  readonly clock: Clock;
  readonly ids: Ids;
  readonly faults: FaultRules;
  readonly log: RequestLog;
  readonly secrets: Secrets;
  readonly troubles = new Troubles();
  /** `http://127.0.0.1:PORT`, from the moment it listens. */
  url = '';
  /** `https://127.0.0.1:PORT`, the same sandbox over TLS, from the moment it listens. */
  tlsUrl = '';
  /**
   * Whether a login must be approved with the key: where this machine does not tell whose program connects, and the
   * sandbox is not open to everybody.
   */
  needsKeyToLogIn = false;
  private endings: (() => Promise<void>)[] = [];
  private running = false;
  private isClosed = false;
  /** Settles when what was asked for with `whilePaused` so far is done. */
  private turn: Promise<void> = Promise.resolve();

  constructor(
    readonly options: SandboxOptions,
    private readonly inhabitants: readonly Inhabitant[],
  ) {
    makeFolder(options.dir, 0o700);
    requireOwn(options.dir);
    this.store = new Store(join(options.dir, 'state'));
    this.replacement = new Replacement(options.dir, this.store);
    this.finishReplacement();
    this.secrets = new Secrets(options.dir);
    this.clock = this.clockOf(options);
    this.ids = new Ids(this.store, options.seed);
    this.faults = new FaultRules(this.store);
    this.log = new RequestLog(join(options.dir, 'requests.jsonl'));
    for (const each of inhabitants) each.join?.(this);
    this.begin();
  }

  /** Marks every token of this world; another world, and this one after a reset, has another. */
  get id(): string {
    return this.store.table<string>('world.names').get('id') as string;
  }

  /** The world file that this world was made from, and is again after a reset; undefined for one that has only what all have. */
  get source(): WorldSource | undefined {
    return this.store.table<WorldSource>('world.source').get('source');
  }

  /** The folder of the collections that belong to the sandbox, emptied by a reset. */
  get collectionsFolder(): string {
    return join(this.options.dir, 'collections');
  }

  /** The folder where tasks keep their long lists, one folder each. */
  get tasksFolder(): string {
    return join(this.options.dir, 'tasks');
  }

  /** The folder of the certificates; a reset leaves it as it is. */
  get tlsFolder(): string {
    return resolve(this.options.dir, 'tls');
  }

  /** The certificate of the authority that vouches for `tlsUrl`. */
  get caFile(): string {
    return join(this.tlsFolder, 'ca.pem');
  }

  /** `https://...` and the like of one service, without a slash at the end. */
  serviceUrl(name: string): string {
    return `${this.url}/${name}`;
  }

  /** Whether background work rests, as it does while the world is replaced or closed. */
  get isPaused(): boolean {
    return !this.running;
  }

  /** Takes up the background work of all inhabitants. */
  run(): void {
    this.running = true;
    this.endings = this.inhabitants.flatMap((each) => (each.run ? [each.run(this)] : []));
  }

  /**
   * Does work while background work rests, which goes on afterwards, whatever came of it. Works are done one after another,
   * in the order in which they were asked for. Rejects once the world is closed.
   */
  whilePaused<T>(work: () => T | Promise<T>): Promise<T> {
    return this.inTurn(async () => {
      try {
        await this.pause();
        return await work();
      } finally {
        this.run();
      }
    });
  }

  /** Makes the same world in another folder and closes it; throws what is wrong with its file. */
  async tryOut(source: WorldSource, dir: string): Promise<void> {
    await new World({ dir, world: source }, this.inhabitants).close();
  }

  /** Seeds the world anew, of the same world file or of another; folders outside `dir` stay as they are. */
  reset(another?: WorldSource): Promise<void> {
    return this.whilePaused(() => {
      const source = another ?? this.source;
      // the world file stays known, also to the start after a kill
      this.replacement.prepare(source ? { 'world.source': [['source', source]] } : {});
      this.replacement.apply(() => {
        // a world without its seeds would be none, also where a file could not be removed
        this.troubles.forgetMissing();
        this.clock.reload();
        this.faults.reload();
        this.seed(source);
      });
    });
  }

  /** Ends background work and the world, after what replaces or copies it. */
  close(): Promise<void> {
    return this.inTurn(async () => {
      this.isClosed = true;
      try {
        await this.pause();
      } finally {
        this.log.close();
        this.store.close();
      }
    });
  }

  private inTurn<T>(work: () => Promise<T>): Promise<T> {
    const done = this.turn.then(() => {
      if (this.isClosed) throw new Error('this sandbox is closed');
      return work();
    });
    this.turn = done.then(
      () => undefined,
      () => undefined,
    );
    return done;
  }

  /** Ends background work: all of it, also where an end fails. */
  private async pause(): Promise<void> {
    this.running = false;
    const ends = await Promise.allSettled(this.endings.splice(0).map((end) => end()));
    for (const end of ends) if (end.status === 'rejected') throw end.reason;
  }

  private finishReplacement(): void {
    try {
      this.replacement.finish();
    } catch (error) {
      this.store.abandon();
      throw error;
    }
  }

  private clockOf({ dir, clock = {}, now = Date.now }: SandboxOptions): Clock {
    try {
      return new Clock(this.store, clock, now);
    } catch (error) {
      this.store.abandon();
      if (!(error instanceof NoTimeKept)) throw error;
      throw new Error(
        `the clock of the sandbox in ${dir} was moved to a time that is none, and it cannot go on; take another folder, or remove this one`,
      );
    }
  }

  private isNew(): boolean {
    return !this.store.table<string>('world.names').has('id');
  }

  /** Seeds a new world; where it cannot be made, as of a world file that is wrong, the folder is as if it had never begun. */
  private begin(): void {
    const { dir, world } = this.options;
    const isNew = this.isNew();
    const hadCollections = existsSync(this.collectionsFolder);
    try {
      // one that was killed in a reset is new, and has its world file
      const source = isNew ? (this.source ?? world) : this.source;
      if (world && world.text !== source?.text)
        throw new Error(
          `the sandbox in ${dir} began ${this.source ? 'with another world file' : 'without a world file'}; take another folder, or remove this one`,
        );
      if (isNew) this.seed(source);
    } catch (error) {
      if (isNew && !hadCollections) rmSync(this.collectionsFolder, { recursive: true, force: true });
      this.store.abandon();
      throw error;
    }
  }

  private seed(source: WorldSource | undefined): void {
    makeFolder(this.collectionsFolder, 0o700);
    makeFolder(this.tasksFolder, 0o700);
    this.store.table<string>('world.names').put('id', secret(10));
    if (source) this.store.table<WorldSource>('world.source').put('source', source);
    if (source?.startAt !== undefined && this.options.clock?.startAt === undefined)
      this.clock.advance(source.startAt - this.clock.now());
    for (const each of this.inhabitants) each.seed?.(this);
    this.store.flush();
  }
}

/** A folder in which others can put files in the place of the sandbox's own keeps nothing private. */
export function requireOwn(folder: string): void {
  if (process.getuid === undefined) return;
  const { mode, uid } = statSync(folder);
  if (uid !== process.getuid()) throw new Error(`${folder} belongs to another user`);
  if ((mode & 0o022) !== 0) throw new Error(`others may write to ${folder}; end that with: chmod go-w '${folder}'`);
}
