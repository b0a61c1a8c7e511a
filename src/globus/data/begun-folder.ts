import { createHash } from 'node:crypto';
import { CliError } from '../../errors.js';
import type { SubmissionRecords } from '../../tools.js';
import { begunGroup, endGroup } from '../transfer/kept-group.js';
import { visible } from '../../visible.js';
import type { Entry } from './entries.js';
import type { Place } from './place.js';

type Records = Pick<SubmissionRecords, 'read' | 'hold'>;
const keyOf = (place: Place) => (place.at === 'local' ? place.path : [place.endpoint.id, place.path]);

/**
 * A folder that is copied over HTTPS to a new name. Once it has begun, the same line would find the folder that it made, and copy into it:
 * a record keeps that it made it, until all of it is there.
 */
export class BegunFolder {
  private readonly name: string;
  /** `what` is what else makes a copy the same one. */
  constructor(
    source: Place,
    destination: Place,
    what: unknown,
    private readonly records: Records,
  ) {
    const whole = JSON.stringify(['https', keyOf(source), keyOf(destination), what]);
    this.name = `copy-${createHash('sha256').update(whole).digest('hex').slice(0, 12)}`;
  }

  /** Whether an earlier run made the folder, and did not come to its end. */
  async isBegun(): Promise<boolean> {
    return (await begunGroup(this.name, this.records)) !== undefined;
  }

  /** Before the first of it is written; false where no record can be kept, which keeps nobody from copying. */
  async begin(): Promise<boolean> {
    const group = { group: this.name, digest: '', parts: [], isNewFolder: true };
    try {
      await this.records.hold(this.name, (record) => Promise.resolve(record.write(JSON.stringify(group))));
      return true;
    } catch (error) {
      if (error instanceof CliError) return false;
      throw error;
    }
  }

  /** All of it is there: the same line is new work. */
  async end(): Promise<void> {
    const group = await begunGroup(this.name, this.records);
    if (group) await endGroup(group, this.records);
  }
}

/**
 * Of a copy to a new folder that is gone on with: what the earlier run copied, and is another by now. One that is older than what is to come
 * was replaced at the source; any other may be somebody's work at the destination, which nothing else has. CliError there.
 */
export function demandOlder(there: Entry | undefined, entry: Entry): void {
  if (there?.type !== 'file' || there.modified === undefined || entry.modified === undefined) return;
  if (there.modified < entry.modified) return;
  throw differs(`${visible(entry.relative)} is not copied: the one at the destination`, ', and is no older');
}

/**
 * The same of a move, which leaves nothing at the source: whichever is older may be the last of its kind, as where another folder has the name
 * of the one that was moved. CliError where there is any.
 */
export function demandNone(there: Entry | undefined, entry: Entry): void {
  if (there?.type === 'file') throw differs(`${visible(entry.relative)} is not moved: the one at the destination`, '');
}

const differs = (which: string, more: string) =>
  new CliError(`${which} has something else in it${more}.`, {
    hint: 'Rename or remove the one that you do not want, and run the same line again.',
  });
