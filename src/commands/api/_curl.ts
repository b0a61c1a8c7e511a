import type { RawOptions } from '#services/http';

const quoted = (text: string) => (/^[\w@%+=:,./-]+$/.test(text) ? text : `'${text.replaceAll("'", `'\\''`)}'`);

/** The same request for curl; the token is left to a command that prints it, so that none lands in a history. */
export function curlLine(method: string, url: string, options: RawOptions): string {
  const target = new URL(url);
  for (const [key, values] of Object.entries(options.query ?? {})) for (const value of values as string[]) target.searchParams.append(key, value);
  const headers = Object.entries(options.headers ?? {}).map(([name, value]) => `-H ${quoted(`${name}: ${value}`)}`);
  return [
    `curl -X ${method} ${quoted(target.href)}`,
    '-H "Authorization: Bearer $(globus auth token SERVICE)"',
    ...headers,
    ...(typeof options.body === 'string' ? [`--data ${quoted(options.body)}`] : []),
  ].join(' ');
}
