import { holder, param, record, records, rowsTable, type View } from '#command';
import type { GcsRole, Result } from '#services/gcs';

const columns = { ID: 'id', Role: 'role', Principal: holder<GcsRole>('principal') } as const;

/** One role. */
export const roleView = record<GcsRole>(columns);
export const roleTable = rowsTable<GcsRole>(columns);
/** Roles one below the other, as collections list them. */
export const roleRecords: View<Result<GcsRole>> = records((result: Result<GcsRole>) => result.data ?? [], columns);

export const allRoles = param.switch({ summary: 'All roles, not only those you hold (for administrators)' });
export const principalArg = param.text({
  summary: 'Whose role: a username, an id, group:NAME or a URN',
  names: ['PRINCIPAL'],
});
export const principalType = param.choice(['identity', 'group'], {
  summary: 'What PRINCIPAL is, if its form does not say',
});
export const roleBody = (role: string, urn: string, collection?: string) => ({
  DATA_TYPE: 'role#1.0.0',
  principal: urn,
  role,
  ...(collection !== undefined && { collection }),
});
