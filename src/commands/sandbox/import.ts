import { command, exclusive, message, oneOf, param, visible } from '#command';
import { counted, folderHere, where } from './_sandbox.js';

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
  summary: 'Replace what is in the sandbox by an export or a record.',
  description:
    'Logins that were good when it was exported are good again; those of now are not. A record holds less than an export: people, groups, collections with the folders that were listed, indexes, flows and ended tasks are made as far as it goes, and stderr says what is left out.',
  examples: [
    { title: 'Go back to a state', line: 'globus sandbox import ./before-the-lesson --yes' },
    { title: 'Make a world of a record', line: 'globus sandbox import --from-record trouble.jsonl --yes' },
  ],
  needs: ['sandbox', 'host', 'notices'],
  args: {
    folder: param.text({
      summary: 'A folder that `globus sandbox export` wrote',
      metavar: 'FOLDER',
      optional: true,
    }),
  },
  flags: {
    ...where,
    fromRecord: param.text({ summary: 'Make it of a file that `globus sandbox record` wrote', metavar: 'FILE' }),
  },
  rules: [exclusive('folder', 'fromRecord'), oneOf('folder', 'fromRecord')],
  losing: { what: () => ({ question: 'Replace everything in the sandbox, its collections too?' }) },
  output: message((done: Imported) =>
    done.made ? `The sandbox is made of the record (${told(done)}).` : 'The sandbox is as it was exported.',
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
