import { CliError, InterruptedError, ServiceError } from '../../errors.js';
import { deliveryOf } from '../../services/delivery.js';
import type {
  GroupsOperations,
  MembershipAction,
  MembershipActionItem,
  MembershipOutcome,
} from '../../services/groups.js';
import type { Files, Progress } from '../../tools.js';
import { shellLine } from '../../shell.js';
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
  /**
   * Sends nothing where a line cannot be used, and takes back what was done where the service refuses somebody; for `add` alone.
   * Whoever is in the group already, or waits to be, cannot be used: an invitation would be gone once its person was removed again.
   */
  readonly isAllOrNothing?: boolean;
}
interface Tools {
  readonly groups: Pick<GroupsOperations, 'batchMembershipAction' | 'getGroup'>;
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
  const usable = await withoutMembers(planned, plan.groupId, tools.groups);
  if (usable.some(hasFailed))
    return usable.map((row) =>
      hasFailed(row) ? row : { ...row, result: 'not sent', detail: 'another line cannot be used' },
    );
  const sent = await send(usable, plan, tools).catch(async (error: unknown) => {
    throw error instanceof CliError ? await undone(error, usable, plan, tools) : error;
  });
  const done = sent.filter(({ result }) => result === 'done');
  if (done.length === sent.length || !done.length) return sent;
  const backs = await takenBack(done, plan, tools);
  return sent.map((row) => backs.get(row.line) ?? row);
}

/** What became of those who were added, by line, once they were to be taken out again; where that ended with an error, by what the group has then. */
async function takenBack(
  done: readonly PersonResult[],
  plan: BatchPlan,
  tools: Tools,
): Promise<ReadonlyMap<number, PersonResult>> {
  const added = done.map((row) => ({ ...row, role: null, result: 'planned' as const }));
  const told = (row: PersonResult, why: string | null) =>
    why === null
      ? ({ ...row, result: 'taken back', detail: 'somebody else was refused' } as const)
      : { ...row, detail: why };
  let removed: ReadonlyMap<number, string | null>;
  try {
    const rows = await send(added, { ...plan, action: 'remove' }, tools);
    removed = new Map(
      rows.map(({ line, result, detail }) => [
        line,
        result === 'done' ? null : `it could not be taken back: ${detail}`,
      ]),
    );
  } catch (error) {
    if (!(error instanceof CliError)) throw error;
    if (error instanceof InterruptedError) throw staying(error, plan);
    // where the group cannot be asked either, each row says so
    const now = await withoutMembers(added, plan.groupId, tools.groups).catch(() => undefined);
    const why = (row: PersonResult) =>
      `it ${hasFailed(row) ? 'could not be' : 'may not have been'} taken back: ${error.message}`;
    removed = new Map((now ?? added).map((row) => [row.line, now && !hasFailed(row) ? null : why(row)]));
  }
  return new Map(done.map((row) => [row.line, told(row, removed.get(row.line) ?? null)]));
}

/** An error after which some may be in the group although all or nobody was wanted. */
function staying(error: CliError, { groupId }: BatchPlan): CliError {
  const who = shellLine(['group', 'member', 'list', groupId]);
  const hint = `Some of the list may be in the group now: not all were taken out again. See who is in it: ${who}`;
  return error.toldWith(error.message, { hint });
}

/** Takes back what was done before an error that ended the work, by what the group has now; the error, with what became of that. */
async function undone(
  error: CliError,
  usable: readonly PersonResult[],
  plan: BatchPlan,
  tools: Tools,
): Promise<CliError> {
  const stays = () => staying(error, plan);
  if (error instanceof InterruptedError) return stays();
  try {
    const now = await withoutMembers(usable, plan.groupId, tools.groups);
    const added = now.filter(hasFailed).map((row) => ({ ...row, role: null, result: 'planned' as const }));
    if (!added.length && deliveryOf(error) !== 'unknown') return error;
    const removed = await send(added, { ...plan, action: 'remove' }, tools);
    if (removed.some(({ result }) => result !== 'done')) return stays();
    const back = added.length ? 'Those who were added were taken out again: nobody' : 'Nobody';
    return error.toldWith(`${error.message} ${back} of the list is in the group now.`, {
      hint: 'Run the command again.',
    });
  } catch (failure) {
    if (failure instanceof CliError) return stays();
    throw failure;
  }
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

const there: ReadonlyMap<string, string> = new Map([
  ['active', 'is a member already'],
  ['invited', 'is invited already'],
  ['pending', 'has asked to join: approve or reject that first'],
]);

async function withoutMembers(
  rows: readonly PersonResult[],
  groupId: string,
  groups: Pick<GroupsOperations, 'getGroup'>,
): Promise<readonly PersonResult[]> {
  if (rows.some(hasFailed)) return rows;
  const { memberships = [] } = await groups.getGroup(groupId, { include: 'memberships' });
  const states = new Map(memberships.map(({ identity_id: id, status }) => [id, there.get(status ?? '')]));
  return rows.map((row) => {
    const detail = states.get(row.identity_id ?? '');
    return detail === undefined ? row : { ...row, result: 'failed', detail };
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
        const isRefusal = error instanceof ServiceError && deliveryOf(error) !== 'unknown';
        if (i === 0 || !isRefusal) throw halfway(error, i, planned.length);
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
  return error.toldWith(`${error.message} Requests for ${sent} of ${all} people were sent${more}.`, {
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
