import { CliError, command, message, param } from '#command';

/**
 * A command that scripts of ten years ago may still call: whatever follows it, it fails with exit code 1 and says what
 * became of it.
 */
export const removed = (name: string, why: string, instead: string) =>
  command({
    summary: 'Removed; shows what to use instead.',
    hidden: true,
    anythingGoes: true,
    examples: [{ title: 'See what replaced it', line: `globus endpoint ${name}` }],
    args: { unknownArg: param.text({ summary: 'Anything', multiple: true, optional: true }) },
    output: message(''),
    run: (): undefined => {
      throw new CliError(`'globus endpoint ${name}' was removed: ${why}`, { hint: instead });
    },
  });
