import { availableParallelism } from 'node:os';
import { Worker } from 'node:worker_threads';
import { perWorld } from '../../per-world.js';
import type { World } from '../../world.js';
import type { TaskOptions } from '../state.js';
import type { Place } from '../storage/folder.js';
import type { Copied } from './draft.js';

const mostThreads = 4;

/** Files to be copied from open directories to others, where they have the same names. */
export interface Batch {
  readonly groups: { from: Place; to: Place; names: string[] }[];
  readonly options: TaskOptions;
  readonly algorithm: string;
}

/** What became of the files of each group, in their order; undefined is a file that was left alone. */
export type Results = (Copied | undefined)[][];

interface Thread {
  readonly worker: Worker;
  isReady: boolean;
  readonly waiting: ((results: Results) => void)[];
}

/** Threads that copy new small files while the sandbox's own thread answers requests. */
export class Copiers {
  private threads: Thread[] = [];
  private started = false;

  constructor(private readonly program: URL) {}

  /** Starts the threads unless they were started before: it takes a moment until they are ready. */
  start(): void {
    if (this.started) return;
    this.started = true;
    const count = Math.min(mostThreads, availableParallelism());
    this.threads = Array.from({ length: count }, () => this.open());
  }

  get areReady(): boolean {
    return this.threads.length > 0 && this.threads.every(({ isReady }) => isReady);
  }

  /** How many batches keep all of them busy. */
  get enough(): number {
    return 3 * this.threads.length;
  }

  /** Has a batch copied. The directories must stay open until it resolves; never rejects. */
  hand(batch: Batch): Promise<Results> {
    const [thread] = [...this.threads].sort((a, b) => a.waiting.length - b.waiting.length);
    return new Promise((resolve) => {
      if (!thread) return resolve([]);
      // A sandbox that ends waits for what is under way, but not for threads without work.
      if (thread.waiting.push(resolve) === 1) thread.worker.ref();
      thread.worker.postMessage(batch);
    });
  }

  /** Ends the threads, which must have no work; `start` starts others. */
  async stop(): Promise<void> {
    const threads = this.threads.splice(0);
    this.started = false;
    await Promise.all(threads.map(({ worker }) => worker.terminate()));
  }

  private open(): Thread {
    const thread: Thread = { worker: new Worker(this.program), isReady: false, waiting: [] };
    const { worker, waiting } = thread;
    const gone = () => {
      this.threads = this.threads.filter((other) => other !== thread);
      for (const resolve of waiting.splice(0)) resolve([]);
    };
    worker.on('message', (results: Results) => {
      // The first says that it has loaded its program.
      thread.isReady = true;
      waiting.shift()?.(results);
      if (waiting.length === 0) worker.unref();
    });
    // One that cannot run is done without: its files are copied by the sandbox's own thread.
    worker.on('error', gone);
    worker.on('exit', gone);
    worker.unref();
    return thread;
  }
}

const copiersByWorld = perWorld(({ options: { copier } }) => ({ copiers: copier && new Copiers(copier) }));

/** The threads of a world; undefined where it has none. */
export const copiersOf = (world: World): Copiers | undefined => copiersByWorld(world).copiers;
