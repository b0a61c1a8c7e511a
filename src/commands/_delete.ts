import { takesEverything } from '#globus/transfer/delete-document';

interface Deletion {
  readonly args: { readonly target: { readonly path: string | null } };
  readonly flags: {
    readonly enableGlobs: boolean | undefined;
    readonly starSilent: boolean;
    readonly dryRun: boolean;
  };
}

/** The question before a pattern takes all that a folder holds. */
export const starQuestion = ({ args, flags }: Deletion): string | undefined =>
  flags.enableGlobs && takesEverything(args.target.path ?? '') && !flags.starSilent && !flags.dryRun
    ? `Delete everything that '${args.target.path}' matches?`
    : undefined;
