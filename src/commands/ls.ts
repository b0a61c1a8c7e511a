import {
  command,
  endpointMaybePath,
  exclusive,
  firstOf,
  kind,
  lines,
  listing,
  optionalLimit,
  param,
  rowsTable,
  sentence,
  UsageError,
} from '#command';
import { listFolder, listTree } from '#globus/transfer/folder';
import type { FileEntry } from '#services/transfer';

type Row = FileEntry & { readonly relative?: string };
const shown = (row: Row) => sentence`${row.relative ?? row.name}${row.type === 'dir' ? '/' : ''}`;

const names = lines((row: Row) => shown(row), 'Filename');
const long = rowsTable<Row>(
  {
    Permissions: 'permissions',
    User: 'user',
    Group: 'group',
    Size: 'size',
    'Last Modified': 'last_modified',
    'File Type': 'type',
    Filename: shown,
  },
  {
    Name: kind<Row>('name', shown),
    Size: kind<Row>('size', (row) => (row.type === 'dir' ? null : row.size)),
    Modified: 'last_modified',
    Permissions: 'permissions',
    User: 'user',
    Group: 'group',
  },
);

const fields = ['group', 'last_modified', 'name', 'permissions', 'size', 'type', 'user'];
const orderBy = param.custom(
  (raw, { name }) => {
    const [field = '', direction = ''] = raw.toLowerCase().split(':');
    if (!fields.includes(field) || !['asc', 'desc'].includes(direction)) {
      throw new UsageError(
        `Invalid value for ${name}: '${raw}' is not FIELD:ASC or FIELD:DESC, with FIELD one of ${fields.join(', ')}.`,
      );
    }
    return `${field} ${direction.toUpperCase()}`;
  },
  { metavar: `[${fields.join('|')}]:[ASC|DESC]` },
);

const namePattern = param.custom(
  (raw, { name }) => {
    // a filter of the service is field:pattern/field:pattern, and no name has a slash
    if (raw.includes('/')) throw new UsageError(`Invalid value for ${name}: '${raw}' has a '/', which no name has.`);
    return raw;
  },
  { metavar: 'FILTER_PATTERN' },
);

export default command({
  summary: 'List a folder on a collection.',
  description:
    "Without a path, the collection's default folder is listed. With --recursive, many folders are listed at a time, and rows are " +
    'printed as they come; if --recursive-depth-limit left folders unopened, a warning on stderr says so. A folder that ' +
    'cannot be opened is named on stderr, the others are listed, and the exit code is 1.',
  examples: [
    { title: 'List a folder with sizes and dates', line: 'globus ls -l @data' },
    {
      title: 'Find every text file below it',
      line: "globus ls -r --recursive-depth-limit 100 --filter '~*.txt' @data",
    },
  ],
  needs: ['transfer', 'notices', 'clock'],
  args: { target: endpointMaybePath({ summary: 'What to list', names: ['ENDPOINT_ID[:PATH]'] }) },
  flags: {
    all: param.switch({ summary: 'Show names that start with a dot, too', names: ['--all', '-a'] }),
    long: param.switch({ summary: 'Show permissions, owner, size and date', names: ['--long', '-l'] }),
    orderby: orderBy({ summary: 'Sort by this field', multiple: true }),
    filter: namePattern({
      summary: "Only names like this: 'exact', '~*.txt', '!exact' or '!~*.txt'",
    }),
    recursive: param.switch({ summary: 'List the folders below it, too', names: ['--recursive', '-r'] }),
    recursiveDepthLimit: param.integer({ summary: 'How many levels down --recursive goes', min: 0, default: 3 }),
    localUser: param.text({ summary: 'The local account to use' }),
    limit: optionalLimit,
  },
  rules: [exclusive('recursive', 'orderby')],
  nothing: ({ flags }) => (flags.filter === undefined ? 'The folder is empty.' : 'Nothing matches.'),
  output: ({ flags }) => (flags.long ? long : names),
  run: async ({ args, flags, transfer, ...tools }) => {
    const { endpoint, path } = args.target;
    const options = { showHidden: flags.all, localUser: flags.localUser, filter: flags.filter };
    const found = flags.recursive
      ? await listTree(transfer, endpoint, path, { ...options, depthLimit: flags.recursiveDepthLimit }, tools)
      : await listFolder(transfer, endpoint, path, { ...options, orderBy: flags.orderby });
    return listing(firstOf(found.rows, flags.limit), found.document, found.after);
  },
});
