import { NetworkError } from '../errors.js';
import { parseJson } from '../exact-json.js';
import type { RawResponse } from './http.js';
import { hostOf } from './network-error.js';
import { serviceName } from './service-name.js';

/** The document of an answer that went well. Throws NetworkError where there is none. */
export function parse<T>(service: string, method: string, url: string, { status, text }: RawResponse): T {
  if (text === '' || status >= 300) {
    const what = status >= 300 ? 'a redirect that is not followed' : 'without a document';
    throw new NetworkError(`${hostOf(url)} answered with status ${status}, ${what}.`, {
      hint:
        method === 'GET'
          ? 'Run the command again; if it happens every time, look at the address of the service.'
          : `${serviceName(service)} may have done what was asked: look before running the command again.`,
    });
  }
  try {
    return parseJson(text) as T;
  } catch {
    // without the parser's words: they quote the answer, and it may be a token's
    const start = text.trimStart().slice(0, 200).toLowerCase();
    const html = start.startsWith('<!doctype') || start.startsWith('<html');
    throw new NetworkError(
      html
        ? `${hostOf(url)} answered with a web page where ${serviceName(service)} answers JSON.`
        : `The answer of ${hostOf(url)} is not JSON.`,
      {
        hint: html
          ? 'A login page of the network (hotel, conference) or a proxy may be in the way; open any web page, then try again.'
          : 'Run the command again; if it happens every time, something between here and the service changes answers.',
      },
    );
  }
}
