import { list, onScreen, record, sentence, summary } from '#command';
import type { GcsEndpoint } from '#services/gcs';

/** The level, with its two numbers where they are the administrator's own. */
const level = (row: GcsEndpoint, preferred: number | undefined, max: number | undefined) =>
  row.network_use === 'custom' ? sentence`custom (Preferred: ${preferred}, Max: ${max})` : row.network_use;

const parts = (...texts: readonly (string | null | false | undefined)[]) => texts.filter(Boolean).join(' · ');
/** An endpoint in a few lines; all of it with `-v`. */
const inLines = summary((row: GcsEndpoint) => [
  [{ text: row.display_name, as: 'strong' }, `  ${parts('server', row.public === false && 'private')}`],
  parts(row.organization, row.department),
  row.description,
  parts(row.contact_email, row.contact_info, row.info_link),
  parts(row.network_use && `network use ${row.network_use}`, row.subscription_id && 'under a subscription'),
  [{ text: row.id, as: 'dim' }],
  [`Its collections:  `, { text: `globus gcs collection list ${row.id}`, as: 'command' }],
]);
const fields = record<GcsEndpoint>({
  'Endpoint ID': 'id',
  'Display Name': 'display_name',
  'Allow UDT': 'allow_udt',
  'Contact Email': 'contact_email',
  'Contact Info': 'contact_info',
  Department: 'department',
  Description: 'description',
  'Earliest Last Access': 'earliest_last_access',
  'GCS Manager URL': 'gcs_manager_url',
  'GridFTP Control Channel Port': 'gridftp_control_channel_port',
  'Info Link': 'info_link',
  Keywords: list('keywords'),
  'Network Use': 'network_use',
  'Network Use (Concurrency)': (row) => level(row, row.preferred_concurrency, row.max_concurrency),
  'Network Use (Parallelism)': (row) => level(row, row.preferred_parallelism, row.max_parallelism),
  Organization: 'organization',
  Public: 'public',
  'Subscription ID': 'subscription_id',
});
/** An endpoint as its own manager knows it. */
export const endpointView = onScreen(inLines, fields);
