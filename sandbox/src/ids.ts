import { createHash, hash, randomBytes, randomUUID } from 'node:crypto';
import type { Store } from './state/store.js';

const letters = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789';

/** Where new ids come from. With a seed the n-th id of a kind is always the same; secrets never are. */
export class Ids {
  constructor(
    private readonly store: Store,
    private readonly seed: string | undefined,
  ) {}

  /** A new UUID; with a seed, the next one of its kind. */
  uuid(kind: string): string {
    if (this.seed === undefined) return randomUUID();
    return uuidOf(`${this.seed}/${kind}/${this.next(kind)}`);
  }

  /** The next whole number of a kind, from 1. */
  number(kind: string): number {
    return this.next(kind);
  }

  private next(kind: string): number {
    const counters = this.store.table<number>('world.counters');
    return counters.put(kind, (counters.get(kind) ?? 0) + 1);
  }
}

/** The UUID that belongs to a name, always the same one. */
export function uuidOf(name: string): string {
  const bytes = createHash('sha256').update(name).digest().subarray(0, 16);
  bytes.writeUInt8((bytes.readUInt8(6) & 0x0f) | 0x40, 6);
  bytes.writeUInt8((bytes.readUInt8(8) & 0x3f) | 0x80, 8);
  const hex = bytes.toString('hex');
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-${hex.slice(12, 16)}-${hex.slice(16, 20)}-${hex.slice(20)}`;
}

/** The request ids of Globus: nine letters and digits. */
export function requestId(): string {
  let id = '';
  for (let i = 0; i < 9; i += 1) id += letters.charAt(Math.floor(Math.random() * letters.length));
  return id;
}

/** An unguessable text of `length` letters and digits. */
export function secret(length: number): string {
  let text = '';
  while (text.length < length) {
    for (const byte of randomBytes(length)) if (byte < 248 && text.length < length) text += letters.charAt(byte % 62);
  }
  return text;
}

/** What is kept of a secret: its SHA-256. */
export function digest(text: string): string {
  return hash('sha256', text, 'base64url' as 'base64');
}

const uuid = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i;

/** Whether the text has the form of a UUID. */
export function isUuid(text: unknown): text is string {
  return typeof text === 'string' && uuid.test(text);
}
