import { ServiceError } from '../../errors.js';
import type { Adapters } from '../../services/index.js';

/** Pauses a timer. Of one that is paused already, the error says how it goes on. */
export async function pauseTimer(id: string, timers: Pick<Adapters['timers'], 'pauseJob'>) {
  try {
    return await timers.pauseJob(id);
  } catch (error) {
    if (!(error instanceof ServiceError) || error.response.status !== 409) throw error;
    throw error.toldWith(error.message, {
      forPeople: error.message.includes('inactive') ? `The timer ${id} is paused already.` : error.forPeople,
      hint: error.hint ?? `Let it go on:  globus timer resume ${id}`,
    });
  }
}
