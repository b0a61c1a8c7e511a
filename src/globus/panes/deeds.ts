import { visible } from '../../visible.js';
import { shellWord } from '../../shell.js';
import { type Deed, diskDeed as disk, fitOneLine, lineDeed, type Refusal, talkDeed } from '../deed.js';
import { slashed } from '../local-names.js';
import type { PaneEntry } from './folder.js';
import { byId, type FolderPlace, isTheSame, pathOf, placeTitle, placeWord } from './place.js';
import { asRun, line, lines, type Words } from './worded.js';

/** Some things of one folder. */
export interface Chosen {
  readonly place: FolderPlace;
  readonly entries: readonly PaneEntry[];
}
/** What a person wants to do; a question stands before each, and some take an answer. */
export type Wish =
  | ({
      readonly wish: 'copy' | 'move' | 'timer';
      readonly to: FolderPlace;
      /** Those whose name is taken there. */
      readonly taken?: readonly PaneEntry[];
      /** Whether there may be more of those: where they go is still being read. */
      readonly isStillRead?: boolean;
    } & Chosen)
  | ({ readonly wish: 'delete' } & Chosen)
  | { readonly wish: 'rename'; readonly place: FolderPlace; readonly name: string }
  | { readonly wish: 'makeFolder' | 'bookmark'; readonly place: FolderPlace }
  | { readonly wish: 'share'; readonly place: FolderPlace; readonly rights: 'read' | 'write' }
  | { readonly wish: 'cancel'; readonly taskId: string; readonly label: string };

/** The question before a wish, and the answer that it has where nothing is typed; undefined where nothing is to be typed. */
export function questionOf(wish: Wish): { readonly text: string; readonly answer: string | undefined } {
  switch (wish.wish) {
    case 'copy':
    case 'move': {
      const verb = wish.wish === 'copy' ? 'Copy' : 'Move';
      const text = `${verb} ${amount(wish.entries)} to ${visible(placeTitle(wish.to))}?${replacing(wish.taken ?? [], wish.wish)}`;
      const unread = wish.isStillRead
        ? ' That folder is still being read: what else is there already is not known.'
        : '';
      return { text: `${text}${unread}`, answer: undefined };
    }
    case 'timer':
      return {
        text: `Copy ${amount(wish.entries)} to ${visible(placeTitle(wish.to))} every night at two, where it has changed?`,
        answer: undefined,
      };
    case 'delete':
      return {
        text:
          `Delete ${amount(wish.entries)}${hasFolder(wish.entries) ? ' and all that is in it' : ''} ` +
          `from ${visible(placeTitle(wish.place))}? This cannot be undone.`,
        answer: undefined,
      };
    case 'rename':
      return { text: `Rename ${visible(wish.name)} to`, answer: wish.name };
    case 'makeFolder':
      return { text: `Make a folder in ${visible(placeTitle(wish.place))}, named`, answer: '' };
    case 'bookmark':
      return { text: `Bookmark ${visible(placeTitle(wish.place))} as`, answer: folderName(wish.place) };
    case 'share':
      return {
        text: `Let them ${wish.rights} ${visible(placeTitle(wish.place))}: a username, group:NAME, logged-in (everyone who logs in) or anyone (everyone, without a login)`,
        answer: '',
      };
    case 'cancel':
      return { text: `Cancel ${visible(wish.label)}?`, answer: undefined };
  }
}

/** How a wish is done. `answer` is what was typed, for wishes that take an answer. */
export function deedOf(wish: Wish, answer = ''): Deed | Refusal {
  switch (wish.wish) {
    case 'copy':
      return copied(wish);
    case 'move':
      return moved(wish);
    case 'timer':
      return timer(wish);
    case 'delete':
      return deleted(wish);
    case 'rename':
      return renamed(wish.place, wish.name, answer);
    case 'makeFolder':
      return madeFolder(wish.place, answer);
    case 'bookmark':
      return wish.place.at === 'local'
        ? { refusal: 'Bookmarks are for collections.' }
        : answer === ''
          ? { refusal: 'Type a name for the bookmark.' }
          : line(({ place }) => ['bookmark', 'create', place(wish.place), answer]);
    case 'share':
      return shared(wish.place, wish.rights, answer);
    case 'cancel':
      return lineDeed(['task', 'cancel', wish.taskId]);
  }
}

const isDir = ({ type }: PaneEntry) => type === 'dir';
const hasFolder = (entries: readonly PaneEntry[]) => entries.some(isDir);

type Carried = Chosen & { readonly to: FolderPlace };

function copied({ place, entries, to }: Carried): Deed | Refusal {
  if (isTheSame(place, to)) return { refusal: 'Both panes show the same folder: open another one beside it.' };
  const folders = hasFolder(entries);
  if (place.at === 'local' && to.at === 'local')
    return disk(
      { do: 'copy', from: place.path, names: namesOf(entries), to: to.path },
      ['cp', ...(folders ? ['-R'] : [])],
      pathsOf(place, entries),
      to.path,
    );
  const isTask = place.at === 'collection' && to.at === 'collection';
  const words: Words = (word) => namesOf(entries).map((name) => word.place(place, name));
  if (isTask && place.path !== undefined && to.path !== undefined && !fitOneLine(words(asRun)))
    return byList({ place, entries, to });
  return lines(words, (word) => ({
    before: ['cp', ...(folders ? ['-r'] : []), ...(isTask ? ['--no-wait'] : [])],
    after: [word.place(asTarget(to))],
  }));
}

/** A task for so many things that no line has room for them: a list says which, and nobody looks at each of them before. */
function byList({ place, entries, to }: Carried): Deed {
  const items = entries.map((entry) => ({
    source: pathOf(place, entry.name),
    destination: pathOf(to, entry.name),
    ...(isDir(entry) && { recursive: true }),
  }));
  return {
    ...line(
      (word) => ['transfer', word.place(place), word.place(to), '--manifest', '-', '--manifest-format', 'jsonl'],
      items.map((item) => `${JSON.stringify(item)}\n`).join(''),
    ),
    told: `${amount(entries)} are being copied to ${visible(placeTitle(to))}.`,
  };
}

function moved({ place, entries, to, taken, isStillRead }: Extract<Wish, Carried>): Deed | Refusal {
  if (isTheSame(place, to)) return { refusal: 'Both panes show the same folder: open another one beside it.' };
  if (place.at === 'local' && to.at === 'local')
    return disk(
      { do: 'move', from: place.path, names: namesOf(entries), to: to.path },
      ['mv'],
      pathsOf(place, entries),
      to.path,
    );
  return lines(
    (word) => namesOf(entries).map((name) => word.place(place, name)),
    // what comes there meanwhile was in no question
    (word) => ({
      before: ['mv', ...(taken?.length || isStillRead ? [] : ['--no-clobber'])],
      after: [word.place(asTarget(to))],
    }),
  );
}

const asTarget = (to: FolderPlace): FolderPlace => (to.at === 'local' ? { ...to, path: asFolder(to.path) } : to);
const asFolder = (path: string) => (slashed(path).endsWith('/') ? path : `${path}/`);
/** What a copy or move replaces: folders are filled, and of files in both those that are copied or moved by themselves replaced. */
function replacing(taken: readonly PaneEntry[], wish: 'copy' | 'move'): string {
  const [first, ...more] = taken;
  if (!first) return '';
  const [what, are] = more.length
    ? [`${taken.length.toLocaleString('en')} of these`, 'are']
    : [visible(first.name), 'is'];
  return ` ${what} ${are} there already: ${replaced(taken, wish)}.`;
}
function replaced(taken: readonly PaneEntry[], wish: 'copy' | 'move'): string {
  if (!taken.some(isDir)) return taken.length > 1 ? 'they are replaced' : 'it is replaced';
  if (wish === 'copy') return 'files in both are replaced';
  return taken.every(isDir) ? 'nothing in it is replaced' : 'files are replaced, and nothing in folders';
}
const namesOf = (entries: readonly PaneEntry[]) => entries.map(({ name }) => name);
const pathsOf = (place: FolderPlace, entries: readonly PaneEntry[]) =>
  namesOf(entries).map((name) => pathOf(place, name));

function timer({ place, entries, to }: Carried): Deed | Refusal {
  const [only, ...more] = entries;
  if (!only || more.length) return { refusal: 'A timer copies one file or folder: mark only one.' };
  if (place.at === 'local' || to.at === 'local')
    return { refusal: 'A timer copies between collections: open one in both panes.' };
  const isFolder = only.type === 'dir';
  return line((word) => [
    'timer',
    'create',
    'transfer',
    word.place(place, isFolder ? `${only.name}/` : only.name),
    word.place(to, isFolder ? `${only.name}/` : only.name),
    ...(isFolder ? ['-r'] : []),
    '--cron',
    '0 2 * * *',
    '--sync-level',
    'mtime',
    '--name',
    `nightly ${only.name}`,
  ]);
}

function deleted({ place, entries }: Chosen): Deed | Refusal {
  const recursive = hasFolder(entries) ? ['-r'] : [];
  if (place.at === 'local')
    return disk(
      { do: 'remove', from: place.path, names: namesOf(entries), folders: namesOf(entries.filter(isDir)) },
      ['rm', ...recursive, '--'],
      pathsOf(place, entries),
    );
  const [only, ...more] = entries;
  if (!only) return { refusal: 'There is nothing to delete.' };
  if (!more.length) return line((word) => ['delete', ...recursive, word.place(place, only.name)]);
  if (entries.some(({ name }) => visible(name) !== name))
    return { refusal: 'One of the names has characters that a list cannot have: delete that one alone.' };
  // of a list, what begins with ~ is a path below the home folder
  const list = namesOf(entries).map((name) => `${shellWord(name.startsWith('~') ? `./${name}` : name)}\n`);
  return line((word) => ['delete', ...recursive, '--batch', '-', word.place(place)], list.join(''));
}

function renamed(place: FolderPlace, name: string, answer: string): Deed | Refusal {
  if (answer === '' || answer === name) return { refusal: 'Type the new name.' };
  if (place.at === 'local')
    return slashed(answer).includes('/')
      ? { refusal: 'A name has no slash: move it instead.' }
      : disk({ do: 'rename', folder: place.path, name, to: answer }, [
          'mv',
          '-n',
          pathOf(place, name),
          pathOf(place, answer),
        ]);
  return line(({ collection }) => ['rename', collection(place), pathOf(place, name), pathOf(place, answer)]);
}

function madeFolder(place: FolderPlace, answer: string): Deed | Refusal {
  if (answer === '') return { refusal: 'Type a name for the folder.' };
  if (place.at === 'local')
    return disk({ do: 'makeFolder', folder: place.path, name: answer }, ['mkdir', '-p', pathOf(place, answer)]);
  return line((word) => ['mkdir', word.place(place, answer)]);
}

/** The bytes of a file that are shown. */
const shownBytes = '256k';

/** Shows the beginning of a file. */
export const viewed = (place: FolderPlace, name: string): Deed =>
  place.at === 'local'
    ? disk({ do: 'read', path: pathOf(place, name) }, ['less', pathOf(place, name)])
    : line((word) => ['head', '--bytes', shownBytes, word.place(place, name)]);

export const edited = (place: FolderPlace, name: string): Deed =>
  place.at === 'local'
    ? { line: `$EDITOR ${shellWord(pathOf(place, name))}`, work: { by: 'editor', path: pathOf(place, name) } }
    : {
        line: talkDeed(['edit', placeWord(place, name)]).line,
        work: talkDeed(['edit', placeWord(place, name, byId)], true).work,
      };

/** Who may reach what is in a collection. */
export const permissions = (place: FolderPlace): Deed | Refusal =>
  place.at === 'local'
    ? { refusal: 'Permissions are those of a collection.' }
    : line(({ collection }) => ['share', 'list', collection(place)]);

/** Opens a folder to those of `answer`. */
function shared(place: FolderPlace, rights: 'read' | 'write', answer: string): Deed | Refusal {
  if (place.at === 'local') return { refusal: 'Only folders of collections can be shared.' };
  if (answer.trim() === '') return { refusal: 'Type a username, group:NAME, logged-in or anyone.' };
  return line((word) => ['share', word.place(place), '--with', answer.trim(), `--${rights}`]);
}

/** `run7`, `3 files`, `2 folders and a file`. */
function amount(entries: readonly PaneEntry[]): string {
  const [only, ...more] = entries;
  if (only && !more.length) return visible(only.name) + (only.type === 'dir' ? '/' : '');
  const folders = entries.filter(({ type }) => type === 'dir').length;
  const files = entries.length - folders;
  return [folders && counted(folders, 'folder'), files && counted(files, 'file')].filter(Boolean).join(' and ');
}
const counted = (count: number, word: string) => `${count.toLocaleString('en')} ${word}${count === 1 ? '' : 's'}`;

/** None for where a collection begins: a bookmark of its name would be read for it from then on, and bring a path. */
const folderName = (place: FolderPlace) =>
  place.at === 'local' ? '' : (/(?<![^/~])([^/~]+)\/$/.exec(place.path ?? '')?.[1] ?? '');
