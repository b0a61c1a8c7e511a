import { ServiceError } from '../../errors.js';
import type { Clock, Notices } from '../../tools.js';

/** What a pace takes of a clock: seconds, and InterruptedError on Ctrl-C. */
export interface PaceClock {
  readonly now: () => Date;
  readonly sleep: (seconds: number) => Promise<void>;
}
export interface PaceOptions {
  /** So many at once at first. */
  readonly first: number;
  /** And never more than this. */
  readonly most: number;
  /** Told the first time that somebody is too busy, in a sentence to be shown. */
  readonly onSlower?: ((why: string) => void) | undefined;
}

/** Seconds that a request is tried while nothing at all gets through, before its refusal is believed. */
const patience = 900;
const longestPause = 60;

/**
 * How many requests are under way at once. It grows while they are answered, is halved when the service or a collection's server says that it
 * has too much to do, and nothing new is sent for a while then. Such a refusal ends nothing: the request is made again.
 */
export class Pace {
  #limit: number;
  #open = 0;
  #pauses = 0;
  /** Milliseconds since 1970: nothing is sent before. */
  #notBefore = 0;
  #lastGood: number | undefined;
  #lastHalved = 0;
  #hasSaid = false;

  constructor(
    private readonly clock: PaceClock,
    private readonly options: PaceOptions,
  ) {
    this.#limit = options.first;
  }

  /** Whether one more may be under way. */
  hasRoom(): boolean {
    return this.#open < Math.floor(this.#limit);
  }

  /** Makes a request, again where somebody was too busy. `onBusy` is to be called for each time that it was sent again below. */
  async run<T>(request: (onBusy: () => void) => Promise<T>): Promise<T> {
    this.#open++;
    this.#lastGood ??= this.#now();
    try {
      for (;;) {
        await this.#waitForTurn();
        const begun = this.#now();
        try {
          const answer = await request(() => this.#slower('The service', begun));
          this.#wentWell();
          return answer;
        } catch (error) {
          const who = tooBusy(error);
          if (!who || this.#now() - this.#lastGood > patience * 1000) throw error;
          const asked = (error as ServiceError).response.waitSeconds ?? 0;
          // nothing gets through for longer than anybody waits here, and the service says so itself
          if (asked > patience) throw error;
          this.#slower(who, begun);
          const pause = Math.max(asked, Math.min(longestPause, 2 ** this.#pauses));
          this.#notBefore = Math.max(this.#notBefore, this.#now() + 1000 * pause);
        }
      }
    } finally {
      this.#open--;
    }
  }

  #now() {
    return this.clock.now().getTime();
  }

  async #waitForTurn() {
    for (let left = this.#notBefore - this.#now(); left > 0; left = this.#notBefore - this.#now())
      await this.clock.sleep(left / 1000);
  }

  #wentWell() {
    this.#lastGood = this.#now();
    this.#pauses = 0;
    // by one a round: as fast as it is safe to find out
    this.#limit = Math.min(this.options.most, this.#limit + 1 / this.#limit + (this.#lastHalved ? 0 : 0.25));
  }

  /** Refusals of requests that were sent before the last halving say nothing new. */
  #slower(who: string, begun: number) {
    if (begun >= this.#lastHalved) {
      this.#limit = Math.max(1, this.#limit / 2);
      this.#lastHalved = this.#now() + 1;
      this.#pauses = Math.min(this.#pauses + 1, 6);
    }
    if (this.#hasSaid) return;
    this.#hasSaid = true;
    this.options.onSlower?.(`${who} is busy: continuing more slowly.`);
  }
}

/** Who has too much to do, as a sentence begins with it; undefined for any other error. */
function tooBusy(error: unknown): string | undefined {
  if (!(error instanceof ServiceError)) return undefined;
  const { status, code = '' } = error.response;
  if (status === 429 || (status === 503 && !/External|Endpoint/.test(code))) return 'The service';
  const isBusy = /TooBusy|TooMany|RateLimit|ConnectionLimit/i.test(code) || /\btoo (busy|many)\b/i.test(error.message);
  return isBusy && status >= 400 ? "The collection's server" : undefined;
}

export interface WalkTools {
  readonly notices: Pick<Notices, 'warn'>;
  readonly clock: Pick<Clock, 'now' | 'sleep'>;
}

/** How fast folders are asked for: more at once while the service answers, fewer when it has too much to do. */
export const walkingPace = ({ clock, notices }: WalkTools): Pace =>
  new Pace(clock, { first: 16, most: 64, onSlower: notices.warn });
