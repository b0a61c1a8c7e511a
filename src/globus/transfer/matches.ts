import { CliError, isNotFound, UsageError } from '../../errors.js';
import type { FileEntry } from '../../services/transfer.js';
import { visible } from '../../visible.js';
import { isPattern, nameMatcher } from './globs.js';
import { hidByHome } from './paths.js';

/** What is in a folder, by the path that a user would write; '' is the default folder of the collection. */
export type ListFolder = (folder: string) => Promise<readonly FileEntry[]>;
export interface Match {
  /** As the pattern wrote it, up to the first pattern; folders end in a slash where the pattern did. */
  readonly path: string;
  /** The path from the first pattern on, without a slash at its end. */
  readonly relative: string;
  readonly isFolder: boolean;
}
/** A folder that is looked in, or passed through. */
interface Place {
  /** With a slash at its end. */
  readonly path: string;
  readonly relative: string;
  /** Whether nobody has seen it yet: its name was written, not found. */
  readonly isUnseen: boolean;
}
/** So many folders are listed at once. */
const atOnce = 8;
const noGlob = 'If it is a name, not a pattern: --no-glob takes paths as they are written.';

/**
 * What a path with patterns stands for, in the order of its folders. Every folder is listed once. A name that is there just as it is
 * written is meant, and not what else would fit it. UsageError for `**`; CliError where nothing fits; errors of the service where a folder cannot be listed. `place` is how messages begin.
 */
export async function matchesOf(path: string, list: ListFolder, place = ''): Promise<Match[]> {
  const isForFolders = path.endsWith('/');
  const names = path.replace(/(?<!\/)\/+$/, '').split('/');
  if (names.some((name) => name.includes('**')))
    throw new UsageError(`${place}'${path}': ** is not supported, a pattern stands for names of one folder.`, {
      hint: `Copy the folder with --recursive; --include and --exclude choose among its files.\n${noGlob}`,
    });
  const first = names.findIndex(isPattern);
  const start = names.slice(0, first).join('/');
  let places: Place[] = [{ path: first === 0 ? '' : `${start}/`, relative: '', isUnseen: false }];
  for (const name of names.slice(first, -1)) {
    if (isPattern(name)) places = (await found(places, name, list)).filter(({ isFolder }) => isFolder).map(placeOf);
    else places = places.map((place) => ({ ...inside(place, name), path: `${place.path}${name}/`, isUnseen: true }));
  }
  const matches = (await found(places, names.at(-1) as string, list)).filter(
    ({ isFolder }) => isFolder || !isForFolders,
  );
  if (!matches.length) throw nothingFits({ path, start, places, isForFolders, place });
  return isForFolders ? matches.map((match) => ({ ...match, path: `${match.path}/` })) : matches;
}

const inside = ({ path, relative }: Place, name: string) => ({
  path: `${path}${name}`,
  relative: relative ? `${relative}/${name}` : name,
});
const placeOf = ({ path, relative }: Match): Place => ({ path: `${path}/`, relative, isUnseen: false });

/** CliError where the path would lead to the home folder instead. */
function reached(match: Pick<Match, 'path' | 'relative'>, isFolder: boolean): Match {
  if (match.path === '/~') throw hidByHome();
  return { ...match, isFolder };
}

/** The entries of these folders whose names fit. */
async function found(places: readonly Place[], name: string, list: ListFolder): Promise<Match[]> {
  const fits = nameMatcher(name);
  const all: Match[] = [];
  for (let i = 0; i < places.length; i += atOnce) {
    const some = places.slice(i, i + atOnce);
    const lists = await Promise.all(some.map((place) => entriesOf(place, list)));
    lists.forEach((entries, index) => {
      const written = entries.filter((entry) => entry.name === name);
      for (const entry of written.length ? written : entries.filter((each) => fits(each.name)))
        all.push(reached(inside(some[index] as Place, entry.name), entry.type === 'dir'));
    });
  }
  return all;
}

/** A folder that was written behind a pattern need not be below everything that fits the pattern. */
const entriesOf = ({ path, isUnseen }: Place, list: ListFolder) =>
  list(path).catch((error: unknown) => {
    if (isUnseen && isNotFound(error)) return [];
    throw error;
  });

function nothingFits({
  path,
  start,
  places,
  isForFolders,
  place,
}: {
  readonly path: string;
  readonly start: string;
  readonly places: readonly Place[];
  readonly isForFolders: boolean;
  readonly place: string;
}): CliError {
  const [only] = places;
  const where =
    places.length === 1 && only
      ? only.path || 'the default folder'
      : `${places.length} folders of ${start ? `${start}/` : path.startsWith('/') ? '/' : 'the default folder'}`;
  return new CliError(
    `${place}${place ? 'no' : 'No'} ${isForFolders ? 'folder' : 'file or folder'} in ${visible(where)} matches '${visible(path)}'.`,
    {
      hint: noGlob,
    },
  );
}
