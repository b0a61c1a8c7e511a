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
  /** Told before a request goes out that makes something new each time. */
  readonly askingAnew?: ((request: AnewRequest) => Promise<KeptInMind>) | undefined;
  /** Told where each answer came from that was read well. */
  readonly onDocument?: ((origin: Origin) => void) | undefined;
  /** Told how long each answer took and what the service's Server-Timing header says of it: --show-server-timing. */
  readonly onTiming?: ((line: string) => void) | undefined;
}

/** A request that makes something new each time it is sent. */
export interface AnewRequest {
  readonly service: string;
  readonly url: string;
  readonly body?: string | Uint8Array | undefined;
}

/** That such a request is on its way, for whoever runs the line again after a kill. */
export interface KeptInMind {
  /** The same was sent so many milliseconds ago by a process that was killed before its answer came: it may be done. */
  readonly before?: number;
  /** Called once its answer was read, or is not to come. */
  readonly forget?: () => void;
}
