/** The form of a record: JSON lines, the first about the whole, every other one a request with its answer. */

/** The form that this program writes, and the only one that it reads. */
export const recordVersion = 1;

export interface RecordHead {
  readonly globus_record: number;
  /** When it began. */
  readonly time: string;
  /** Where each service was: `transfer` to `https://transfer.api.globus.org`. */
  readonly servers: Readonly<Record<string, string>>;
  /** Who was logged in, without any token. */
  readonly login: RecordedLogin | null;
  /** Variables that commands read, as they were; none of them is secret. */
  readonly variables: Readonly<Record<string, string>>;
}
export interface RecordedLogin {
  /** `login`, `client_credentials` or `access_tokens`. */
  readonly mode: string;
  readonly identity_id: string | null;
  readonly username: string | null;
  readonly client_id: string | null;
  readonly tokens: readonly { readonly resource_server: string; readonly scope: string }[];
}

/** A body: a text as it was, bytes in base64, or only how long it was, where it was too large to keep. */
export type RecordedBody = string | { readonly base64: string } | { readonly bytes: number } | null;

export interface Exchange {
  readonly time: string;
  /** From the request to the end of its answer, in milliseconds. */
  readonly ms: number;
  /** The name of a service, or the origin of another server, such as a collection's. */
  readonly service: string;
  readonly method: string;
  readonly path: string;
  /** What is after the `?`, empty for nothing. */
  readonly query: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: RecordedBody;
  /** Null where no whole answer came: the connection broke. */
  readonly answer: RecordedAnswer | null;
}
export interface RecordedAnswer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: RecordedBody;
}

export interface Recorded {
  readonly head: RecordHead;
  readonly exchanges: readonly Exchange[];
}

/** What is no record, or one that this program cannot read. */
export class RecordError extends Error {}

/** Reads a record. A last line that was being written when the program was ended is left out. */
export function readRecord(text: string): Recorded {
  const lines = text.split('\n');
  // what is after the last line break was not written to its end
  lines.pop();
  const [first, ...rest] = lines.map((line, index) => documentIn(line, index + 1));
  if (first === undefined || !('globus_record' in first))
    throw new RecordError('it is not a recording: its first line does not say that it is one');
  if (first['globus_record'] !== recordVersion)
    throw new RecordError(`it is a record of form ${String(first['globus_record'])}, and this program reads form 1`);
  rest.forEach((line, index) => {
    if (typeof line['service'] !== 'string' || typeof line['method'] !== 'string' || typeof line['path'] !== 'string')
      throw new RecordError(`line ${index + 2} is not a request`);
  });
  return { head: first as unknown as RecordHead, exchanges: rest as unknown as Exchange[] };
}

function documentIn(line: string, number: number): Record<string, unknown> {
  try {
    const value: unknown = JSON.parse(line);
    if (typeof value === 'object' && value !== null && !Array.isArray(value)) return value as Record<string, unknown>;
  } catch {
    // told below, with what is JSON but no document
  }
  throw new RecordError(`line ${number} is not a JSON document`);
}

/** Headers that tell something and nothing secret; all others stay out of a record. */
const kept: ReadonlySet<string> = new Set([
  ...[
    'accept',
    'accept-ranges',
    'content-disposition',
    'content-length',
    'content-range',
    'content-type',
    'etag',
    'expect',
  ],
  ...['if-match', 'if-modified-since', 'if-none-match', 'if-range', 'if-unmodified-since', 'last-modified', 'location'],
  ...['range', 'retry-after', 'user-agent', 'www-authenticate', 'x-transfer-api-error', 'x-transfer-api-kernel-error'],
]);

/** The headers that a record keeps. */
export function keptHeaders(headers: Iterable<readonly [string, string]>): Record<string, string> {
  return Object.fromEntries([...headers].filter(([name]) => kept.has(name.toLowerCase())));
}

/** Bytes as a record keeps them: a text where they are one. */
export function bodyOf(bytes: Buffer): RecordedBody {
  if (bytes.length === 0) return null;
  const text = bytes.toString('utf8');
  return Buffer.from(text, 'utf8').equals(bytes) ? text : { base64: bytes.toString('base64') };
}

/** The bytes of a kept body; undefined where only its length was kept. */
export function bytesOf(body: RecordedBody): Buffer | undefined {
  if (body === null) return Buffer.alloc(0);
  if (typeof body === 'string') return Buffer.from(body, 'utf8');
  return 'base64' in body ? Buffer.from(body.base64, 'base64') : undefined;
}
