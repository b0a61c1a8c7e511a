import { command, localTime, onScreen, record, sections, table } from '#command';
import type { LoginStatus, ServiceLogin } from '#command';
import { statusSummary, tokensScreen, withNames } from './_screen.js';

const about = record<LoginStatus>({
  'Logged In': 'logged_in',
  Username: 'username',
  'Identity ID': 'identity_id',
  'Acts By': 'mode',
  Profile: (status) => status.profile ?? 'default',
  Environment: ({ sandbox, environment }) => (sandbox === null ? environment : `a sandbox, ${sandbox}`),
  'Client ID': 'client_id',
  'Tokens In': 'store.where',
});
const services = table((status: LoginStatus) => status.services, {
  Service: 'service',
  'Token Expires': (row: ServiceLogin) => localTime(row.expires_at),
  'Auto-Renews': (row: ServiceLogin) => (row.refreshable ? 'yes' : 'no'),
  'Expires If Unused': (row: ServiceLogin) => (row.refresh_unused_until ? localTime(row.refresh_unused_until) : 'None'),
});

export default command({
  summary: 'Show who is logged in, and when the tokens expire.',
  description:
    'Contacts no service. With -F json it gives all that a monitoring job needs: each expiry in seconds and as a time in UTC.',
  examples: [
    { title: 'Show the login', line: 'globus auth status' },
    {
      title: 'Seconds until the Transfer token ends',
      line: 'globus auth status --jq "services[?service==\'transfer\'].expires_in_seconds"',
    },
  ],
  needs: ['session', 'names'],
  output: onScreen(sections(statusSummary, tokensScreen), sections(about, services)),
  run: async ({ session, names, isOnScreen }) => {
    const status = await session.status();
    return isOnScreen ? withNames(status, names.list()) : status;
  },
});
