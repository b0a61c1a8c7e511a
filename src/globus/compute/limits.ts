import { UsageError } from '../../errors.js';
import type { ComputeOperations } from '../../services/compute.js';
import type { Clock } from '../../tools.js';

const requests = 20;
const seconds = 10;
/** The most bytes of arguments a task may have, and a request with many tasks. */
export const maxBytes = 10 * 1024 * 1024;

type Call = (...args: readonly unknown[]) => Promise<unknown>;

/** The same adapter, which waits where the service would refuse: 20 requests in any 10 seconds. */
export function paced(compute: ComputeOperations, clock: Pick<Clock, 'now' | 'sleep'>): ComputeOperations {
  const sent: number[] = [];
  const turn = async (): Promise<void> => {
    const oldest = sent[sent.length - requests];
    const left = oldest === undefined ? 0 : oldest / 1000 + seconds - clock.now().getTime() / 1000;
    if (left > 0) await clock.sleep(left);
    sent.push(clock.now().getTime());
  };
  const pace =
    (call: Call): Call =>
    async (...args) => {
      await turn();
      return call(...args);
    };
  return Object.fromEntries(
    Object.entries(compute).map(([name, call]) => [name, pace(call as Call)]),
  ) as unknown as ComputeOperations;
}

/** UsageError where the arguments of one call are more than the service takes. */
export function demandSize(payload: string): string {
  const bytes = Buffer.byteLength(payload);
  if (bytes <= maxBytes) return payload;
  throw new UsageError(`The arguments of ${bytes} bytes are too large: Globus Compute takes 10 MB a task.`, {
    hint: 'Move large data with globus transfer, and pass the path to the function.',
  });
}

/** Items in order, in batches of at most 10 MB. */
export function batchesOf<T>(items: readonly T[], sizeOf: (item: T) => number): T[][] {
  const batches: T[][] = [];
  let room = 0;
  for (const item of items) {
    const size = sizeOf(item);
    if (size > room || batches.length === 0) {
      batches.push([]);
      room = maxBytes;
    }
    batches.at(-1)?.push(item);
    room -= size;
  }
  return batches;
}
