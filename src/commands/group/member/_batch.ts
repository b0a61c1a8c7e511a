import {
  canonicalUuid,
  CliError,
  incomplete,
  type Incomplete,
  isUuid,
  type NeedTypes,
  param,
  ServiceError,
  table,
} from '#command';
import type { MembershipAction, MembershipActionItem, MembershipOutcome } from '#services/groups';
import { doneIn, refusedIn } from '../_membership.js';
import { type Person, readPeople } from './_people.js';

/** What became of one line of a list of people. */
export interface Row {
  readonly line: number;
  readonly user: string;
  readonly identity_id: string | null;
  readonly role: string | null;
  readonly result: 'done' | 'planned' | 'failed' | 'not sent';
  readonly detail: string | null;
}
export interface BatchDocument {
  readonly done: number;
  readonly failed: number;
  readonly results: readonly Row[];
}
export const batchView = table((document: BatchDocument) => document.results, {
  Line: 'line',
  User: 'user',
  'Identity ID': 'identity_id',
  Role: 'role',
  Result: 'result',
  Detail: 'detail',
});

/** The list of people to do it for, instead of one. */
export const from = param.file({ summary: 'Do it for everybody in this CSV file (user[,role]); - is standard input' });

export interface BatchPlan {
  readonly groupId: string;
  readonly action: MembershipAction;
  readonly file: string;
  /** The role of those whose line names none; undefined for actions that give no role. */
  readonly role?: (person: Person) => MembershipActionItem['role'];
  readonly provision?: boolean;
  readonly dryRun: boolean;
}
type Tools = Pick<NeedTypes, 'groups' | 'auth' | 'files' | 'progress'>;

/** So many in one request: few round trips, and no request that takes minutes. */
const atOnce = 100;

/** Does it for everybody in a file, and says for each line what became of it; incomplete where it was not done for all. */
export async function actOnFile(plan: BatchPlan, tools: Tools): Promise<BatchDocument | Incomplete<BatchDocument>> {
  const people = await readPeople(plan.file, tools.files);
  const rows = withoutRepeats(await identified(people, plan, tools));
  const results = plan.dryRun ? rows : await send(rows, plan, tools);
  const failed = results.filter(({ result }) => result === 'failed' || result === 'not sent').length;
  const document = { done: results.filter(({ result }) => result === 'done').length, failed, results };
  if (!failed) return document;
  return incomplete(
    document,
    new CliError(
      `${failed} of ${results.length} lines ${plan.dryRun ? 'cannot be used' : 'failed'}; the result of each is in the output.`,
    ),
  );
}

async function identified(people: readonly Person[], plan: BatchPlan, { auth }: Tools): Promise<Row[]> {
  const names = [...new Set(people.map(({ user }) => user).filter((user) => !isUuid(user)))];
  const ids = new Map<string, string>();
  // nothing is sent in a dry run, and nobody is made known to Globus either
  const provision = plan.provision === true && !plan.dryRun;
  for (let i = 0; i < names.length; i += atOnce) {
    const { identities } = await auth.getIdentities({
      usernames: names.slice(i, i + atOnce).join(','),
      provision: String(provision),
    });
    for (const { id, username } of identities) ids.set(username.toLowerCase(), id);
  }
  return people.map((person) => {
    const id = isUuid(person.user) ? canonicalUuid(person.user) : (ids.get(person.user.toLowerCase()) ?? null);
    const unknown = id === null && !(plan.provision && plan.dryRun);
    return {
      line: person.line,
      user: person.user,
      identity_id: id,
      role: plan.role?.(person) ?? null,
      result: unknown ? 'failed' : 'planned',
      detail: unknown ? 'nobody has this username' : id === null ? 'an identity will be made for it' : null,
    };
  });
}

/** The service refuses a whole request that names somebody twice. */
function withoutRepeats(rows: readonly Row[]): Row[] {
  const first = new Map<string, number>();
  return rows.map((row) => {
    const before = row.identity_id === null ? undefined : first.get(row.identity_id);
    if (before !== undefined) return { ...row, result: 'failed', detail: `the same identity as line ${before}` };
    if (row.identity_id !== null) first.set(row.identity_id, row.line);
    return row;
  });
}

async function send(rows: readonly Row[], plan: BatchPlan, { groups, progress }: Tools): Promise<Row[]> {
  const planned = rows.filter(({ result }) => result === 'planned');
  const settled = new Map<Row, Row>();
  try {
    for (let i = 0; i < planned.length; i += atOnce) {
      progress.update({ label: `Group ${plan.groupId}`, note: `${i} of ${planned.length} people` });
      const chunk = planned.slice(i, i + atOnce);
      const items = chunk.map(({ identity_id: id, role }) => ({
        identity_id: id,
        ...(role !== null && { role }),
      })) as MembershipActionItem[];
      let outcome: MembershipOutcome;
      try {
        outcome = await groups.batchMembershipAction(plan.groupId, { [plan.action]: items });
      } catch (error) {
        // refused as a whole: what was done before is still worth knowing
        if (i === 0 || !(error instanceof ServiceError)) throw error;
        for (const row of planned.slice(i)) settled.set(row, { ...row, result: 'not sent', detail: error.message });
        break;
      }
      for (const row of chunk) settled.set(row, settle(row, outcome, plan.action));
    }
  } finally {
    progress.done();
  }
  return rows.map((row) => settled.get(row) ?? row);
}

function settle(row: Row, outcome: MembershipOutcome, action: MembershipAction): Row {
  const refusal = refusedIn(outcome, action).find(({ identity_id: id }) => id === row.identity_id);
  if (refusal) return { ...row, result: 'failed', detail: refusal.detail ?? refusal.code };
  const done = doneIn(outcome, action).some(({ identity_id: id }) => id === row.identity_id);
  return done
    ? { ...row, result: 'done' }
    : { ...row, result: 'failed', detail: 'the service did not say what became of it' };
}
