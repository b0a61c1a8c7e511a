import { type NameRow, table } from '#command';

export const nameTable = table((rows: readonly NameRow[]) => rows, {
  Kind: 'kind',
  Name: 'name',
  ID: 'id',
  Path: 'path',
  Kept: 'kept_at',
});
