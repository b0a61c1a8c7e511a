/** The keys of the browser, as they are shown and listed. */
export const browseKeys: readonly (readonly [keys: string, what: string])[] = [
  ['↑ ↓  k j', 'up and down; PgUp PgDn, Home End, g G'],
  ['Enter  → l', 'open a folder, view a file'],
  ['Backspace  ← h', 'the folder above'],
  ['Tab', 'the other pane'],
  ['Space  Ins', 'mark; * the other way round; u none'],
  ['/', 'filter as you type; Esc takes it away'],
  ['s  S', 'sort by name, size, date; reversed'],
  ['.', 'hidden files'],
  ['=', 'the same place in the other pane'],
  ['o', 'places: bookmarks and collections'],
  ['R  Ctrl-R', 'read again'],
  ['c  F5', 'copy to the other pane'],
  ['m  F6', 'move to the other pane'],
  ['D', 'download to the folder you started in'],
  ['r  F2', 'rename'],
  ['n  F7', 'make a folder'],
  ['d  F8  Del', 'delete'],
  ['v  F3', 'view a file'],
  ['e  F4', 'edit a file'],
  ['w  W', 'share with who may read, or write'],
  ['p', 'permissions of the collection'],
  ['b', 'bookmark this place'],
  ['t', 'a timer that copies it every night'],
  ['x', 'cancel what runs below'],
  ['Ctrl-Z', 'step aside; fg comes back'],
  ['q  F10', 'leave'],
];

/** The keys in the last line, the most needed first: as many as there is room for. */
export const shortKeys: readonly (readonly [key: string, what: string])[] = [
  ['?', 'keys'],
  ['q', 'leave'],
  ['Tab', 'other pane'],
  ['Space', 'mark'],
  ['c', 'copy'],
  ['m', 'move'],
  ['d', 'delete'],
  ['n', 'new folder'],
  ['r', 'rename'],
  ['v', 'view'],
  ['e', 'edit'],
  ['/', 'filter'],
  ['s', 'sort'],
  ['o', 'places'],
];

const linesOf = (keys: typeof browseKeys): readonly string[] => keys.map(([key, what]) => `${key.padEnd(16)}${what}`);

/** The keys as lines of a text. */
export const keyLines: readonly string[] = linesOf(browseKeys);

/** The keys of the dashboard, as lines of a text. */
export const dashKeyLines: readonly string[] = linesOf([
  ['↑ ↓  k j', 'up and down; PgUp PgDn, Home End, g G'],
  ['Enter', 'details'],
  ['e', 'events'],
  ['c', 'cancel; delete a timer'],
  ['p', 'pause, go on'],
  ['a', 'copy again, start again'],
  ['R  Ctrl-R', 'ask all services now'],
  ['Ctrl-Z', 'step aside; fg comes back'],
  ['q  F10', 'leave'],
]);

/** The keys in the last line of the dashboard, the most needed first. */
export const dashKeys: readonly (readonly [key: string, what: string])[] = [
  ['?', 'keys'],
  ['q', 'leave'],
  ['Enter', 'details'],
  ['e', 'events'],
  ['c', 'cancel'],
  ['p', 'pause, go on'],
  ['a', 'again'],
  ['R', 'ask now'],
];
