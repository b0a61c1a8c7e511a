import { type NameRow, table } from '#command';

export const nameTable = table(
  (rows: readonly NameRow[]) => rows,
  { Kind: 'kind', Name: 'name', ID: 'id', Path: 'path', Kept: 'kept_at' },
  {
    screen: {
      Name: 'name',
      Kind: (row) => row.kind.replace(/[A-Z]/g, (letter) => ` ${letter.toLowerCase()}`),
      Path: 'path',
      Kept: 'kept_at',
      ID: 'id',
    },
  },
);
