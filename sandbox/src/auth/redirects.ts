import type { World } from '../world.js';
import type { Client } from './state.js';

/**
 * Whether codes for this client may be sent there: the sandbox's own code page, any loopback address (whatever its port, as
 * native applications need), or an address registered for the client, compared as a whole.
 */
export function isRedirectAllowed(world: World, client: Client, redirect: string): boolean {
  if (client.redirect_uris.includes(redirect)) return true;
  const url = URL.canParse(redirect) ? new URL(redirect) : undefined;
  if (!url || url.username !== '' || url.password !== '' || url.hash !== '') return false;
  if (isCodePage(world, url)) return true;
  return (
    (url.protocol === 'http:' || url.protocol === 'https:') &&
    ['127.0.0.1', 'localhost', '[::1]'].includes(url.hostname) &&
    url.host !== new URL(world.url).host
  );
}

/** Whether two redirect URIs of one login are the same, as the token endpoint asks. */
export function sameRedirect(a: string, b: string | undefined): boolean {
  return b !== undefined && a === b;
}

function isCodePage(world: World, url: URL): boolean {
  const own = new URL(world.url);
  return (
    url.port === own.port &&
    ['127.0.0.1', 'localhost', '[::1]'].includes(url.hostname) &&
    /^(\/auth)?\/+v2\/web\/auth-code$/.test(url.pathname)
  );
}
