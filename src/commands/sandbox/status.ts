import { command, record } from '#command';
import type { SandboxInfo } from '#command';
import { where } from './_sandbox.js';

interface Health {
  readonly status: string;
  readonly time: string;
  readonly services: readonly string[];
}

export default command({
  summary: 'Show the running sandbox.',
  examples: [{ title: 'Show it', line: 'globus sandbox status' }],
  needs: ['sandbox'],
  flags: where,
  output: record<SandboxInfo & Health>({
    Status: 'status',
    Address: 'url',
    Page: 'page',
    Folder: 'dir',
    'Process ID': 'pid',
    'Its Time': 'time',
    Services: (info) => info.services.join(', '),
  }),
  run: async ({ flags, sandbox }) => {
    const info = await sandbox.running(flags.dir);
    return { ...info, ...(await sandbox.ask<Health>(info, 'GET', 'health')) };
  },
});
