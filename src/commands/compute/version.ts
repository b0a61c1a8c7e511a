import { choice, command, message, param, record, showing } from '#command';

type Versions = Readonly<Record<string, string>>;

const one = message((version: string) => version);
const every = record<Versions>({
  API: 'api',
  'Oldest SDK': 'min_sdk_version',
  'Oldest Endpoint': (versions: Versions) => versions['min_endpoint_version'] ?? versions['min_ep_version'],
  Commit: 'git_sha',
});

export default command({
  summary: 'Show the version of the Compute service.',
  examples: [{ title: 'Show it with the oldest clients it takes', line: 'globus compute version --all' }],
  needs: ['compute'],
  flags: { all: param.switch({ summary: 'Also show the oldest versions of SDK and endpoint that it works with' }) },
  output: choice((document: string | Versions) =>
    typeof document === 'string' ? showing(document, one) : showing(document, every),
  ),
  run: ({ flags, compute }) => compute.getVersion(flags.all ? { service: 'all' } : {}),
});
