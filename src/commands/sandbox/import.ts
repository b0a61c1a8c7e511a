import { command, exclusive, message, oneOf, visible } from '#command';
import { counted, file, folder, folderHere, where } from './_sandbox.js';

interface Imported {
  /** Of a record: how many things of each kind there are now. */
  readonly made?: Readonly<Record<string, number>>;
  readonly left_out?: readonly string[];
}

const told = ({ made = {} }: Imported): string =>
  Object.entries(made)
    .filter(([, count]) => count > 0)
    .map(([kind, count]) => `${kind}: ${count}`)
    .join(', ');

export default command({
  summary: 'Replace what a sandbox holds with an export or recording.',
  description:
    'Logins that were valid at the time of the export are valid again; current logins are not. A recording contains less than an export: it restores people, groups, collections with the folders that were listed, indexes, flows and ended tasks, and stderr says what is left out.',
  examples: [
    { title: 'Go back to a state', line: 'globus sandbox import ./before-the-lesson --yes' },
    { title: 'Make a sandbox from a recording', line: 'globus sandbox import --from-record trouble.jsonl --yes' },
  ],
  needs: ['sandbox', 'host', 'notices'],
  args: {
    folder: folder({ summary: 'A folder that `globus sandbox export` wrote', optional: true }),
  },
  flags: {
    ...where,
    fromRecord: file({ summary: 'Use a file that `globus sandbox record` wrote' }),
  },
  rules: [exclusive('folder', 'fromRecord'), oneOf('folder', 'fromRecord')],
  losing: { what: () => ({ question: 'Replace everything in the sandbox, its collections too?' }) },
  output: message((done: Imported) =>
    done.made ? `The sandbox is made from the recording (${told(done)}).` : 'The sandbox is as it was exported.',
  ),
  run: async ({ args, flags, sandbox, host, notices }) => {
    const at = await sandbox.running(flags.dir);
    const { fromRecord } = flags;
    if (fromRecord === undefined)
      return sandbox.ask<Imported>(at, 'POST', 'import', { folder: folderHere(host, args.folder ?? '') });
    const done = await sandbox.ask<Imported>(at, 'POST', 'import-record', { file: folderHere(host, fromRecord) });
    const left = done.left_out ?? [];
    if (left.length > 0)
      notices.info(
        `${counted(left.length, 'thing is', 'things are')} left out:\n${left.map((each) => `  ${visible(each)}`).join('\n')}`,
      );
    return done;
  },
});
