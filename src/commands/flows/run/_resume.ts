import type { AuthRequirement, NeedTypes } from '#command';
import type { Run } from '#services/flows';
import { hasConsents } from '../../_consents.js';

type Tools = Pick<NeedTypes, 'auth' | 'session'>;
const texts = (value: unknown): readonly string[] | undefined =>
  typeof value === 'string' ? value.split(',') : Array.isArray(value) ? value.map(String) : undefined;

/** The login that an inactive run waits for; undefined where it waits for something else. */
export function awaitedLogin({ status, details }: Run): { requirement: AuthRequirement; why: string } | undefined {
  if (status !== 'INACTIVE' || !details) return undefined;
  const why = details.description ?? 'The run waits for a login.';
  if (details.required_scope) return { requirement: { required_scopes: [details.required_scope] }, why };
  const asked = details.authorization_parameters;
  if (!asked) return undefined;
  const lists = ['session_required_identities', 'session_required_policies', 'session_required_single_domain', 'required_scopes'];
  const requirement = Object.fromEntries([
    ...lists.flatMap((key) => (texts(asked[key]) ? [[key, texts(asked[key])]] : [])),
    ...['session_message', 'session_required_mfa', 'prompt'].flatMap((key) => (asked[key] === undefined || asked[key] === null ? [] : [[key, asked[key]]])),
  ]) as AuthRequirement;
  return { requirement, why: typeof asked['session_message'] === 'string' ? asked['session_message'] : why };
}

/** Demands the login that the run waits for, unless it is a consent that was given meanwhile. */
export async function demandAwaitedLogin(run: Run, tools: Tools): Promise<void> {
  const awaited = awaitedLogin(run);
  if (!awaited) return;
  const scopes = awaited.requirement.required_scopes;
  const others = Object.keys(awaited.requirement).filter((key) => key !== 'required_scopes' && key !== 'session_message');
  if (scopes && !others.length && (await hasConsents(scopes, tools))) return;
  await tools.session.require(awaited.requirement, awaited.why);
}
