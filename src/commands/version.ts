import { command, record } from '#command';

interface Version {
  readonly version: string;
  readonly node: string;
  readonly platform: string;
  readonly executable: string;
}
const short = { 'Installed version': 'version' } as const;

export default command({
  summary: 'Show which version this is.',
  description:
    'Contacts no service. With -v, it also shows what it runs on and where it is installed: put that into a bug report.',
  examples: [
    { title: 'Show the version', line: 'globus version' },
    { title: 'Show what a bug report needs', line: 'globus version -v' },
  ],
  needs: ['host'],
  output: ({ verbose }) =>
    record<Version>(
      verbose ? { ...short, 'Node.js': 'node', Platform: 'platform', 'Installed at': 'executable' } : short,
    ),
  run: ({ host }): Version => ({
    version: host.version,
    node: host.nodeVersion,
    platform: host.platform,
    executable: host.executable,
  }),
});
