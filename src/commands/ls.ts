import {
  CliError,
  command,
  endpointMaybePath,
  exclusive,
  firstOf,
  lines,
  listing,
  optionalLimit,
  param,
  rowsTable,
  UsageError,
} from '#command';
import type { FileEntry, FileList } from '#services/transfer';
import { type Found, walk } from './_walk.js';

type Row = FileEntry & { readonly relative?: string };
const shown = (row: Row) => `${row.relative ?? row.name}${row.type === 'dir' ? '/' : ''}`;

const names = lines((row: Row) => shown(row));
const long = rowsTable<Row>({
  Permissions: 'permissions',
  User: 'user',
  Group: 'group',
  Size: 'size',
  'Last Modified': 'last_modified',
  'File Type': 'type',
  Filename: shown,
});

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

/** `--filter` as the service writes it: a bare pattern is a name pattern. */
const filterClause = (text: string) => {
  const pattern = /^[~!=]/.test(text) ? text : `~${text}`;
  return `name:${pattern.startsWith('=') ? pattern.slice(1) : pattern}`;
};

export default command({
  summary: 'List a folder on a collection.',
  description:
    "Without a path, the collection's default folder is listed. With --recursive, folders are asked for many at a time and rows are " +
    'printed as they come; a warning on stderr says when --recursive-depth-limit left folders unopened. A folder that ' +
    'cannot be opened is named on stderr, the others are listed, and the exit code is 1.',
  examples: [
    { title: 'List a folder with sizes and dates', line: 'globus ls -l COLLECTION_ID:/data/' },
    {
      title: 'Find every text file below it',
      line: "globus ls -r --recursive-depth-limit 100 --filter '~*.txt' COLLECTION_ID:/data/",
    },
  ],
  needs: ['transfer', 'notices'],
  args: { target: endpointMaybePath({ summary: 'What to list', names: ['ENDPOINT_ID[:PATH]'] }) },
  flags: {
    all: param.switch({ summary: 'Names that start with a dot, too', names: ['--all', '-a'] }),
    long: param.switch({ summary: 'Permissions, owner, size and date', names: ['--long', '-l'] }),
    orderby: orderBy({ summary: 'Sort by this field', multiple: true }),
    filter: param.text({
      summary: "Only names like this: 'exact', '~*.txt', '!exact' or '!~*.txt'",
      metavar: 'FILTER_PATTERN',
    }),
    recursive: param.switch({ summary: 'Folders below it, too', names: ['--recursive', '-r'] }),
    recursiveDepthLimit: param.integer({ summary: 'How many levels down --recursive goes', min: 0, default: 3 }),
    localUser: param.text({ summary: 'The local account to use' }),
    limit: optionalLimit,
  },
  rules: [exclusive('recursive', 'orderby')],
  output: ({ flags }) => (flags.long ? long : names),
  run: async ({ args, flags, transfer, notices }) => {
    const { endpoint, path } = args.target;
    const query = { show_hidden: flags.all ? '1' : '0', local_user: flags.localUser };
    const filter = flags.filter === undefined ? undefined : filterClause(flags.filter);
    if (!flags.recursive) {
      const orderby = flags.orderby.join(',') || undefined;
      const list = await transfer.listDirectory(endpoint, { ...query, path: path ?? undefined, orderby, filter });
      return listing(firstOf(list.DATA as Row[], flags.limit), (rows) => ({ DATA: rows }));
    }
    let cut = 0;
    let refused = 0;
    const first = filter === undefined ? {} : { filter: ['type:dir', filter] };
    const start = await transfer.listDirectory(endpoint, { ...query, path: path ?? undefined, ...first });
    const found = walk(transfer, endpoint, start, start.path ?? path ?? '', {
      query,
      filter,
      depthLimit: flags.recursiveDepthLimit,
      concurrency: 16,
      onCut: () => cut++,
      onRefused: (folder, { message }) => {
        refused++;
        notices.warn(`Cannot open ${folder}: ${message}`);
      },
    });
    let whole = false;
    const rows = async function* (): AsyncGenerator<Row> {
      yield* found;
      whole = true;
    };
    const after = () => {
      if (whole && cut) {
        notices.warn(
          `Not everything is listed: ${folders(cut)} not opened, being at the depth limit of ${flags.recursiveDepthLimit}. Go deeper with --recursive-depth-limit.`,
        );
      }
      if (refused) throw new CliError(`Not everything is listed: ${folders(refused)} not opened.`);
    };
    return listing(
      firstOf(rows(), flags.limit),
      (all) => recursiveDocument(start, endpoint, path, all as Found[]),
      after,
    );
  },
});

const folders = (count: number) => (count === 1 ? '1 folder was' : `${count} folders were`);

/** One file list of everything found, names relative to the start. */
const recursiveDocument = (start: FileList, endpoint: string, path: string | null, all: readonly Found[]) => ({
  DATA_TYPE: 'file_list',
  endpoint: start.endpoint ?? endpoint,
  path: start.path ?? path,
  DATA: all.map(({ relative, ...entry }) => ({ ...entry, name: relative })),
});
