import type { Notices } from '../tools.js';
import type { Runtime } from '../runtime.js';

/** Globus tolerates this much; beyond it, tokens seem to end at the wrong time. */
const tolerable = 5 * 60_000;

/** Tells once when the Date header of an answer shows that this machine's clock is wrong. */
export function clockWatch(runtime: Runtime, notices: Notices): (serverTime: number) => void {
  let hasWarned = false;
  return (serverTime) => {
    const ahead = runtime.now().getTime() - serverTime;
    if (hasWarned || Math.abs(ahead) < tolerable) return;
    hasWarned = true;
    const minutes = Math.round(Math.abs(ahead) / 60_000);
    const days = Math.round(minutes / 1440);
    notices.warn(
      `The clock of this machine is ${days > 2 ? `${days} days` : `${minutes} minutes`} ${ahead > 0 ? 'fast' : 'slow'}: logins may seem to end early or late. Correct it.`,
    );
  };
}
