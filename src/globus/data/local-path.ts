import { lstat, readlink, realpath, stat } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { CliError, UsageError } from '../../errors.js';
import { visible } from '../../visible.js';
import { slashed } from '../local-names.js';
import { resolveUp } from '../../resolve-up.js';

/** Where this process stands. */
export interface Here {
  readonly cwd: string;
  readonly env: Readonly<Record<string, string | undefined>>;
}

/** The absolute path of what was typed. */
export function localPath(typed: string, { cwd, env }: Here): string {
  const home = env['HOME'] ?? env['USERPROFILE'];
  const path = home === undefined ? typed : /^~(?:\/|$)/.test(slashed(typed)) ? home + typed.slice(1) : typed;
  return resolveUp(cwd, path);
}

export const isFolderName = (typed: string): boolean => /(?:\/|(?:^|\/)\.{1,2})$/.test(slashed(typed));

export const isFolder = async (path: string): Promise<boolean> =>
  (await stat(path).catch(() => undefined))?.isDirectory() ?? false;

/** The file that is written where a file, or the folder for it, was named; `name` is that of what is copied. */
export async function targetPath(typed: string, name: string, here: Here): Promise<string> {
  const path = localPath(typed, here);
  return isFolderName(typed) || (await isFolder(path)) ? join(path, name) : behindLinks(path);
}

/** The most links that one path may lead over, as in the kernel. */
const mostLinks = 40;

/**
 * Where a path that was named leads to over links, also where nothing lies there yet: a file that takes its place must not take that of
 * the link. UsageError for what stands for an open file of a process, as /dev/stdout does; CliError for links in a circle.
 */
export async function behindLinks(named: string): Promise<string> {
  let at = named;
  for (let links = 0; links <= mostLinks; links += 1) {
    // what keeps from looking keeps from writing, and is told then
    const link = await lstat(at).catch(() => undefined);
    if (!link?.isSymbolicLink()) return at;
    if (!mayFollow(link, await stat(dirname(at)), process.geteuid?.()))
      throw new UsageError(
        `${visible(named)} leads over a link that another user made, and nothing is written there.`,
        {
          hint: 'Everybody may write to the folder of that link: write to a folder of your own.',
        },
      );
    const folder = await realpath(dirname(at));
    if (/^\/proc(\/|$)/.test(folder))
      throw new UsageError(`${visible(named)} stands for an open file, and no file can take its place.`, {
        hint: 'To write to standard output, give - instead.',
      });
    at = resolveUp(folder, await readlink(at));
  }
  throw new CliError(`${visible(named)} is a link that leads in a circle.`);
}

interface Owned {
  readonly uid: number;
  readonly mode: number;
}
const stickyAndOpen = 0o1002;
/**
 * Whether a link may be followed: not one that another user made in a folder like /tmp, unless the folder is theirs. So Linux decides
 * (fs.protected_symlinks), which is not asked where links are read one by one.
 */
export const mayFollow = (link: Pick<Owned, 'uid'>, folder: Owned, me: number | undefined): boolean =>
  me === undefined || link.uid === me || link.uid === folder.uid || (folder.mode & stickyAndOpen) !== stickyAndOpen;

/** The last name of a path on a collection. */
export const lastName = (path: string): string => basename(path.replace(/(?<!\/)\/+$/, ''));
