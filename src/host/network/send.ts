import type { ClientRequest, IncomingMessage } from 'node:http';
import type { Socket } from 'node:net';
import type { Readable } from 'node:stream';
import type { Connections } from './connections.js';
import { decoded } from './decoded.js';
import { LeanHeaders } from './headers.js';
import { LeanResponse, piecesOfStream } from './response.js';

export type Body = string | Uint8Array | AsyncIterable<Uint8Array>;

/** One request, as the network takes it. Redirects are answers: whoever asks decides about them. */
export interface Sending {
  readonly url: URL;
  readonly proxy: URL | undefined;
  readonly method: string;
  readonly headers: LeanHeaders;
  readonly body: Body | undefined;
  readonly signal: AbortSignal | undefined;
  /** Whether the pieces of the answer may be lent: one is only good until the next is asked for. */
  readonly lends: boolean;
}

/** The most that making a connection may take, in milliseconds, with TLS and what a proxy does for it. */
const connectTime = 10_000;

/** The answer was cut short, or none came: the other side closed the connection. */
const closed = () => Object.assign(new Error('the other side closed the connection'), { code: 'ERR_CLOSED' });

/** Resolves with the head of the answer; rejects as fetch does: a TypeError whose cause says why, or the reason of the signal. */
export async function send(connections: Connections, sending: Sending): Promise<LeanResponse> {
  try {
    return await sent(connections, sending, false);
  } catch (error) {
    if (!(error instanceof StaleConnectionError)) throw error;
    return sent(connections, sending, true);
  }
}

/** A kept connection had been closed by the server by the time it was used again; nothing was answered. */
class StaleConnectionError extends Error {}

async function sent(connections: Connections, sending: Sending, again: boolean): Promise<LeanResponse> {
  const { url, proxy, method, headers, body, signal, lends } = sending;
  signal?.throwIfAborted();
  const { request: make, agent, options } = await connections.wayTo(url, proxy);
  const length = lengthOf(body, headers, method);
  const isStraight = lends && method === 'GET' && !proxy && url.protocol === 'https:';
  const straight = isStraight ? await connections.straightTo(url, again) : undefined;
  const request = make(url, {
    ...options,
    ...(straight ? { createConnection: () => straight.socket } : { agent }),
    method,
    headers: {
      ...Object.fromEntries(headers),
      // a request is sent to where its proxy is, and is for where its address says
      host: url.host,
      ...(!headers.has('accept-encoding') && { 'accept-encoding': 'gzip, deflate, br' }),
      ...length,
      ...(straight && { connection: 'keep-alive' }),
      ...(options.headers as Record<string, string> | undefined),
    },
  });
  if (straight) request.reusedSocket = straight.isReused;
  return new Promise((done, fail) => {
    let message: IncomingMessage | undefined;
    const abort = () => request.destroy(asAbort(signal?.reason));
    signal?.addEventListener('abort', abort, { once: true });
    const release = () => signal?.removeEventListener('abort', abort);
    request.once('close', () => {
      release();
      // an upgrade that nobody asked for (101) ends without an answer and without an error
      if (!message) fail(reason(closed()));
    });
    const connecting = limitConnecting(request, url);
    /** What a reader of the body, or whoever waits for the answer, is told. */
    const reason = (error: Error): Error =>
      signal?.aborted
        ? (signal.reason as Error)
        : new TypeError(message ? 'terminated' : 'fetch failed', {
            cause: connecting.isDone() ? blame(error) : Object.assign(blame(error), { isUnsent: true }),
          });
    request.on('error', (error) => {
      connecting.end();
      if (!again && request.reusedSocket && !message && isSafe(method) && isClosing(error) && !signal?.aborted)
        return fail(new StaleConnectionError());
      return fail(reason(error));
    });
    request.once('response', (answer): void => {
      // a service never asks for the login of a proxy; a refused CONNECT does not get this far
      if (proxy && answer.statusCode === 407) {
        request.destroy(new Error('Proxy Authentication Required (407)'));
        return;
      }
      message = answer;
      // told to the reader of the body; where there is none, nobody minds
      answer.on('error', () => undefined);
      const head = {
        status: answer.statusCode ?? 0,
        statusText: answer.statusMessage ?? '',
        headers: LeanHeaders.from(answer.rawHeaders),
      };
      if (method === 'HEAD' || head.status === 204 || head.status === 304) {
        answer.resume();
        done(new LeanResponse(null, head));
        return;
      }
      const body = straight?.bodyOf(answer);
      if (body) {
        const read = () =>
          body.read().catch((cause: unknown) => {
            throw reason(cause as Error);
          });
        done(new LeanResponse({ ...body, read }, head));
        return;
      }
      const whole = async (stream: Readable) => {
        const size = stream === answer ? blockSize(head.headers, lends) : undefined;
        // no document of a usual command is so large
        const blocks = size && (await import('./gathered.js')).gathered(stream, size, lends);
        return new LeanResponse(piecesOfStream(stream, reason, blocks || undefined), head);
      };
      // a file that was asked for as it is kept stays zipped where that is how it is kept; a refusal is there to be read
      const isAsKept = headers.get('accept-encoding') === 'identity' && head.status < 400;
      (isAsKept ? Promise.resolve(answer) : decoded(answer, head.headers.get('content-encoding')))
        .then(whole)
        .then(done, fail);
    });
    write(request, body);
  });
}

/** In how large blocks a body is read, where it is worth it: the whole of a small file at once. What has no length may come line by line. */
function blockSize(headers: LeanHeaders, lends: boolean): number | undefined {
  const length = Number(headers.get('content-length') ?? (lends ? Infinity : 0));
  return length > (lends ? 0 : smallDocument) ? Math.min(length, largestBlock) : undefined;
}
const smallDocument = 64 * 1024;
const largestBlock = 256 * 1024;

const isSafe = (method: string) => method === 'GET' || method === 'HEAD';
const isClosing = (error: NodeJS.ErrnoException) => error.code === 'ECONNRESET' || error.code === 'EPIPE';

/** Node tells of a connection that was closed in its own words, of one that was reset in the system's. */
const blame = (error: NodeJS.ErrnoException): Error =>
  error.code === 'ECONNRESET' && (error.message === 'socket hang up' || error.message === 'aborted') ? closed() : error;

const asAbort = (reason: unknown): Error =>
  reason instanceof Error ? reason : new DOMException('This operation was aborted', 'AbortError');

/** The making of a connection. */
interface Connecting {
  /** Whether it is there: before, no byte of the request goes out. */
  readonly isDone: () => boolean;
  readonly end: () => void;
}

/** Ends a request whose connection takes too long. */
function limitConnecting(request: ClientRequest, { protocol }: URL): Connecting {
  let isDone = false;
  const late = () =>
    request.destroy(Object.assign(new Error('connecting took too long'), { code: 'ERR_CONNECT_TIMEOUT' }));
  const timer = setTimeout(late, connectTime);
  const end = () => clearTimeout(timer);
  const done = () => {
    isDone = true;
    end();
  };
  request.once('socket', (socket: Socket & { readonly secureConnecting?: boolean }) => {
    if (!socket.connecting && !socket.secureConnecting) done();
    else socket.once(protocol === 'https:' ? 'secureConnect' : 'connect', done);
  });
  request.once('close', end);
  return { isDone: () => isDone, end };
}

/** Bodies of a known length say it; others go in chunks. Methods that usually have a body say, too, that they have none. */
function lengthOf(body: Body | undefined, headers: LeanHeaders, method: string): Record<string, string> {
  if (headers.has('content-length')) return {};
  if (body === undefined) return ['POST', 'PUT', 'PATCH'].includes(method) ? { 'content-length': '0' } : {};
  if (typeof body === 'string') return { 'content-length': String(Buffer.byteLength(body)) };
  return body instanceof Uint8Array
    ? { 'content-length': String(body.byteLength) }
    : { 'transfer-encoding': 'chunked' };
}

function write(request: ClientRequest, body: Body | undefined): void {
  if (body === undefined || typeof body === 'string' || body instanceof Uint8Array) request.end(body);
  else void stream(request, body);
}

/**
 * Sends a body as fast as it is taken. One piece goes at a time: Node copies several to one before it sends them, and a piece may be
 * lent. What goes wrong in reading it ends the request, so that the server never takes half for all.
 */
async function stream(request: ClientRequest, body: AsyncIterable<Uint8Array>): Promise<void> {
  try {
    for await (const piece of body) {
      if (request.destroyed) return;
      await taken(request, piece);
    }
    request.end();
  } catch (error) {
    request.destroy(error as Error);
  }
}

/** Resolves once the system has a piece, or nobody will take it any more. */
const taken = (request: ClientRequest, piece: Uint8Array) =>
  new Promise<void>((done) => {
    const go = () => {
      request.off('close', go);
      done();
    };
    request.on('close', go);
    request.write(piece, go);
  });
