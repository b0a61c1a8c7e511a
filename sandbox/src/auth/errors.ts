import { randomUUID } from 'node:crypto';
import { ApiError } from '../http/api-error.js';
import type { Problem } from '../wing.js';

/** The error document of Auth. Codes in small letters are OAuth's and get OAuth's own short form. */
export function describeAuthProblem({ status, code, message, extra = {} }: Problem): Record<string, unknown> {
  if (/^[a-z_]+$/.test(code)) return { error: code, error_description: message, ...extra };
  const { errors_item: item, ...others } = extra;
  const title = code
    .toLowerCase()
    .replace(/_/g, ' ')
    .replace(/^./, (letter) => letter.toUpperCase());
  return {
    errors: [
      { id: randomUUID(), status: String(status), code, title, detail: message, ...(item as object | undefined) },
    ],
    error: code.toLowerCase(),
    error_description: title,
    ...others,
  };
}

export const unauthorized = (): ApiError => new ApiError(401, 'UNAUTHORIZED', 'Call must be authenticated');

export const forbidden = (): ApiError => new ApiError(403, 'FORBIDDEN', 'The token lacks a scope this call needs');

export const notFound = (what: string, id: string): ApiError =>
  new ApiError(404, 'NOT_FOUND', `no such ${what}: ${id}`);

export const invalid = (why: string): ApiError => new ApiError(400, 'INVALID_PARAMETERS', why);
