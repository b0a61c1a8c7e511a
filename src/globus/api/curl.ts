import { shellLine, shellWord } from '../../shell.js';
import type { RawOptions } from '../../services/http.js';
import type { ApiTarget } from './request.js';

/**
 * The same request for curl. No token is in it: `login` names whose it takes, printed by a command when the line runs, so that none lands
 * in a history. An Authorization header that was typed is left out for the same reason.
 */
export function curlLine(
  method: string,
  { url, path, login, profile }: Omit<ApiTarget, 'http'>,
  options: RawOptions,
): string {
  const address = new URL(`${url.replace(/(?<!\/)\/+$/, '')}/${path}`);
  for (const [key, values] of Object.entries(options.query ?? {}))
    for (const value of values as string[]) address.searchParams.append(key, value);
  const headers = Object.entries(options.headers ?? {})
    .filter(([name]) => name.toLowerCase() !== 'authorization')
    .map(([name, value]) => `-H ${shellWord(`${name}: ${value}`)}`);
  // whoever runs it may have chosen another profile by then
  const token = shellLine(['auth', 'token', login, ...(profile === null ? [] : ['--profile', profile])]);
  return [
    // curl waits for a body that never comes after -X HEAD
    `curl ${method === 'HEAD' ? '-I' : `-X ${method}`} ${shellWord(address.href)}`,
    `-H "Authorization: Bearer $(${token})"`,
    ...headers,
    ...(options.followRedirects ? ['-L'] : []),
    // --data would read a file where the text begins with @, and drop line breaks
    ...(typeof options.body === 'string' ? [`--data-raw ${shellWord(options.body)}`] : []),
  ].join(' ');
}
