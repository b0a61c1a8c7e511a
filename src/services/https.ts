import type { Http } from './http.js';
import { demandRemoved } from './file-answer.js';
import type { ReadOptions, StreamedBody, StreamOptions } from './stream.js';

/** The path of a file as a request has it: every name percent-encoded, with slashes between them. */
const addressed = (path: string) => path.split('/').map(encodeURIComponent).join('/');

/** The HTTPS server of one collection. Paths are decoded and absolute. */
export const operations = (http: Http) => ({
  /** What there is to say of a file, without its bytes. */
  headFile: (path: string, options?: ReadOptions) => http.stream.head(addressed(path), options),
  /** The bytes of a file or of a part of it, as they come. */
  getFile: (path: string, options?: ReadOptions) => http.stream.get(addressed(path), options),
  /** Puts a file in place, or another in the place of one. */
  putFile: (path: string, body: StreamedBody, options?: StreamOptions) =>
    http.stream.put(addressed(path), body, options),
  /** Removes a file; where a condition of `headers` does not hold, the answer is 412. */
  deleteFile: async (path: string, headers: Readonly<Record<string, string>> = {}): Promise<void> =>
    demandRemoved(await http.raw('DELETE', addressed(path), { headers })),
  /** Where a browser without a token is sent to: the login page, with the collection in its query. */
  askAsBrowser: (path: string) =>
    http.raw('GET', addressed(path), {
      anonymous: true,
      followRedirects: false,
      allowErrors: true,
      headers: { accept: 'text/html' },
    }),
});
export type HttpsOperations = ReturnType<typeof operations>;
