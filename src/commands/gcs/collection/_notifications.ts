import { jsonOrFile, param, type ParseContext, UsageError } from '#command';

const uses = ['source', 'destination'] as const;
// Transfer, which has the same for Globus Connect Personal, writes them in capitals.
const outcomes = ['succeeded', 'failed'] as const;

/** When a guest collection's administrators get mail about transfers. */
export interface NotificationPolicy {
  readonly status: readonly string[];
  readonly transfer_use: readonly string[];
}

/**
 * `all`, `none`, or a comma list of source, destination, succeeded and failed; where only one of the two is said, the
 * other is everything. The document itself is taken, too.
 */
export const activityNotifications = param.custom(
  (raw, context): NotificationPolicy | Promise<NotificationPolicy> => {
    if (raw.trimStart().startsWith('{'))
      return jsonOrFile(raw, context).then((document) => asPolicy(document, context));
    const words = raw
      .toLowerCase()
      .split(',')
      .map((word) => word.trim())
      .filter(Boolean);
    if (words.includes('all') && words.length === 1) return { status: outcomes, transfer_use: uses };
    if (!words.length || (words.includes('none') && words.length === 1)) return { status: [], transfer_use: [] };
    const status = outcomes.filter((each) => words.includes(each));
    const transferUse = uses.filter((each) => words.includes(each));
    if (status.length + transferUse.length < new Set(words).size) {
      throw new UsageError(
        `Invalid value for ${context.name}: '${raw}' is not 'all', 'none', or a list of source, destination, succeeded, failed.`,
      );
    }
    return { status: status.length ? status : outcomes, transfer_use: transferUse.length ? transferUse : uses };
  },
  { metavar: 'all|none|WORD,...' },
);

function asPolicy(document: unknown, { name }: ParseContext): NotificationPolicy {
  const { status, transfer_use } = document as Partial<NotificationPolicy>;
  if (Array.isArray(status) && Array.isArray(transfer_use))
    return { status: status.map(lowerCase), transfer_use: transfer_use.map(lowerCase) };
  throw new UsageError(`Invalid value for ${name}: the document needs the lists 'status' and 'transfer_use'.`);
}

const lowerCase = (word: unknown) => String(word).toLowerCase();
