import { parseScopes } from '../../auth/scopes.js';
import { UsageError } from '../../errors.js';

/** Scopes as a user writes them, with those they depend on in brackets. UsageError where brackets do not match; `where` says of what. */
export function scopeString(text: string, where: string): string {
  try {
    parseScopes(text);
  } catch (cause) {
    if (!(cause instanceof SyntaxError)) throw cause;
    throw new UsageError(`Invalid value for ${where}: ${cause.message}.`, { cause });
  }
  return text;
}
