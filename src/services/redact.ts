import { keepAuthorization, keepSecret } from '../secrets.js';
import { isUuid } from '../uuid.js';
import type { RequestOptions } from './http.js';

const secretName = /secret|token|passw|verifier|credential|^code$|authorization|key$/i;
/** Names that have the word and say something else: which one it is, or of what kind. */
const openName = /[_-](ids?|type|hint|names?)$/i;

type Carried = Pick<RequestOptions, 'form' | 'json' | 'headers'>;

/** The values of a document, with the name each stands under. */
function* valuesOf(document: unknown): Generator<readonly [string, string]> {
  // a stack of its own: documents of users are nested as deep as they like
  const left: (readonly [string, unknown])[] = [['', document]];
  for (let next = left.pop(); next; next = left.pop()) {
    const [name, value] = next;
    if (typeof value === 'string') yield [name, value];
    else if (value !== null && typeof value === 'object')
      for (const [key, inner] of Object.entries(value)) left.push([Array.isArray(value) ? name : key, inner]);
  }
}

const secretsIn = (value: unknown): string[] =>
  [...valuesOf(value)].flatMap(([name, each]) =>
    secretName.test(name) && !openName.test(name) && each.length > 3 && !isUuid(each) ? [each] : [],
  );

/** Notes for the whole process what a request carries that nobody else may see. */
export function keepSecretsSent({ form, headers = {} }: Carried, token: string | undefined): void {
  keepSecret(token);
  for (const secret of secretsIn(form)) keepSecret(secret);
  for (const [name, value] of Object.entries(headers)) if (/^authorization$/i.test(name)) keepAuthorization(value);
}

/** Takes out of an answer what a request carried and nobody else may see: services repeat requests in their complaints. */
export function redacted(text: string, { form, json, headers }: Carried, token: string | undefined): string {
  const sent = [...secretsIn(form), ...secretsIn(json), ...secretsIn(headers)];
  // an answer may repeat the credentials of a header without their scheme, and a form's value as the form has it
  const secrets = [...(token ? [token] : []), ...sent, ...sent.map((each) => each.replace(/^(Basic|Bearer) /i, ''))];
  return secrets
    .flatMap((secret) => [secret, encodeURIComponent(secret)])
    .reduce((left, secret) => left.replaceAll(secret, '[secret]'), text);
}
