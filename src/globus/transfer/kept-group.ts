import type { SubmissionRecords } from '../../tools.js';
import { type GroupTask, type GroupTools, submissionIds, submitParts } from './group.js';
import { type Group, readGroup } from './group-record.js';
import { type Parts, textOf } from './parts.js';

/** What was begun under this name and is not over; undefined where there is nothing. */
export async function begunGroup(name: string, records: Pick<SubmissionRecords, 'read'>): Promise<Group | undefined> {
  const group = readGroup(name, await records.read(name));
  return group?.isOver ? undefined : group;
}

/** What of a copy the record keeps, beside its parts. */
export type About = Pick<Group, 'isNewFolder' | 'wasMade'>;

/**
 * Submits parts that cannot be read again as they were: the record keeps them until the service has them. Without parts, those that the
 * record has. Running it again after any failure submits each once; what is over makes room for something new.
 */
export async function submitKept(
  name: string,
  document: GroupTask,
  parts: (Parts & { readonly about: About }) | undefined,
  { transfer, records }: GroupTools,
): Promise<Group> {
  return records.hold(name, async (record) => {
    let group = readGroup(name, record.read());
    if (parts && (!group || group.isOver || group.isWaited)) {
      const ids = await submissionIds(parts.parts.length, 'The transfer', transfer);
      const kept = parts.parts.map(({ items, packed }, i) => ({
        submission_id: ids[i] as string,
        items,
        kept: packed.toString('base64'),
      }));
      group = { group: name, digest: parts.digest, parts: kept, ...parts.about };
      record.write(JSON.stringify(group));
    }
    if (!group) throw new TypeError(`nothing was submitted as '${name}'`);
    const begun = group;
    const itemsOf = (i: number) => textOf({ packed: Buffer.from(begun.parts[i]?.kept ?? '', 'base64') });
    return submitParts(begun, itemsOf, [], { document, record, transfer });
  });
}

/** Writes down that nobody waits for this group any more: it is over, or what it is a part of goes on without it. */
export const endGroup = (
  group: Group,
  records: Pick<SubmissionRecords, 'hold'>,
  end: 'isOver' | 'isWaited' = 'isOver',
): Promise<void> =>
  records.hold(group.group, (record) => {
    record.write(JSON.stringify({ ...group, [end]: true } satisfies Group));
    return Promise.resolve();
  });
