import type { Origin } from './expected.js';
import type { Retrying } from './retry.js';

/** What all services share: the network, its limits, and the wire log. */
export interface Transport extends Retrying {
  readonly fetch: typeof fetch;
  readonly userAgent: string;
  /** Milliseconds for one answer; false for no limit. */
  readonly timeout: number | false;
  readonly signal?: AbortSignal | undefined;
  /** The most bytes that a document may have, after decompression; 256 MB by default. */
  readonly documentLimit?: number | undefined;
  /** The wire log of --debug; it gets no secret. */
  readonly log?: ((line: string) => void) | undefined;
  /** Told the Date header of every answer and the moment it came, to notice a wrong clock. */
  readonly onDate?: ((serverTime: number) => void) | undefined;
  /** Told before a request goes out that may change something. */
  readonly onChange?: ((request: { service: string; method: string; path: string }) => void) | undefined;
  /** Told where each answer came from that was read well. */
  readonly onDocument?: ((origin: Origin) => void) | undefined;
  /** Told how long each answer took and what the service's Server-Timing header says of it: --show-server-timing. */
  readonly onTiming?: ((line: string) => void) | undefined;
}
