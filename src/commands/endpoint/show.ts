import { choice, command, onScreen, param, record, WrongTypeError, things } from '#command';
import { describeKind } from '#globus/collections/kinds';
import type { Endpoint } from '#services/transfer';
import { endpointSummary } from '../_collection-screen.js';
import { domain } from './_columns.js';

const common = {
  'Display Name': (row: Endpoint) => row.display_name ?? row.canonical_name,
  ID: 'id',
  Owner: 'owner_string',
  Domain: domain,
  Description: 'description',
  Shareable: 'shareable',
  Keywords: 'keywords',
  'Endpoint Info Link': 'info_link',
  'Contact E-mail': 'contact_email',
  Organization: 'organization',
  Department: 'department',
  'Other Contact Info': 'contact_info',
  Visibility: 'public',
  'Default Directory': 'default_directory',
  'Force Encryption': 'force_encryption',
  'Managed Endpoint': (row: Endpoint) => Boolean(row.subscription_id),
  'Subscription ID': 'subscription_id',
  'Legacy Name': 'canonical_name',
  'Local User Info Available': 'local_user_info_available',
} as const;

const server = record<Endpoint>(common);
const personal = record<Endpoint>({
  ...common,
  'GCP Connected': 'gcp_connected',
  'GCP Paused (macOS only)': 'gcp_paused',
});

export default command({
  summary: 'Show a collection or an endpoint.',
  examples: [{ title: 'Show a collection', line: "globus endpoint show 'Lab data'" }],
  needs: ['transfer'],
  args: { endpointId: things.collection({ summary: 'The collection or endpoint' }) },
  flags: { skipEndpointTypeCheck: param.switch({ summary: 'Show it, whatever kind it is', hidden: true }) },
  output: onScreen(
    endpointSummary,
    choice((endpoint: Endpoint) =>
      endpoint.is_globus_connect || endpoint.entity_type?.startsWith('GCP_mapped') ? personal : server,
    ),
  ),
  run: async ({ args, flags, transfer, isOnScreen }) => {
    const endpoint = await transfer.getEndpoint(args.endpointId);
    const kind = endpoint.entity_type;
    const mapped: Readonly<Record<string, string>> = {
      GCSv5_mapped_collection: 'globus gcs collection show',
      GCSv5_guest_collection: 'globus gcs collection show',
    };
    const better = kind && mapped[kind];
    // a person wants to see it, whatever it is; a script has to know that the document is another
    if (better && !flags.skipEndpointTypeCheck && !isOnScreen) {
      throw new WrongTypeError(
        `${args.endpointId} is ${describeKind(kind)}; 'globus endpoint show' is for other kinds.`,
        {
          hint: `Run instead:\n\n  ${better} ${args.endpointId}`,
          data: { found: kind },
        },
      );
    }
    return endpoint;
  },
});
