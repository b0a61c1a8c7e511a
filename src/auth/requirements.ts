import type { AuthRequirement } from '../errors.js';

/** The query of an authorize URL that asks for this, beside scopes. */
export function authorizeParams(requirement: AuthRequirement): Record<string, string> {
  const {
    session_message,
    session_required_identities,
    session_required_policies,
    session_required_single_domain,
    session_required_mfa,
  } = requirement;
  const asksSession = Boolean(
    session_required_identities ?? session_required_policies ?? session_required_single_domain ?? session_required_mfa,
  );
  return {
    ...(session_message && { session_message }),
    ...(session_required_identities && { session_required_identities: session_required_identities.join(',') }),
    ...(session_required_policies && { session_required_policies: session_required_policies.join(',') }),
    ...(session_required_single_domain && { session_required_single_domain: session_required_single_domain.join(',') }),
    ...(session_required_mfa !== undefined && { session_required_mfa: String(session_required_mfa) }),
    // without it a session that is still warm would be accepted as it is
    ...((asksSession || requirement.prompt) && { prompt: 'login' }),
  };
}

/** As a shell wants it: the words come from a service, and people paste them. */
const quoted = (word: string) => (/^[\w:/.@,-]+$/.test(word) ? word : `'${word.replaceAll("'", String.raw`'\''`)}'`);

/** The exact command that meets a requirement. */
export function remedy(requirement: AuthRequirement): string {
  const {
    session_required_identities,
    session_required_policies,
    session_required_single_domain,
    session_required_mfa,
    required_scopes,
  } = requirement;
  // identities say more than a domain, and the command takes one kind
  const people = session_required_identities ?? session_required_single_domain ?? [];
  const words = [
    ...people.map(quoted),
    ...(session_required_policies ? ['--policy', quoted(session_required_policies.join(','))] : []),
    ...(session_required_mfa ? ['--mfa'] : []),
  ];
  const scopes = (required_scopes ?? []).map(quoted);
  if (words.length)
    return ['globus session update', ...words, ...scopes.flatMap((scope) => ['--scope', scope])].join(' ');
  if (scopes.length) return ['globus session consent', ...scopes].join(' ');
  return 'globus login --force';
}

/** What is asked and why, in plain words, one sentence a line. */
export function inWords(requirement: AuthRequirement): string[] {
  const {
    session_required_identities,
    session_required_policies,
    session_required_single_domain,
    session_required_mfa,
    required_scopes,
  } = requirement;
  return [
    ...(requirement.session_message ? [requirement.session_message] : []),
    ...(session_required_identities
      ? [`You have to have logged in as ${session_required_identities.join(' and ')} just now.`]
      : []),
    ...(session_required_single_domain
      ? [`You have to log in with an identity of ${session_required_single_domain.join(' or ')}.`]
      : []),
    ...(session_required_policies
      ? [`A policy asks for a more recent or a stronger login (${session_required_policies.join(', ')}).`]
      : []),
    ...(session_required_mfa ? ['You have to log in with a second factor.'] : []),
    ...(required_scopes ? [consentInWords(required_scopes)] : []),
  ];
}

function consentInWords(scopes: readonly string[]): string {
  const collections = [
    ...new Set(
      scopes.flatMap((scope) => [...scope.matchAll(/scopes\/([0-9a-f-]{36})\/data_access/g)].map(([, id]) => id)),
    ),
  ];
  const gcs = scopes
    .map((scope) => /urn:globus:auth:scope:([0-9a-f-]{36}):manage_collections/.exec(scope)?.[1])
    .find(Boolean);
  const flow = scopes.map((scope) => /scopes\/([0-9a-f-]{36})\/flow_/.exec(scope)?.[1]).find(Boolean);
  if (collections.length) return `Globus needs your consent to reach the data of ${collections.join(', ')}.`;
  if (gcs) return `Managing the endpoint ${gcs} needs a login of its own.`;
  if (flow) return `Running the flow ${flow} needs your consent.`;
  return 'Globus needs your consent to act for you.';
}

/** What to do where a login finds nobody. */
export const otherWays = [
  'Log in with two commands instead, in any shells of this machine:\n',
  '  globus login --start          prints the address to open',
  '  globus login --finish CODE    ends the login',
  '\nFor jobs without a person, set GLOBUS_CLI_CLIENT_ID and GLOBUS_CLI_CLIENT_SECRET.',
].join('\n');
