import { stringifyJson } from '../exact-json.js';
import type { RequestOptions } from './request-options.js';

export type QueryValue = string | number | undefined | null;
export type Query = Readonly<Record<string, QueryValue | readonly QueryValue[]>>;

export const joined = (base: string, path: string) => `${base}/${path.replace(/^\/+/, '')}`;

export function addressOf(base: string, path: string, query: Query | undefined): string {
  const text = query ? searchParams(query).toString() : '';
  return `${joined(base, path)}${text && `?${text}`}`;
}

export type BodyOptions = Pick<RequestOptions, 'json' | 'form' | 'body'>;

/** The body as text or bytes, and what kind of text it is. */
export function bodyOf(options: BodyOptions): { body?: string | Uint8Array; type?: string } {
  if (options.json !== undefined) return { body: stringifyJson(options.json), type: 'application/json' };
  if (options.form)
    return {
      body: new URLSearchParams(options.form).toString(),
      type: 'application/x-www-form-urlencoded;charset=UTF-8',
    };
  return options.body === undefined ? {} : { body: options.body };
}

export function searchParams(query: Query): URLSearchParams {
  const params = new URLSearchParams();
  for (const [key, value] of Object.entries(query)) {
    for (const each of Array.isArray(value) ? (value as QueryValue[]) : [value as QueryValue]) {
      if (each !== undefined && each !== null) params.append(key, String(each));
    }
  }
  return params;
}
