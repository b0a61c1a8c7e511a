import { CliError, ServiceError } from '../../errors.js';
import { deliveryOf } from '../../services/delivery.js';
import type {
  GroupsOperations,
  MembershipAction,
  MembershipActionItem,
  MembershipOutcome,
} from '../../services/groups.js';
import type { Files, Progress } from '../../tools.js';
import { canonicalUuid, isUuid } from '../../uuid.js';
import { idsByUsername, type Lookup } from '../people/identity.js';
import { doneIn, refusedIn } from './membership.js';
import { type Person, readPeople } from './people-file.js';

/** What became of one line of a list of people. */
export interface PersonResult {
  readonly line: number;
  readonly user: string;
  readonly identity_id: string | null;
  readonly role: string | null;
  readonly result: 'done' | 'planned' | 'failed' | 'not sent' | 'taken back';
  readonly detail: string | null;
}
export interface BatchDocument {
  readonly done: number;
  readonly failed: number;
  readonly results: readonly PersonResult[];
}
/** One action for everybody in a file. */
export interface BatchPlan {
  readonly groupId: string;
  readonly action: MembershipAction;
  /** A path, or `-` for standard input. */
  readonly file: string;
  /** The role of those whose line names none; undefined for actions that give no role. */
  readonly role?: (person: Person) => MembershipActionItem['role'];
  /** Makes identities for usernames that nobody has. */
  readonly provision?: boolean;
  /** Checks the file and looks people up, and sends nothing. */
  readonly dryRun: boolean;
  /** Sends nothing where a line cannot be used, and takes back what was done where the service refuses somebody; for `add` alone. */
  readonly isAllOrNothing?: boolean;
}
interface Tools {
  readonly groups: Pick<GroupsOperations, 'batchMembershipAction'>;
  readonly auth: Lookup;
  readonly files: Pick<Files, 'lines'>;
  readonly progress: Pick<Progress, 'update' | 'done'>;
}

/** So many in one request: few round trips, and no request that takes minutes. */
const atOnce = 100;

/**
 * Does it for everybody in a file, and says for each line what became of it. Nothing is sent of a file that cannot be read, nor in a dry
 * run; what the service refuses for some, or as a whole after the first hundred, is told in the document and not thrown.
 */
export async function actOnFile(plan: BatchPlan, tools: Tools): Promise<BatchDocument> {
  const people = await readPeople(plan.file, tools.files);
  const planned = withoutRepeats(await identified(people, plan, tools.auth));
  const results = plan.dryRun ? planned : await sendAllOrSome(planned, plan, tools);
  return {
    done: results.filter(({ result }) => result === 'done').length,
    failed: results.filter(({ result }) => result === 'failed' || result === 'not sent').length,
    results,
  };
}

async function sendAllOrSome(
  planned: readonly PersonResult[],
  plan: BatchPlan,
  tools: Tools,
): Promise<readonly PersonResult[]> {
  if (!plan.isAllOrNothing) return send(planned, plan, tools);
  if (planned.some(hasFailed))
    return planned.map((row) =>
      hasFailed(row) ? row : { ...row, result: 'not sent', detail: 'another line cannot be used' },
    );
  const sent = await send(planned, plan, tools);
  const done = sent.filter(({ result }) => result === 'done');
  if (done.length === sent.length || !done.length) return sent;
  const removal = { ...plan, action: 'remove' } as const;
  const removed = await send(
    done.map((row) => ({ ...row, role: null, result: 'planned' })),
    removal,
    tools,
  );
  const after = new Map(removed.map((row) => [row.line, row]));
  return sent.map((row) => {
    const back = after.get(row.line);
    if (!back) return row;
    return back.result === 'done'
      ? { ...row, result: 'taken back', detail: 'somebody else was refused' }
      : { ...row, detail: `it could not be taken back: ${back.detail}` };
  });
}
const hasFailed = ({ result }: PersonResult) => result === 'failed';

async function identified(people: readonly Person[], plan: BatchPlan, auth: Lookup): Promise<PersonResult[]> {
  const names = people.map(({ user }) => user).filter((user) => !isUuid(user));
  // nothing is sent in a dry run, and nobody is made known to Globus either
  const ids = await idsByUsername(names, auth, { provision: plan.provision === true && !plan.dryRun });
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
function withoutRepeats(rows: readonly PersonResult[]): PersonResult[] {
  const first = new Map<string, number>();
  return rows.map((row) => {
    const before = row.identity_id === null ? undefined : first.get(row.identity_id);
    if (before !== undefined) return { ...row, result: 'failed', detail: `the same identity as line ${before}` };
    if (row.identity_id !== null) first.set(row.identity_id, row.line);
    return row;
  });
}

async function send(
  rows: readonly PersonResult[],
  plan: BatchPlan,
  { groups, progress }: Tools,
): Promise<PersonResult[]> {
  const planned = rows.filter(({ result }) => result === 'planned');
  const settled = new Map<PersonResult, PersonResult>();
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
        if (i === 0 || !(error instanceof ServiceError)) throw halfway(error, i, planned.length);
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

/** An error that ends the work in the middle, with how far it came. */
function halfway(error: unknown, sent: number, all: number): unknown {
  if (!(error instanceof CliError) || (!sent && deliveryOf(error) !== 'unknown')) return error;
  const more = deliveryOf(error) === 'unknown' ? ', and some of the rest may be done' : '';
  return error.toldWith(`${error.message} ${sent} of ${all} people were asked for${more}.`, {
    hint: 'Run the command again: nobody is added twice, and those who were done already are reported as refused.',
  });
}

function settle(row: PersonResult, outcome: MembershipOutcome, action: MembershipAction): PersonResult {
  const refusal = refusedIn(outcome, action).find(({ identity_id: id }) => id === row.identity_id);
  if (refusal) return { ...row, result: 'failed', detail: refusal.detail ?? refusal.code };
  const done = doneIn(outcome, action).some(({ identity_id: id }) => id === row.identity_id);
  return done
    ? { ...row, result: 'done' }
    : { ...row, result: 'failed', detail: 'the service did not say what became of it' };
}
