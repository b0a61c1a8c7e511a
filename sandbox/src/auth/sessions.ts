import { ApiError } from '../http/api-error.js';
import { listOf } from '../http/query.js';
import type { World } from '../world.js';
import { identitySet } from './identities.js';
import { authState, type Identity, type Policy, type Session } from './state.js';

/** What a login is asked to prove, beside who logs in. */
export interface SessionDemand {
  readonly identities: string[];
  readonly domains: string[];
  readonly policies: string[];
  readonly mfa: boolean;
}

/** Reads the `session_required_*` parameters of an authorize request. */
export function sessionDemand(query: Record<string, string>): SessionDemand {
  return {
    identities: listOf(query['session_required_identities']),
    domains: listOf(query['session_required_single_domain']),
    policies: listOf(query['session_required_policies']),
    mfa: /^true$/i.test(query['session_required_mfa'] ?? ''),
  };
}

/**
 * Lets the identities the demand names (by default the primary one) authenticate now, and returns the session that says so.
 * 403 `access_denied` when the account has no identity that could satisfy it.
 */
export function authenticate(world: World, client: string, primary: Identity, demand: SessionDemand): Session {
  const { sessions, sessionsByAccount, policies } = authState(world);
  const linked = identitySet(world, primary);
  const chosen = new Set<Identity>();
  let mfa = demand.mfa;
  const choose = (fits: (identity: Identity) => boolean, what: string): void => {
    const found = linked.find(fits);
    if (!found) throw new ApiError(403, 'access_denied', `${primary.username} has no linked identity ${what}`);
    chosen.add(found);
  };
  for (const wanted of demand.identities) {
    choose(({ id, username }) => id === wanted || username.toLowerCase() === wanted.toLowerCase(), wanted);
  }
  if (demand.domains.length > 0)
    choose(({ username }) => demand.domains.includes(domainOf(username)), `in ${demand.domains.join(' or ')}`);
  for (const id of demand.policies) {
    const policy = policies.get(id);
    if (!policy) throw new ApiError(400, 'invalid_request', `no such policy: ${id}`);
    choose((identity) => admits(policy, identity), `that policy '${policy.display_name}' admits`);
    mfa ||= policy.required_mfa;
  }
  if (chosen.size === 0) chosen.add(primary);

  const session: Session = sessionsByAccount.first(`${client} ${primary.account}`) ?? {
    id: world.ids.uuid('session'),
    client,
    account: primary.account,
    authentications: {},
  };
  const time = Math.floor(world.clock.now() / 1000);
  for (const { id, identity_provider } of chosen) {
    session.authentications[id] = {
      acr: null,
      amr: mfa ? ['mfa'] : null,
      idp: identity_provider,
      auth_time: time,
      custom_claims: {},
    };
  }
  return sessions.put(session.id, session);
}

/** Whether the session satisfies a policy now: an admitted identity authenticated, recently and strongly enough. */
export function satisfies(world: World, session: Session | undefined, policy: Policy): boolean {
  const { identities } = authState(world);
  const now = world.clock.now() / 1000;
  return Object.entries(session?.authentications ?? {}).some(([id, { auth_time, amr }]) => {
    const identity = identities.get(id);
    const timeout = policy.high_assurance ? policy.authentication_assurance_timeout : null;
    const recent = timeout === null || now - auth_time <= timeout;
    return (
      identity !== undefined &&
      admits(policy, identity) &&
      recent &&
      (!policy.required_mfa || (amr?.includes('mfa') ?? false))
    );
  });
}

/** The part of a username after its last `@`. */
export function domainOf(username: string): string {
  return username.slice(username.lastIndexOf('@') + 1).toLowerCase();
}

function admits(policy: Policy, { username }: Identity): boolean {
  const domain = domainOf(username);
  const among = (domains: string[]) =>
    domains.some((pattern) =>
      pattern.startsWith('*.') ? domain.endsWith(pattern.slice(1)) : domain === pattern.toLowerCase(),
    );
  if (policy.domain_constraints_include && !among(policy.domain_constraints_include)) return false;
  return !(policy.domain_constraints_exclude && among(policy.domain_constraints_exclude));
}
