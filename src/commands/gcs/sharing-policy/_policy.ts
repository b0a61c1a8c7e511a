import { jsonText, list, param, record, rowsTable } from '#command';
import type { SharingPolicy } from '#services/gcs';

export const sharingPolicyId = param.uuid({ summary: 'The sharing policy' });
export const policyTable = rowsTable<SharingPolicy>({
  ID: 'id',
  'Collection ID': 'collection_id',
  Users: list('users'),
  'Path Restrictions': jsonText('sharing_restrict_paths'),
});
export const policyView = record<SharingPolicy>({
  ID: 'id',
  'Collection ID': 'collection_id',
  Users: list('users'),
  'Path Restrictions': jsonText('sharing_restrict_paths'),
});
