import { isObject, type Json } from '../../http/body.js';
import type { FieldRule, Issues } from '../../http/issues.js';
import { defaultDomain } from '../../transfer/domains.js';
import { transferState, type Endpoint } from '../../transfer/state.js';
import type { World } from '../../world.js';
import { checked } from '../envelope.js';
import { checkRestrictions, checkTexts } from '../path-restrictions.js';
import { highAssuranceFields, rulesOf } from './fields.js';

const longestName = 128;
const longestMessage = 256;
const knownMethods = ['GET', 'PUT', 'DELETE'];

/** What a document says of a collection: what can be set, and where it is. */
export interface Given extends Record<string, unknown> {
  readonly display_name?: string;
  readonly collection_base_path?: string;
  readonly storage_gateway_id?: string;
  readonly mapped_collection_id?: string;
  readonly user_credential_id?: string;
  readonly identity_id?: string;
  domain_name?: string;
}

const place: Record<string, FieldRule> = {
  collection_base_path: { kind: 'string', notNull: true },
  storage_gateway_id: { kind: 'uuid' },
  mapped_collection_id: { kind: 'uuid' },
  user_credential_id: { kind: 'uuid' },
  identity_id: { kind: 'uuid', notNull: true },
  domain_name: { kind: 'string', notNull: true },
};

/** The document of a collection of this kind, checked; `required` names what must be there. 422 with all that is wrong. */
export function readCollection(body: Json, kind: 'mapped' | 'guest', required: readonly string[]): Given {
  const rules: Record<string, FieldRule> = {
    ...rulesOf(kind),
    ...place,
    display_name: { kind: 'string', notNull: true },
  };
  for (const name of required) rules[name] = { ...(rules[name] ?? { kind: 'string' }), required: true };
  return checked<Given>(body, rules, (issues, fields) => {
    const { display_name: name, user_message: message, https_methods: methods, keywords } = fields;
    if (name !== undefined && (name === '' || name.length > longestName || /[\r\n]/.test(name)))
      issues.add(['display_name'], `must be one line of 1 to ${longestName} characters`);
    if (typeof message === 'string' && message.length > longestMessage)
      issues.add(['user_message'], `must have at most ${longestMessage} characters`);
    if (Array.isArray(methods) && !methods.every((method) => knownMethods.includes(method as string)))
      issues.add(['https_methods'], `must be of ${knownMethods.join(', ')}`);
    if (Array.isArray(keywords) && !keywords.every((word) => typeof word === 'string'))
      issues.add(['keywords'], 'must be texts');
    if (fields['disable_verify'] === true && fields['force_verify'] === true)
      issues.add(['force_verify'], 'cannot be set together with disable_verify');
    checkRestrictions(issues, 'sharing_restrict_paths', fields['sharing_restrict_paths']);
    for (const name of ['sharing_users_allow', 'sharing_users_deny']) checkTexts(issues, name, fields[name]);
    checkNotifications(issues, fields['activity_notification_policy']);
  });
}

/** Notes the settings that only high assurance collections have, on others. */
export function checkHighAssurance(issues: Issues, given: Json, isHigh: boolean): void {
  if (isHigh) return;
  for (const name of highAssuranceFields)
    if ((given[name] ?? null) !== null) issues.add([name], 'can be set on high assurance collections only');
}

/** Notes what is wrong with a DNS label chosen for a mapped collection: it must be below the endpoint's name, and free. */
export function checkDomainName(
  world: World,
  issues: Issues,
  endpoint: Endpoint,
  collectionId: string | undefined,
  name: string | undefined,
): void {
  if (name === undefined) return;
  const { domains } = transferState(world);
  const above = domains.get(endpoint.id);
  const parent = above?.wildcard ? above.domain_name : defaultDomain;
  const label = name.endsWith(`.${parent}`) ? name.slice(0, -parent.length - 1) : '';
  if (!/^[a-z0-9]([a-z0-9-]*[a-z0-9])?$/i.test(label)) issues.add(['domain_name'], `must be one label below ${parent}`);
  else if (/^[mg]-/i.test(label)) issues.add(['domain_name'], 'may not begin with m- or g-');
  else if (domains.filter((domain) => domain.domain_name === name && domain.id !== collectionId).length > 0)
    issues.add(['domain_name'], 'is taken');
}

function checkNotifications(issues: Issues, policy: unknown): void {
  if (!isObject(policy)) return;
  for (const [name, words] of [
    ['status', ['succeeded', 'failed']],
    ['transfer_use', ['source', 'destination']],
  ] as const) {
    const list = policy[name];
    if (!Array.isArray(list) || !list.every((word) => (words as readonly unknown[]).includes(word)))
      issues.add(['activity_notification_policy', name], `must be a list of ${words.join(', ')}`);
  }
}
