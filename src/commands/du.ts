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
    'Each folder comes after those inside it, and the one you named comes last. Everything is counted at any depth, including names that start with a dot; links are not followed and count as no bytes. Many folders are listed at a time, fewer while the service is busy. A folder that cannot be opened is named on stderr, and the exit code is then 1.',
  examples: [
    { title: 'Show how much a folder holds', line: 'globus du --summarize -H @data' },
    { title: 'Show the folders in it', line: 'globus du --depth 1 @data' },
  ],
  needs: ['transfer', 'notices', 'clock'],
  args: { places: endpointMaybePath({ summary: 'The folders', names: ['PLACE'], multiple: true }) },
  flags: {
    depth: param.integer({
      summary: 'Show folders down to this many levels; deeper ones are counted, too',
      names: ['--depth', '-d'],
      min: 0,
    }),
    summarize: param.switch({ summary: 'Show only the folders that you name; the same as --depth 0' }),
    humanReadable: param.switch({ summary: 'Show sizes with units: 1.2 GB', names: ['--human-readable', '-H'] }),
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
