import { ServiceError } from '../../errors.js';
import type { AccessRule, TransferOperations } from '../../services/transfer.js';
import { momentOf, utcIso } from '../../time.js';
import { type Grantee, keyOf } from './recipients.js';

/** What somebody gets. */
export interface Grant {
  readonly grantee: Grantee;
  /** Ends in a slash. */
  readonly path: string;
  readonly permissions: 'r' | 'rw';
  readonly expires: Date | undefined;
}
/** What is done for a grant: nothing where it is there. */
export interface Step {
  readonly grant: Grant;
  readonly state: 'new' | 'changed' | 'same';
  /** The rule that is there. */
  readonly rule: AccessRule | undefined;
}
export interface Mail {
  readonly message: string | undefined;
}
/** A rule as it is now, or as it would be. */
export interface GrantRow {
  /** Null before there is a rule. */
  readonly id: string | null;
  readonly state: 'new' | 'changed' | 'same' | 'failed';
  readonly principal_type: string;
  readonly principal: string;
  readonly name: string;
  readonly path: string;
  readonly permissions: string;
  /** ISO 8601; null for never. */
  readonly expiration_date: string | null;
  /** The address that was told. */
  readonly notified: string | null;
  /** Why it failed. */
  readonly error?: string;
}

/** Ends that are so near to each other are those of the same line, run twice. */
const sameMoment = 60_000;

/** Rules that somebody has for a role are not rules of their own, and cannot be changed. */
export const ownRules = (rules: readonly AccessRule[]) => rules.filter((rule) => !rule.role_type);

/** What is to be done for these grants where there are these rules. */
export function stepsFor(grants: readonly Grant[], rules: readonly AccessRule[]): readonly Step[] {
  const present = new Map(ownRules(rules).map((rule) => [`${keyOf(rule)} ${rule.path}`, rule]));
  return grants.map((grant) => {
    const rule = present.get(`${keyOf(grant.grantee)} ${grant.path}`);
    return { grant, rule, state: !rule ? 'new' : isMet(grant, rule) ? 'same' : 'changed' };
  });
}

const isMet = ({ permissions, expires }: Grant, rule: AccessRule) =>
  rule.permissions === permissions &&
  (!expires || Math.abs(momentOf(rule.expiration_date ?? '') - expires.getTime()) < sameMoment);

/** What a step would make of a rule. */
export const rowOf = ({ grant, rule, state }: Step): GrantRow => ({
  id: rule?.id ?? null,
  state,
  principal_type: grant.grantee.principal_type,
  principal: grant.grantee.principal,
  name: grant.grantee.name,
  path: grant.path,
  permissions: grant.permissions,
  expiration_date:
    state !== 'same' && grant.expires ? `${utcIso(grant.expires)}+00:00` : (rule?.expiration_date ?? null),
  notified: null,
});

type RuleMaker = Pick<TransferOperations, 'addAccessRule' | 'updateAccessRule'>;

/** Does a step. A refusal of the service is in the row: others go on. Mail goes to people who are new. */
export async function takeStep(
  collection: string,
  step: Step,
  mail: Mail | undefined,
  transfer: RuleMaker,
): Promise<GrantRow> {
  const row = rowOf(step);
  if (step.state === 'same') return row;
  const { permissions, path, expiration_date: expires } = row;
  const allowed = { DATA_TYPE: 'access', permissions, ...(step.grant.expires && { expiration_date: expires }) };
  try {
    if (step.rule) {
      await transfer.updateAccessRule(collection, step.rule.id, allowed);
      return row;
    }
    const { principal_type, principal, email } = step.grant.grantee;
    const told = mail && email !== undefined ? email : null;
    const { access_id } = await transfer.addAccessRule(collection, {
      ...allowed,
      path,
      principal_type,
      principal,
      ...(told !== null && { notify_email: told }),
      ...(told !== null && mail?.message !== undefined && { notify_message: mail.message }),
    });
    return { ...row, id: access_id, notified: told };
  } catch (error) {
    if (!(error instanceof ServiceError)) throw error;
    return { ...row, state: 'failed', error: error.message };
  }
}
