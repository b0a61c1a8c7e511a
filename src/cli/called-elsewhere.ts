import { shellLine } from '../shell.js';

/** `flag` is that of the new name, where two words follow. */
type Called = readonly [said: readonly string[], here: readonly string[], flag?: string];
/** Words behind a command that people know of other programs or of the web pages, and the commands that do it here. */
const elsewhere: ReadonlyMap<string, readonly Called[]> = new Map<string, readonly Called[]>([
  [
    '',
    [
      [['unshare'], ['share revoke']],
      [['cd'], ['ls', 'browse']],
      [['rmdir', 'remove', 'del', 'unlink'], ['rm']],
      [['permission', 'permissions', 'acl', 'shares'], ['share list']],
      [['run', 'runs'], ['flows run']],
    ],
  ],
  ['group', [[['rename'], ['group update'], '--name']]],
  ['flows', [[['rename'], ['flows update'], '--title']]],
  ['collection', [[['rename'], ['collection update'], '--display-name']]],
  [
    'endpoint',
    [
      [['list', 'ls'], ['endpoint search --filter-scope my-endpoints']],
      [['rename'], ['endpoint update'], '--display-name'],
    ],
  ],
  [
    'transfer',
    [
      [['list', 'ls', 'history', 'activity'], ['task list']],
      [['show', 'status', 'get', 'info'], ['task show']],
      [['cancel', 'stop', 'delete', 'rm', 'abort'], ['task cancel']],
      [['watch'], ['task watch']],
      [['wait'], ['task wait']],
      [['update'], ['task update']],
    ],
  ],
  [
    'share',
    [
      [['delete', 'remove', 'rm', 'stop', 'cancel', 'unshare'], ['share revoke'], '--with'],
      [['create', 'add', 'new'], ['share']],
      [['show', 'ls'], ['share list']],
    ],
  ],
  [
    'timer',
    [
      [
        ['stop', 'cancel'],
        ['timer pause', 'timer delete'],
      ],
      [['start', 'unpause'], ['timer resume']],
      [['rename'], ['timer update'], '--name'],
    ],
  ],
  [
    'bookmark',
    [
      [
        ['update', 'edit', 'change', 'set'],
        ['bookmark rename', 'bookmark v2 update'],
      ],
    ],
  ],
]);

/** The lines that somebody means who typed this word behind a command: it is another command here, or several do it. */
export function calledElsewhere(words: readonly string[], word: string, rest: readonly string[]): readonly string[] {
  const called = elsewhere.get(words.join(' '))?.find(([said]) => said.includes(word.toLowerCase()));
  const [, paths = [], flag] = called ?? [];
  const [thing = '', name = ''] = rest;
  const isNamed = flag !== undefined && rest.length === 2 && !rest.some((word) => word.startsWith('-'));
  return paths.map((path) => {
    const words = path.split(' ');
    // `permission list` has the last word of `share list` already
    const more = rest[0] !== undefined && rest[0] === words.at(-1) ? rest.slice(1) : rest;
    return shellLine([...words, ...(isNamed ? [thing, flag, name] : more)]);
  });
}
