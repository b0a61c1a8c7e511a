import { onScreen, param, principal, record, sortedList, owned } from '#command';
import type { IndexRole, SearchIndex } from '#services/search';
import { indexSummary } from './_screen.js';

const brief = { 'Index ID': 'id', 'Display Name': 'display_name', Status: 'status' } as const;
export const indexColumns = {
  ...brief,
  Permissions: sortedList((index: SearchIndex) => index.permissions ?? []),
} as const;
export const indexDetail = onScreen<SearchIndex>(indexSummary, record<SearchIndex>(brief));
export const indexFull = record<SearchIndex>({
  ...indexColumns,
  Description: 'description',
  'Creation Date': 'creation_date',
  Trial: 'is_trial',
  'Subscription ID': 'subscription_id',
  Subjects: 'num_subjects',
  Entries: 'num_entries',
  'Size (MB)': 'size_in_mb',
  'Maximum Size (MB)': 'max_size_in_mb',
});

const holder = { Principal: principal<IndexRole>('principal') } as const;
export const roleColumns = { ID: 'id', Role: 'role_name', ...holder } as const;
export const roleDetail = record<IndexRole>({
  'Index ID': 'index_id',
  'Role ID': 'id',
  'Role Name': 'role_name',
  ...holder,
});
export const roleId = owned(param.text({ summary: 'The role' }), 'indexRole', 'indexId');
