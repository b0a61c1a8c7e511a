import {
  CliError,
  incomplete,
  type Input,
  message,
  onScreen,
  param,
  sentence,
  table,
  UsageError,
  type View,
} from '#command';
import type { BatchDocument } from '#globus/groups/batch';
import { doneIn } from '#globus/groups/membership';
import type { MembershipAction, MembershipOutcome } from '#services/groups';
import { outcomeView } from '../_membership.js';

export const user = param.text({
  summary: 'Who, by username or identity id',
  names: ['USER'],
  metavar: 'USER',
  optional: true,
});
/** A file of people, instead of one. */
export const bulk = {
  from: param.file({ summary: 'Do it for everybody in this CSV file (user[,role]); - is standard input' }),
  dryRun: param.switch({ summary: 'With --from: check the file and print what would be done' }),
};
export const bulkDescription =
  'With --from, a CSV file names many people: one per line, as `user` or `user,role`, or in columns under a heading with these names. ' +
  'If a line cannot be read, the whole file is refused. People who do not exist are left out. The others are sent in requests of a hundred, and a ' +
  'table shows the result for each of them. The exit code is 1 if it failed for some.';

interface Typed {
  readonly args: { readonly user: string | undefined };
  readonly flags: { readonly from: string | undefined; readonly dryRun: boolean };
}
/** Either one person or a file of them. */
export function oneOrMany({ args, flags }: Typed): string | undefined {
  if (args.user !== undefined && flags.from !== undefined) return 'Give either a USER or --from, not both.';
  if (args.user === undefined && flags.from === undefined) return 'Missing argument USER (or --from FILE for many).';
  return flags.dryRun && flags.from === undefined ? '--dry-run also needs --from.' : undefined;
}
/** The one person; `oneOrMany` saw to it that there is one. */
export function oneOf({ user: typed }: Typed['args']): string {
  if (typed === undefined) throw new UsageError('Give a USER.');
  return typed;
}

const batchView = table(
  (document: BatchDocument) => document.results,
  { Line: 'line', User: 'user', 'Identity ID': 'identity_id', Role: 'role', Result: 'result', Detail: 'detail' },
  // why it failed is what a person looks for
  {
    screen: {
      Username: 'user',
      Result: 'result',
      Detail: 'detail',
      Role: 'role',
      Line: 'line',
      'Identity ID': 'identity_id',
    },
  },
);
/** The document of a file of people; incomplete, exit 1, where it was not done for all. */
export const completeOrNot = (document: BatchDocument, { dryRun }: { readonly dryRun: boolean }) =>
  document.failed
    ? incomplete(
        document,
        new CliError(
          `${document.failed} of ${document.results.length} lines ${dryRun ? 'cannot be used' : 'failed'}; the result of each is in the output.`,
        ),
      )
    : document;

/** `Added User ID` and so on for one (a sentence on a terminal), a table for many. */
export const memberOutcome =
  (action: MembershipAction, done: string) =>
  // eslint-disable-next-line @typescript-eslint/no-explicit-any -- the document is of one type with --from, of another without
  ({ flags }: Pick<Input<any, any>, 'flags'>): View<any> =>
    flags['from'] === undefined
      ? onScreen(
          message((outcome: MembershipOutcome) =>
            doneIn(outcome, action)
              .map(({ username, identity_id: id }) => sentence`${done} ${username ?? id}.`)
              .join('\n'),
          ),
          outcomeView(action, { id: `${done} User ID`, username: `${done} User Username` }),
        )
      : batchView;
