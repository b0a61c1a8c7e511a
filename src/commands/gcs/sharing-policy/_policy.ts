import { jsonText, list, param, record, rowsTable, owned } from '#command';
import type { SharingPolicy } from '#services/gcs';

export const sharingPolicyId = owned(param.uuid({ summary: 'The sharing policy' }), 'sharingPolicy', 'endpointId');
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
