import type { Transport } from './http.js';

/** One request and its answer, told to whom it concerns: --debug, --show-server-timing, and the watch over the clock. */
export interface Exchange {
  /** A line of the wire log; the caller keeps secrets out of it. */
  readonly log: (what: string) => void;
  /** The answer has come. */
  readonly answered: (response: Response) => void;
}

export function exchange(transport: Transport, method: string, url: string): Exchange {
  const started = Date.now();
  return {
    log: (what) => transport.log?.(`${method} ${url} ${what} (${Date.now() - started} ms)`),
    answered: ({ headers }) => {
      const serverTime = Date.parse(headers.get('date') ?? '');
      if (!Number.isNaN(serverTime)) transport.onDate?.(serverTime);
      const timing = headers.get('server-timing');
      transport.onTiming?.(`${method} ${url}: ${Date.now() - started} ms${timing ? ` (${timing})` : ''}`);
    },
  };
}
