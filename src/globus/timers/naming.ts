import type { Adapters } from '../../services/index.js';
import { CliError } from '../../errors.js';

interface Tools {
  readonly connect: (service: 'timers') => Promise<Pick<Adapters['timers'], 'getJob'>>;
  readonly idOf: (kind: 'timer', text: string) => Promise<string>;
  readonly once: <T>(what: string, find: () => Promise<T>) => Promise<T>;
}

/** What a timer is called now, which is given by name or by id; undefined where it has no name, or nobody tells it. */
export const timerNameNow = (timer: string, { connect, idOf, once }: Tools): Promise<string | undefined> =>
  once(`name of timer ${timer}`, async () => {
    try {
      const timers = await connect('timers');
      return (await timers.getJob(await idOf('timer', timer))).name ?? undefined;
    } catch (error) {
      // it may still be renamed
      if (error instanceof CliError) return undefined;
      throw error;
    }
  });
