import { CliError } from '../errors.js';
import type { AuthServer, ClientCredentials, Token, Tokens } from './types.js';

export interface Revoked {
  /** Tokens that are no longer good, by resource server. */
  readonly revoked: readonly string[];
  /** Resource servers some token of which could not be revoked, with the reason. */
  readonly failed: Readonly<Record<string, string>>;
}

/** Ends every token, whatever happens to the others: refresh tokens first, since they make new access tokens. */
export async function revokeAll(
  server: AuthServer,
  tokens: Tokens,
  as: { clientId: string } | ClientCredentials,
): Promise<Revoked> {
  const failed: Record<string, string> = {};
  const end = async (token: Token, value: string) => {
    try {
      if ('secret' in as) await server.revoke({ token: value }, as);
      else await server.revoke({ token: value, client_id: as.clientId });
    } catch (error) {
      if (!(error instanceof CliError)) throw error;
      failed[token.resource_server] = error.message;
    }
  };
  await Promise.all(
    Object.values(tokens).map(async (token) => {
      if (token.refresh_token) await end(token, token.refresh_token);
      await end(token, token.access_token);
    }),
  );
  return { revoked: Object.keys(tokens).filter((server) => !(server in failed)), failed };
}
