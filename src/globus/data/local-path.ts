import { stat } from 'node:fs/promises';
import { basename, join, resolve } from 'node:path';

/** Where this process stands. */
export interface Here {
  readonly cwd: string;
  readonly env: Readonly<Record<string, string | undefined>>;
}

/** The absolute path of what was typed. */
export function localPath(typed: string, { cwd, env }: Here): string {
  const home = env['HOME'] ?? env['USERPROFILE'];
  return resolve(cwd, home === undefined ? typed : typed.replace(/^~(?=[\\/]|$)/, () => home));
}

export const isFolderName = (typed: string): boolean => /[\\/]$/.test(typed) || /(?:^|[\\/])\.{1,2}$/.test(typed);

export const isFolder = async (path: string): Promise<boolean> =>
  (await stat(path).catch(() => undefined))?.isDirectory() ?? false;

/** The file that is written where a file, or the folder for it, was named; `name` is that of what is copied. */
export async function targetPath(typed: string, name: string, here: Here): Promise<string> {
  const path = localPath(typed, here);
  return isFolderName(typed) || (await isFolder(path)) ? join(path, name) : path;
}

/** The last name of a path on a collection. */
export const lastName = (path: string): string => basename(path.replace(/(?<!\/)\/+$/, ''));
