import type { IncomingMessage } from 'node:http';
import { isIP, type OnReadOpts } from 'node:net';
import { Duplex } from 'node:stream';
import type { ConnectionOptions, TLSSocket } from 'node:tls';
import { LentBlocks } from './lent-blocks.js';
import type { Pieces } from './response.js';
import type { TlsSettings } from './settings.js';

/**
 * Secure connections whose large answers go straight from the decoder into the blocks that are written to the disk. Node's HTTP parser
 * copies a body in pieces of 16 KiB, each into memory of its own: a download spends half its time there. So the parser reads the
 * head of an answer, and of a body with a plain length nothing; all else is its work as usual.
 */
export interface Straights {
  /** A connection to where the request is sent; a fresh one where a kept one may have been closed. */
  readonly to: (url: URL, isFresh: boolean) => Straight;
  readonly close: () => void;
}
/** A connection for one request. */
export interface Straight {
  /** What the request takes for its socket. */
  readonly socket: Duplex;
  readonly isReused: boolean;
  /**
   * The body of an answer whose head was just read, called as it is told of. Undefined where the parser reads it: without a plain length, or with
   * a status that promises no file.
   */
  readonly bodyOf: (answer: IncomingMessage) => Pieces | undefined;
}

/** A connection that nobody uses is kept for so long, in milliseconds. */
const keptFor = 4_000;
const endOfHead = '\r\n\r\n';

type Connect = (options: ConnectionOptions & { readonly onread: OnReadOpts }) => TLSSocket;

export function createStraights(connect: Connect, tls: () => TlsSettings): Straights {
  const idle = new Map<string, Connection[]>();
  const all = new Set<Connection>();
  let isClosed = false;
  const open = (url: URL): Connection => {
    const host = url.hostname.replace(/^\[|\]$/g, '');
    const options = {
      host,
      port: Number(url.port || 443),
      ALPNProtocols: ['http/1.1'],
      ...(!isIP(host) && { servername: host }),
      ...tls(),
    };
    const connection = new Connection(
      (onread) => connect({ ...options, onread }),
      () => {
        const free = idle.get(url.host) ?? [];
        idle.set(url.host, free);
        free.push(connection);
      },
    );
    all.add(connection);
    connection.socket.once('close', () => {
      all.delete(connection);
      idle.set(url.host, idle.get(url.host)?.filter((each) => each !== connection) ?? []);
    });
    if (isClosed) connection.socket.destroy();
    return connection;
  };
  return {
    to: (url, isFresh) => {
      const kept = isFresh ? undefined : idle.get(url.host)?.pop();
      return (kept ?? open(url)).begin(kept !== undefined);
    },
    close: () => {
      isClosed = true;
      for (const { socket } of all) socket.destroy();
    },
  };
}

/** What a request writes to and the parser reads from. */
class Gate extends Duplex {
  readonly #connection: Connection;
  constructor(connection: Connection) {
    super({ allowHalfOpen: true, autoDestroy: false });
    this.#connection = connection;
  }
  get connecting(): boolean {
    return this.#connection.socket.connecting;
  }
  get secureConnecting(): boolean {
    return !this.#connection.isSecure;
  }
  override _write(bytes: Buffer, _encoding: string, done: (error?: Error | null) => void): void {
    this.#connection.socket.write(bytes, done);
  }
  override _read(): void {
    this.#connection.goOn();
  }
  /** The parser ends what is not to be used again. */
  override _final(done: () => void): void {
    this.#connection.left(this, null);
    done();
  }
  override _destroy(error: Error | null, done: (error: Error | null) => void): void {
    this.#connection.left(this, error);
    done(error);
  }
}

class Connection {
  readonly socket: TLSSocket;
  isSecure = false;
  readonly #keep: () => void;
  /** While a head is awaited and read, and for whatever is read by the parser. */
  readonly #scratch = Buffer.allocUnsafeSlow(16 * 1024);
  readonly #spare: Buffer[] = [];
  #gate: Gate | undefined;
  #blocks: LentBlocks | undefined;
  /** Bytes of the body that are to come. */
  #left = 0;
  /** The last bytes of a head that has not ended. */
  #tail: Buffer = Buffer.alloc(0);
  #reads: 'head' | 'body' | 'all' = 'head';
  /** Whether the parser was just given the end of a head, and nothing behind it. */
  #isAtEnd = false;
  /** Whether reading was stopped, which more of what was decoded may follow; only `goOn` begins it again. */
  #isStopped = false;
  #isKept = false;

  constructor(connect: (onread: OnReadOpts) => TLSSocket, keep: () => void) {
    this.#keep = keep;
    this.socket = connect({
      buffer: () => this.#blocks?.room() ?? this.#scratch,
      callback: (count, buffer) => this.#came(Buffer.from(buffer.buffer, buffer.byteOffset, count)),
    });
    this.socket
      .once('secureConnect', () => {
        this.isSecure = true;
        this.#gate?.emit('connect');
        this.#gate?.emit('secureConnect');
      })
      .on('timeout', () => this.#gate ?? this.socket.destroy())
      .on('end', () => this.#gate?.push(null))
      .on('error', (error: Error) => this.#fail(error))
      .on('close', () => this.#fail());
  }

  begin(isReused: boolean): Straight {
    const gate = new Gate(this);
    // told of an answer that the parser read whole, after which the server goes on listening
    gate.once('free', () => gate === this.#gate && this.#finish(true));
    this.#gate = gate;
    this.#reads = 'head';
    this.#tail = Buffer.alloc(0);
    this.socket.setTimeout(0);
    this.socket.ref();
    return { socket: gate, isReused, bodyOf: (answer) => this.#bodyOf(answer) };
  }

  goOn(): void {
    if (!this.#isStopped) return;
    this.#isStopped = false;
    this.socket.resume();
  }

  /** The request is over, or was given up. */
  left(gate: Gate, error: Error | null): void {
    if (gate !== this.#gate) return;
    this.#fail(error ?? undefined);
    this.socket.destroy();
  }

  #bodyOf({ statusCode, headers, httpVersion }: IncomingMessage): Pieces | undefined {
    const length = Number(headers['content-length']);
    const isPlain =
      (headers['transfer-encoding'] ?? headers['content-encoding']) === undefined &&
      /^\d{1,15}$/.test(headers['content-length'] ?? '');
    if (!this.#isAtEnd || !isPlain || !length || (statusCode !== 200 && statusCode !== 206)) {
      this.#reads = 'all';
      return undefined;
    }
    this.#isKept = httpVersion === '1.1' && (headers.connection ?? 'keep-alive').toLowerCase() === 'keep-alive';
    this.#reads = 'body';
    this.#left = length;
    const blocks = new LentBlocks(this.#spare, () => this.goOn());
    this.#blocks = blocks;
    const gate = this.#gate;
    return { read: () => blocks.next(), cancel: () => void gate?.destroy() };
  }

  /** Bytes came, in memory that is written to again afterwards. Whether more may come now. */
  #came(bytes: Buffer): boolean {
    const rest = this.#reads === 'head' ? this.#readHead(bytes) : bytes;
    if (rest.length) this.#readOn(rest);
    return !this.#isStopped;
  }

  #readOn(bytes: Buffer): void {
    if (this.#blocks) {
      const part = bytes.subarray(0, this.#left);
      this.#left -= part.length;
      this.#blocks.take(part);
      if (!this.#blocks.hasRoom) this.#isStopped = true;
      // what follows an answer was not asked for
      if (!this.#left) this.#finish(this.#isKept && part.length === bytes.length);
    } else if (!this.#gate) this.socket.destroy();
    else if (!this.#gate.push(Buffer.from(bytes))) this.#isStopped = true;
  }

  /** Gives heads to the parser, an end at a time, and returns what follows the one of the answer. */
  #readHead(bytes: Buffer): Buffer {
    let rest = bytes;
    while (rest.length && this.#reads === 'head' && this.#gate) {
      const before = this.#tail.length;
      const seen = Buffer.concat([this.#tail, rest]);
      const at = seen.indexOf(endOfHead);
      const end = at === -1 ? rest.length : at + endOfHead.length - before;
      this.#isAtEnd = at !== -1;
      this.#tail = at === -1 ? seen.subarray(-endOfHead.length + 1) : Buffer.alloc(0);
      // the parser tells of the answer at once
      this.#gate.push(Buffer.from(rest.subarray(0, end)));
      this.#isAtEnd = false;
      rest = rest.subarray(end);
    }
    return rest;
  }

  #finish(isKept: boolean): void {
    const [blocks, gate] = [this.#blocks, this.#gate];
    this.#blocks = this.#gate = undefined;
    if (isKept && !this.socket.destroyed) {
      this.socket.setTimeout(keptFor);
      this.socket.unref();
      // the next request is to be answered, and an end to be noticed
      this.goOn();
      this.#keep();
    } else this.socket.destroy();
    blocks?.end();
    // for the parser the body never came
    gate?.destroy();
  }

  #fail(cause?: Error): void {
    const [blocks, gate] = [this.#blocks, this.#gate];
    this.#blocks = this.#gate = undefined;
    blocks?.end(cause ?? Object.assign(new Error('aborted'), { code: 'ECONNRESET' }));
    gate?.destroy(cause);
  }
}
