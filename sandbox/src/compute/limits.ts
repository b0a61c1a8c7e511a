import { ApiError } from '../http/api-error.js';

/** The most bytes a function, or the arguments of one task, may have. */
export const mostBytes = 10 * 1024 * 1024;

/** 413 for a text that is too long for the service. */
export function requireSize(what: string, text: string): void {
  const bytes = Buffer.byteLength(text);
  if (bytes > mostBytes) {
    throw new ApiError(413, 'PAYLOAD_TOO_LARGE', `${what} has ${bytes} bytes and may have at most ${mostBytes}`, {
      error_args: [bytes, mostBytes],
    });
  }
}
