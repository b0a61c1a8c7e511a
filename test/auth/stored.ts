import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

interface StoredToken {
  resource_server: string;
  identity_id: string | null;
  access_token: string;
  refresh_token: string | null;
  expires_at_seconds: number;
  scope: string;
}
interface TokenFile {
  data: Record<string, Record<string, StoredToken>>;
  format_version: string;
}

export const tokenFile = (configDir: string) =>
  JSON.parse(readFileSync(join(configDir, 'tokens.json'), 'utf8')) as TokenFile;
/** The tokens of the only namespace there is. */
export const tokensIn = (configDir: string): Record<string, StoredToken> =>
  Object.values(tokenFile(configDir).data)[0] ?? {};

/** Changes every stored token. */
export function changeTokens(configDir: string, change: (token: StoredToken) => Partial<StoredToken>): void {
  const file = tokenFile(configDir);
  for (const tokens of Object.values(file.data)) {
    for (const [server, token] of Object.entries(tokens)) tokens[server] = { ...token, ...change(token) };
  }
  writeFileSync(join(configDir, 'tokens.json'), JSON.stringify(file));
}
export const secretsIn = (configDir: string) =>
  Object.values(tokensIn(configDir))
    .flatMap((token) => [token.access_token, token.refresh_token ?? ''])
    .filter(Boolean);
