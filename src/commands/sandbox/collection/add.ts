import { command, param, record } from '#command';
import { folder, folderHere, where } from '../_sandbox.js';
import { columns, type SandboxCollection } from './_collection.js';

export default command({
  summary: 'Serve a folder of this machine as a collection.',
  examples: [
    { title: 'Share a folder with everyone who logs in', line: "globus sandbox collection add 'My data' ./data" },
    { title: 'Share it for reading only', line: "globus sandbox collection add 'My data' ./data --permissions r" },
    {
      title: 'One that needs a data_access consent',
      line: "globus sandbox collection add 'My storage' ./data --kind mapped",
    },
  ],
  needs: ['sandbox', 'host'],
  args: {
    name: param.text({ summary: 'The name of the new collection' }),
    folder: folder({ summary: 'The folder it serves' }),
  },
  flags: {
    ...where,
    kind: param.choice(['shared', 'mapped', 'personal'], {
      summary: 'For everyone, with data_access consent, or for its owner only',
      default: 'shared',
    }),
    permissions: param.choice(['r', 'rw'], { summary: 'What everyone may do with a shared one', default: 'rw' }),
    owner: param.text({ summary: 'Whose it is', metavar: 'USERNAME' }),
    anyFolder: param.switch({ summary: 'Allow it to serve / or the home folder' }),
  },
  output: record<SandboxCollection>(columns),
  run: async ({ args, flags, sandbox, host }) => {
    const { kind, permissions, owner, anyFolder: allow } = flags;
    const document = { display_name: args.name, path: folderHere(host, args.folder), kind, permissions, owner, allow };
    return sandbox.ask<SandboxCollection>(await sandbox.running(flags.dir), 'POST', 'collections', document);
  },
});
