import {
  command,
  endpointMaybePath,
  exclusive,
  firstOf,
  isNumber,
  listing,
  optionalLimit,
  param,
  rowsTable,
  sizeText,
} from '#command';
import { type FolderSize, sizesOf } from '#globus/transfer/tree';
import { walkFlags } from './_walk-flags.js';

const exact = rowsTable<FolderSize>({ Bytes: 'bytes', Files: 'files', Folder: 'path' });
const readable = rowsTable<FolderSize>({
  Bytes: ({ bytes }) => (isNumber(bytes) ? sizeText(Number(bytes)) : bytes),
  Files: 'files',
  Folder: 'path',
});

export default command({
  summary: 'Show how large folders are: their bytes and files.',
  description:
    'Each folder is shown after those below it, with everything that is in it, and the one asked for comes last. Everything is counted, however deep, names that start ' +
    'with a dot, too; links are not followed and have no bytes. Folders are asked for many at a time, fewer where the service has too much to do. A folder that ' +
    'cannot be opened is named on stderr, and the exit code is then 1.',
  examples: [
    { title: 'Show how much a folder holds', line: 'globus du --summarize -H @data' },
    { title: 'Show the folders in it', line: 'globus du --depth 1 @data' },
  ],
  needs: ['transfer', 'notices', 'clock'],
  args: { places: endpointMaybePath({ summary: 'The folders', names: ['PLACE'], multiple: true }) },
  flags: {
    depth: param.integer({
      summary: 'Show folders so many levels down; all are counted',
      names: ['--depth', '-d'],
      min: 0,
    }),
    summarize: param.switch({ summary: 'Show the folders asked for only: --depth 0' }),
    humanReadable: param.switch({ summary: 'Bytes with units: 1.2 GB', names: ['--human-readable', '-H'] }),
    ...walkFlags,
    limit: optionalLimit,
  },
  rules: [exclusive('depth', 'summarize')],
  nothing: 'The folder is empty.',
  output: ({ flags }) => (flags.humanReadable ? readable : exact),
  run: ({ args, flags, transfer, ...tools }) => {
    const depth = flags.summarize ? 0 : flags.depth;
    const options = { showHidden: true, localUser: flags.localUser, depth };
    const { rows, after } = sizesOf(transfer, args.places, options, tools);
    return listing(firstOf(rows, flags.limit), (all) => ({ DATA: all }), after);
  },
});
