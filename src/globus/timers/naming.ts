import type { Adapters } from '../../services/index.js';

interface Tools {
  readonly connect: (service: 'timers') => Promise<Pick<Adapters['timers'], 'getJob'>>;
  readonly idOf: (kind: 'timer', text: string) => Promise<string>;
}

/** What a timer is called now, which is given by name or by id; undefined where it has no name. */
export async function timerNameNow(timer: string, { connect, idOf }: Tools): Promise<string | undefined> {
  const timers = await connect('timers');
  return (await timers.getJob(await idOf('timer', timer))).name ?? undefined;
}
