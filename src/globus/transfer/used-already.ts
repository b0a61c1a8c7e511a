import { createHash, randomUUID } from 'node:crypto';
import { setTimeout as delay } from 'node:timers/promises';
import { CliError, ServiceError } from '../../errors.js';
import type { Submission, Task, TransferOperations } from '../../services/transfer.js';
import type { Notices, SubmissionRecords } from '../../tools.js';
import { visible } from '../../visible.js';
import type { TaskDocument } from './task-options.js';

type Records = Pick<SubmissionRecords, 'sentUnder' | 'keepSent'>;

/**
 * What was sent with a submission id that somebody chose, so that its second use can be told from other work. Each try keeps a line
 * before it is sent, and one for what became of it.
 */
export class SentBefore {
  private readonly digest: string;
  private readonly mine = randomUUID();
  private isSentAgain = false;
  constructor(
    private readonly document: TaskDocument,
    private readonly id: string,
    private readonly records: Records,
  ) {
    this.digest = digestOf(document);
  }

  /** Before it is sent, or where nobody knows whether it was. */
  async keep(): Promise<void> {
    await this.add('sent');
  }

  /** A try went unanswered: "used already" may be of that one. */
  sentAgain(): void {
    this.isSentAgain = true;
  }

  /** The service has this, and nothing else. */
  accepted = (): Promise<void> => this.add('accepted');
  /** The service has not got this. */
  refused = (): Promise<void> => this.add('refused');

  private add(what: Became): Promise<void> {
    return this.records.keepSent(this.id, `${what} ${this.mine} ${this.digest}`);
  }

  /**
   * Says that the id stood for a task already, so that nothing new is under way: a second try of the same work is as good as done,
   * and any other work is not done at all. CliError where the task, or what is kept here, tells that it is other work.
   */
  async tellUsed(
    { task_id: id, submission_id }: Submission,
    transfer: Pick<TransferOperations, 'getTask'>,
    notices: Pick<Notices, 'warn'>,
  ): Promise<void> {
    const used = `This submission id was used already: nothing new was submitted; this is task ${visible(id)}.`;
    const { differs, isKnown } = await this.compared(await taskOf(id, transfer));
    // where nobody here knows for what, this try is not to be taken for it either, unless the service may have got it before
    const isPerhapsMine = this.isSentAgain && differs === undefined;
    if (!isKnown && !isPerhapsMine) await this.refused();
    if (differs === undefined) return notices.warn(used);
    throw new CliError(`${used} ${differs}`, {
      hint: 'Get a new id for other work: globus task generate-submission-id',
      data: { task_id: id, submission_id },
    });
  }

  private async compared(
    task: Task | undefined,
  ): Promise<{ readonly differs?: string | undefined; readonly isKnown: boolean }> {
    const { accepted, others } = await this.triesOfOthers();
    // a label may have been changed since
    if (accepted === this.digest) return { isKnown: true };
    const differs = differenceOf(this.document, task);
    if (differs !== undefined) return { differs: `That task does other work: ${differs}.`, isKnown: false };
    const isSame = (digest: string) => digest === this.digest;
    if (accepted === undefined && others.length && others.every(isSame)) return { isKnown: true };
    // a task does not tell its paths and options
    if (accepted !== undefined)
      return { differs: 'That task does other work: its paths or options are different.', isKnown: false };
    // of several tries nobody knows which one it is of
    return {
      differs: others.length ? 'It may be other work, which was sent with this id, too.' : undefined,
      isKnown: false,
    };
  }

  /** Read again: others may send something at the same time, and then the one that is accepted says so in a moment. */
  private async triesOfOthers(): Promise<{
    readonly accepted: string | undefined;
    readonly others: readonly string[];
  }> {
    for (let looks = 1; ; looks++) {
      const { accepted, open } = readTries(await this.records.sentUnder(this.id));
      const others = open.filter(({ nonce }) => nonce !== this.mine).map(({ digest }) => digest);
      if (accepted !== undefined || looks === 20 || others.every((digest) => digest === this.digest))
        return { accepted, others };
      await delay(100);
    }
  }
}

type Became = 'sent' | 'accepted' | 'refused';
interface Try {
  readonly nonce: string;
  readonly digest: string;
}

/** What the service took last, and what it may have taken: sent, with nothing known of it. */
function readTries(lines: readonly string[]): { readonly accepted: string | undefined; readonly open: readonly Try[] } {
  const open = new Map<string, Try>();
  let accepted: string | undefined;
  for (const line of lines) {
    const [became, nonce = '', digest = ''] = line.split(' ');
    if (became === 'sent') open.set(nonce, { nonce, digest });
    else open.delete(nonce);
    if (became === 'accepted') accepted = digest;
  }
  return { accepted, open: [...open.values()] };
}

/** Of what is to be done: not of when it is to end, nor of who is told. */
function digestOf(document: TaskDocument): string {
  const work = Object.entries(document).filter(([key]) => key !== 'deadline' && !key.startsWith('notify_'));
  return createHash('sha256').update(JSON.stringify(work)).digest('base64url');
}

/** The task; undefined where it is not shown, or is not there any more. */
async function taskOf(id: string, transfer: Pick<TransferOperations, 'getTask'>): Promise<Task | undefined> {
  try {
    return await transfer.getTask(id);
  } catch (error) {
    if (error instanceof ServiceError) return undefined;
    throw error;
  }
}

function differenceOf(asked: TaskDocument, task: Task | undefined): string | undefined {
  if (!task) return undefined;
  const isTransfer = asked.DATA_TYPE === 'transfer';
  if (isTransfer !== (task.type === 'TRANSFER')) return isTransfer ? 'it deletes' : 'it is a transfer';
  const source = isTransfer ? asked.source_endpoint : asked.endpoint;
  if (isOther(source, task.source_endpoint_id)) return 'it is of another collection';
  if (isTransfer && isOther(asked.destination_endpoint, task.destination_endpoint_id))
    return 'it goes to another collection';
  const [wanted, had] = [asked.label, task.label].map((label) => label?.trim() ?? '');
  return wanted === had ? undefined : `its label is ${had ? `'${visible(had)}'` : 'empty'}`;
}

/** Whether a task has another collection than was asked for, where both are known. */
const isOther = (asked: string | undefined, had: string | null | undefined): boolean =>
  typeof asked === 'string' && typeof had === 'string' && asked.toLowerCase() !== had.toLowerCase();
