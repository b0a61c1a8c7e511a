import type { RequestOptions } from './http.js';

const secretName = /secret|token|passw|verifier|credential|^code$|authorization|key$/i;

/** The values of a document, with the name each stands under. */
function* valuesOf(name: string, value: unknown): Generator<readonly [string, string]> {
  if (typeof value === 'string') yield [name, value];
  else if (value !== null && typeof value === 'object')
    for (const [key, inner] of Object.entries(value)) yield* valuesOf(Array.isArray(value) ? name : key, inner);
}

/** Takes out of an answer what a request carried and nobody else may see: services repeat requests in their complaints. */
export function redacted(text: string, { form, json, headers }: RequestOptions, token: string | undefined): string {
  const sent = [...valuesOf('', form), ...valuesOf('', json), ...valuesOf('', headers)];
  const secrets = [
    ...(token ? [token] : []),
    ...sent.flatMap(([name, value]) => (secretName.test(name) && value.length > 3 ? [value] : [])),
  ];
  return secrets.reduce((left, secret) => left.replaceAll(secret, '[secret]'), text);
}
