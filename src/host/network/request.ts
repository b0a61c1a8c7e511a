import { LeanHeaders } from './headers.js';

type Redirect = 'follow' | 'manual' | 'error';

interface LeanRequestInit {
  readonly method?: string;
  readonly headers?: LeanHeaders | Readonly<Record<string, string>>;
  readonly signal?: AbortSignal;
  readonly redirect?: Redirect;
}

/**
 * The part of the web's Request that ky uses: a head without a body, which is added as it is sent. Node's own takes as long to load
 * as the whole rest of a command.
 */
export class LeanRequest {
  readonly url: string;
  readonly method: string;
  readonly headers: LeanHeaders;
  readonly signal: AbortSignal | undefined;
  readonly redirect: Redirect;
  readonly body = null;

  constructor(input: string | URL | LeanRequest, init: LeanRequestInit = {}) {
    const from = input instanceof LeanRequest ? input : undefined;
    this.url = from ? from.url : new URL(input).href;
    this.method = init.method ?? from?.method ?? 'GET';
    this.headers = new LeanHeaders(init.headers ?? from?.headers);
    this.signal = init.signal ?? from?.signal;
    this.redirect = init.redirect ?? from?.redirect ?? 'follow';
  }

  clone(): LeanRequest {
    return new LeanRequest(this);
  }
}
