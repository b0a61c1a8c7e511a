import type { AuthRequirement } from '../errors.js';
import { shellWord } from '../shell.js';

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
    ...people.map(shellWord),
    ...(session_required_policies ? ['--policy', shellWord(session_required_policies.join(','))] : []),
    ...(session_required_mfa ? ['--mfa'] : []),
  ];
  const scopes = (required_scopes ?? []).map(shellWord);
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
      ? [`You have to log in again as ${session_required_identities.join(' and ')}.`]
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

/** The line that begins, without waiting for anybody, the login that another line leads through. */
export const inTwoSteps = (line: string) =>
  /^globus login(?![\w-])/.test(line) ? `${line} --start` : 'globus login --start';

/** What to do where the login of a line finds nobody. */
export function otherWays(line: string): string {
  const [begin, finish] = [inTwoSteps(line), 'globus login --finish CODE'];
  const width = Math.max(begin.length, finish.length);
  return [
    'Log in with two commands instead, in any shell on this machine:',
    '',
    `  ${begin.padEnd(width)}    prints the address to open`,
    `  ${finish.padEnd(width)}    ends the login`,
    '',
    'For jobs without a person, set GLOBUS_CLI_CLIENT_ID and GLOBUS_CLI_CLIENT_SECRET.',
  ].join('\n');
}
