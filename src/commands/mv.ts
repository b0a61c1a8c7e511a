import { command, fileLocation, param } from '#command';
import { emptyPathOf } from '#globus/endpoint-path';
import { moveAll } from '#globus/data/mv';
import { pathsGuide } from './_paths-guide.js';
import { copyFlags, rowLines } from './_copying.js';

export default command({
  summary: 'Move files between this machine and collections.',
  description:
    'Within a collection, a file or folder is renamed. Otherwise it is copied, compared with the original, and only then is the original deleted.',
  examples: [
    { title: 'Move a folder to another collection', line: 'globus mv @data:run7 @archive' },
    { title: 'Upload results, and make room', line: 'globus mv results @data' },
  ],
  afresh: true,
  needs: [
    'data',
    'host',
    'progress',
    'clock',
    'notices',
    'files',
    'stdout',
    'publicAuth',
    'session',
    'prompt',
    'records',
  ],
  args: {
    paths: fileLocation({
      summary: 'What to move, then where to',
      names: ['SOURCE... DESTINATION'],
      multiple: true,
      asks: ['What to move', 'Where to move it to'],
    }),
  },
  flags: {
    noClobber: param.switch({ summary: 'Replace no file: fail where one of that name is there' }),
    preserveMtime: copyFlags.preserveMtime,
    verify: copyFlags.verify,
    limitRate: copyFlags.limitRate,
    parallel: copyFlags.parallel,
    viaTransfer: copyFlags.viaTransfer,
    label: copyFlags.label,
  },
  check: ({ args }) =>
    args.paths.length < 2 ? 'Give what to move, then where to.' : emptyPathOf('SOURCE', args.paths.slice(0, -1)),
  guide: pathsGuide('mv'),
  output: rowLines,
  run: ({ args, flags, publicAuth: auth, session, prompt, ...tools }) => {
    const options = { ...flags, viaTransfer: flags.viaTransfer === 'transfer' };
    const asked = prompt.available ? { consents: { auth, session } } : {};
    return moveAll(args.paths, options, { ...tools, ...asked });
  },
});
