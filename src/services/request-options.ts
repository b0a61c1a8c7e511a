import type { Query } from './request-parts.js';

export interface RequestOptions {
  readonly query?: Query;
  /** Sent as JSON, with the digits of exact numbers. */
  readonly json?: unknown;
  /** Sent as application/x-www-form-urlencoded. */
  readonly form?: Readonly<Record<string, string>>;
  /** Sent as it is, with the content type given in `headers`. */
  readonly body?: string | Uint8Array;
  readonly headers?: Readonly<Record<string, string>>;
  /** A POST or PATCH that may be sent again because the service recognises the repetition. */
  readonly repeatable?: boolean;
  readonly noRetry?: boolean;
  /** Each time it is sent, something new is made. */
  readonly makesAnew?: boolean;
  /** Told each time that the service has too much to do (429, 503) and the request is to be sent again. */
  readonly onBusy?: (() => void) | undefined;
  /** Told each time that it is sent again although the service may have done what the try before asked for. */
  readonly onSentAgain?: (() => void) | undefined;
  /** Sent without a token (or with an Authorization header of its own). */
  readonly anonymous?: boolean;
  /** Scopes the token must carry beyond those of the service's usual login. */
  readonly scopes?: readonly string[];
  /** By default ten redirects are followed; bodies and credentials stay with the server they are meant for. */
  readonly followRedirects?: boolean;
  /** The answer may be any JSON, and not only a document (an object or a list). */
  readonly anyJson?: boolean;
  /** The answer is a document or a list of them. */
  readonly mayBeList?: boolean;
  /** Whether a good answer is a list by itself. */
  readonly isList?: boolean;
  /** The key of a good answer that holds its list of documents. */
  readonly listUnder?: string;
  /** The dotted keys, such as `task_id`, `data.0.id`, or `tasks.*.id` for every row, of what is a number or a text of one line in every good answer: the id of what was made, a status. Of `a|b`, one is enough. */
  readonly carries?: string | readonly string[];
}
export interface RawOptions extends RequestOptions {
  /** Answers with an error status are returned, not thrown. */
  readonly allowErrors?: boolean;
}
export interface RawResponse {
  readonly status: number;
  readonly statusText: string;
  readonly headers: Headers;
  readonly text: string;
  /** A refusal whose text broke off: the status is known, and the text is left out. */
  readonly isCutShort?: boolean;
}
