import { list, record, sentence } from '#command';
import type { GcsEndpoint } from '#services/gcs';

/** The level, with its two numbers where they are the administrator's own. */
const level = (row: GcsEndpoint, preferred: number | undefined, max: number | undefined) =>
  row.network_use === 'custom' ? sentence`custom (Preferred: ${preferred}, Max: ${max})` : row.network_use;

export const endpointView = record<GcsEndpoint>({
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
