import { AuthRequiredError, type CliError } from '../errors.js';
import { explain, rejectsToken } from './explain.js';
import type { Credentials, RawResponse, RequestOptions } from './http.js';

export interface Call {
  readonly service: string;
  readonly path: string;
  readonly options: Pick<RequestOptions, 'anonymous' | 'scopes'>;
  readonly credentials: Credentials | undefined;
}
/** What one sending came to: the answer, or a refusal (a status of 400 or more) with its text. */
export type Sent<Answer> = { readonly answer: Answer } | { readonly refusal: RawResponse };
/** The same, with the refusal explained. */
export type Outcome<Answer> = { readonly answer: Answer } | { readonly refusal: RawResponse; readonly error: CliError };

/** Sends with the token of the login, and again, each once, after the token was renewed and after a requirement was met. */
export async function withLogin<Answer>(
  { service, path, options, credentials }: Call,
  send: (token: string | undefined) => Promise<Sent<Answer>>,
): Promise<Outcome<Answer>> {
  const login = options.anonymous ? undefined : credentials;
  let token = await login?.token(options.scopes);
  let renewed = false;
  let satisfied = false;
  for (;;) {
    const sent = await send(token);
    if ('answer' in sent) return sent;
    const { refusal } = sent;
    if (rejectsToken(path, refusal.status) && login && token && !renewed) {
      renewed = true;
      const fresh = await login.renew(token);
      if (fresh !== undefined) {
        token = fresh;
        continue;
      }
    }
    const error = explain(service, path, refusal, credentials?.remedy);
    if (error instanceof AuthRequiredError && login && !satisfied) {
      satisfied = true;
      if (await login.satisfy(error.requirement)) {
        token = await login.token(options.scopes);
        continue;
      }
    }
    return { refusal, error };
  }
}
