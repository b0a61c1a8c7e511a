import { createHash, createPrivateKey, createPublicKey, generateKeyPairSync } from 'node:crypto';
import { SignJWT, type JWK } from 'jose';
import type { World } from '../world.js';
import { identitySet } from './identities.js';
import { authState, type Identity, type Session } from './state.js';

/** The algorithm of id_tokens, the one Globus uses. */
export const idTokenAlgorithm = 'RS512';

/** The public half of the world's signing key; the key is made when first asked for and kept. */
export function publicKey(world: World): JWK {
  return {
    ...(createPublicKey(keyOf(world)).export({ format: 'jwk' }) as JWK),
    alg: idTokenAlgorithm,
    use: 'sig',
    kid: world.id,
  };
}

/** An OpenID Connect id_token for one client, about one identity and those linked with it. */
export async function idToken(
  world: World,
  about: { client: string; identity: Identity; session?: Session; nonce: string | null; accessToken: string },
): Promise<string> {
  const { client, identity, session, nonce, accessToken } = about;
  // Clients hold these times against the clock of their machine: by a world's clock that was advanced or frozen no login would end well.
  const now = Math.floor(world.clock.machine() / 1000);
  const half = createHash('sha512').update(accessToken).digest().subarray(0, 32);
  const claims = {
    ...profileClaims(world, identity, session),
    identity_set: identitySetClaims(world, identity, session),
    at_hash: half.toString('base64url'),
    ...(nonce === null ? {} : { nonce }),
  };
  return new SignJWT(claims)
    .setProtectedHeader({ alg: idTokenAlgorithm, kid: world.id })
    .setIssuer(issuer(world))
    .setAudience(client)
    .setIssuedAt(now)
    .setExpirationTime(now + 172_800)
    .sign(createPrivateKey(keyOf(world)));
}

/** The issuer the OpenID configuration names. */
export function issuer(world: World): string {
  return world.serviceUrl('auth');
}

/** What an identity is called, as userinfo and id_tokens say it. */
export function profileClaims(world: World, identity: Identity, session?: Session): Record<string, unknown> {
  return {
    sub: identity.id,
    name: identity.name,
    organization: identity.organization,
    preferred_username: identity.username,
    email: identity.email,
    identity_provider: identity.identity_provider,
    identity_provider_display_name: providerName(world, identity),
    last_authentication: session?.authentications[identity.id]?.auth_time ?? null,
  };
}

/** The linked identities, as userinfo and id_tokens list them. */
export function identitySetClaims(world: World, identity: Identity, session?: Session): Record<string, unknown>[] {
  return identitySet(world, identity).map((linked) => {
    const { preferred_username: username, ...claims } = profileClaims(world, linked, session);
    return { ...claims, username, status: linked.status };
  });
}

function providerName(world: World, identity: Identity): string | null {
  return identity.kind === 'client'
    ? 'Globus Auth Clients'
    : (authState(world).providers.get(identity.identity_provider)?.name ?? null);
}

function keyOf(world: World): string {
  const { keys } = authState(world);
  const kept = keys.get('id-token');
  if (kept) return kept.private_pem;
  const { privateKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
  return keys.put('id-token', { private_pem: privateKey.export({ type: 'pkcs8', format: 'pem' }) as string })
    .private_pem;
}
