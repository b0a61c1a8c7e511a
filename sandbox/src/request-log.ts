import { appendFileSync } from 'node:fs';

/** One request and its answer, without anything secret: no headers, no bodies, no values of a query that names a secret. */
export interface RequestEntry {
  readonly time: string;
  readonly method: string;
  readonly path: string;
  readonly query: string;
  readonly service: string;
  readonly status: number;
  readonly ms: number;
  /** The id of the fault rule that acted, if one did. */
  readonly fault?: string | undefined;
  /** Whether the sandbox has no such route. */
  readonly unknown_route?: true | undefined;
}

const keptInMemory = 500;
/** What names a secret, in whatever spelling; but no marker of a page. */
const secretParameters =
  /^(code|state|nonce|login_hint|.*(^|[^a-z])key)$|(?<!next_|page_)token|secret|passw|verifier|challenge|assertion|credential|authorization|signature/i;

/** The log of requests: the last ones in memory, all of them in a file as JSON lines, written a few times a second. */
export class RequestLog {
  private readonly recent: RequestEntry[] = [];
  private readonly followers = new Set<(entry: RequestEntry) => void>();
  private unwritten: RequestEntry[] = [];
  private timer: NodeJS.Timeout | undefined;

  constructor(private readonly path: string) {}

  add(entry: RequestEntry): void {
    this.recent.push(entry);
    if (this.recent.length > 2 * keptInMemory) this.recent.splice(0, keptInMemory);
    this.unwritten.push(entry);
    this.timer ??= setTimeout(() => this.write(), 200).unref();
    for (const follower of this.followers) follower(entry);
  }

  /** The latest requests, oldest first. */
  latest(count = keptInMemory): RequestEntry[] {
    return this.recent.slice(-count);
  }

  /** Calls `follower` with each request from now on, until the function returned is called. */
  follow(follower: (entry: RequestEntry) => void): () => void {
    this.followers.add(follower);
    return () => this.followers.delete(follower);
  }

  close(): void {
    this.write();
  }

  private write(): void {
    clearTimeout(this.timer);
    this.timer = undefined;
    if (this.unwritten.length === 0) return;
    const text = this.unwritten.map((entry) => JSON.stringify(entry) + '\n').join('');
    this.unwritten = [];
    try {
      appendFileSync(this.path, text, { mode: 0o600 });
    } catch {
      // A log that cannot be written (disk full, folder gone) must not stop the sandbox.
    }
  }
}

/** The query with the values of secret parameters replaced. */
export function redactQuery(query: string): string {
  if (query === '') return '';
  const fields = new URLSearchParams(query);
  let changed = false;
  for (const name of new Set(fields.keys())) {
    if (!secretParameters.test(name)) continue;
    fields.set(name, 'REDACTED');
    changed = true;
  }
  return changed ? fields.toString() : query;
}
