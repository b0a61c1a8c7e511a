import { type Input, message, param, UsageError, type View } from '#command';
import type { MembershipAction, MembershipOutcome } from '#services/groups';
import { outcomeView } from '../_membership.js';
import { batchView, from } from './_batch.js';

export const user = param.text({
  summary: 'Who, by username or identity id',
  names: ['USER'],
  metavar: 'USER',
  optional: true,
});
export const bulk = {
  from,
  dryRun: param.switch({ summary: 'With --from: check the file and print what would be done' }),
};
export const bulkDescription =
  'With --from, a CSV file names many people: a line each, `user` or `user,role`, or columns of these names under a heading. ' +
  'Every line is checked before anything is sent, the people go out a hundred in a request, and a table says what became of each; ' +
  'the exit code is 1 where it failed for some.';

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

/** `Added User ID` and so on for one, a table for many. */
export const memberOutcome =
  (action: MembershipAction, done: string) =>
  // eslint-disable-next-line @typescript-eslint/no-explicit-any -- the document is of one type with --from, of another without
  ({ flags }: Pick<Input<any, any>, 'flags'>): View<any> =>
    flags['from'] === undefined
      ? outcomeView(action, { id: `${done} User ID`, username: `${done} User Username` })
      : batchView;
/** The outcome where nothing has to be shown of who it was done for. */
export const said = (text: string) => message((_: MembershipOutcome) => text);
