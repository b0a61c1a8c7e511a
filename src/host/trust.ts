import { lstatSync, realpathSync, type Stats, statSync } from 'node:fs';
import { dirname } from 'node:path';
import { diskWords } from '../disk-words.js';
import { CliError } from '../errors.js';
import { finalTarget } from './atomic.js';

/*
 * Files of ours are trusted as ssh trusts its own: they and their folder belong to this user or to root, and nobody else may
 * write to them. Further up only folders that everybody may write to are refused: who owns those is up to the machine, and in
 * containers it is often another.
 */

const root = 0;
const usualChoosing = 'point GLOBUS_CONFIG_DIR at';
const sentence = (words: string) => words.charAt(0).toUpperCase() + words.slice(1);
const [groupWrite, othersWrite, sticky] = [0o020, 0o002, 0o1000];
const octal = ({ mode }: Stats) => `0${(mode & 0o7777).toString(8)}`;
const look = (path: string) => statSync(path, { throwIfNoEntry: false });
const quoted = (path: string) => (/^[\w./-]+$/.test(path) ? path : `'${path.replaceAll("'", String.raw`'\''`)}'`);

/**
 * Throws CliError, with the command that mends it, where somebody else owns or may change a file of this program or the folder
 * that it lies in; a symbolic link is judged with what it leads to. Nothing is judged where there is no file and no folder, and on Windows.
 * `what` is its name in a message: `The token file`; `choosing`, how another folder is chosen.
 */
export function demandTrusted(path: string, what: string, choosing = usualChoosing): void {
  const me = process.geteuid?.();
  if (me === undefined) return;
  try {
    judge(path, what, me, choosing);
  } catch (cause) {
    const { code } = cause as NodeJS.ErrnoException;
    // what went away meanwhile is nobody's; a folder that may not be entered, or a file in its place, cannot be judged
    if (cause instanceof CliError || typeof code !== 'string' || code === 'ENOENT') throw cause;
    throw new CliError(`${what} ${path} cannot be read: ${diskWords(cause)}.`, {
      cause,
      hint: `Correct the folder that it lies in, or ${choosing} another folder.`,
    });
  }
}

function judge(path: string, what: string, me: number, choosing: string): void {
  const link = lstatSync(path, { throwIfNoEntry: false });
  demandFolder(dirname(path), what, me, choosing);
  if (!link) return;
  if (!isOurs(link, me)) throw foreign(what, path, link, me, choosing);
  const file = link.isSymbolicLink() ? finalTarget(path) : path;
  if (file !== path) demandFolder(dirname(file), what, me, choosing);
  const stats = look(file);
  if (!stats) return;
  if (!isOurs(stats, me)) throw foreign(what, file, stats, me, choosing);
  if (stats.mode & (groupWrite | othersWrite))
    throw open(`${what} ${file}`, stats, `chmod 600 ${quoted(file)}`, choosing);
}

/** The same for a lock, which nobody misses: the command that mends it takes it away. */
export function demandTrustedLock(path: string): void {
  const me = process.geteuid?.();
  const found = me === undefined ? undefined : lstatSync(path, { throwIfNoEntry: false });
  if (me === undefined || !found) return;
  const isOpen = found.isFile() && (found.mode & (groupWrite | othersWrite)) !== 0;
  if (isOurs(found, me) && !isOpen) return;
  const whose = isOpen ? `can be changed by others (mode ${octal(found)})` : `belongs to another user (${found.uid})`;
  throw new CliError(`The lock ${path} ${whose}: it is not waited for.`, {
    hint: `If no globus is running there, remove it:\n\n  rm -r ${quoted(path)}`,
    data: { path, uid: found.uid, mode: octal(found) },
  });
}

function demandFolder(folder: string, what: string, me: number, choosing: string): void {
  const stats = look(folder);
  if (!stats) return;
  const theFolder = what.replace(/^The /, 'The folder of the ');
  if (!isOurs(stats, me)) throw foreign(`${theFolder},`, folder, stats, me, choosing);
  // a group of the same number is the user's own, as most systems make one for each; in that of root is nobody else
  const isOwnGroup = stats.gid === root || stats.gid === stats.uid;
  const byGroup = Boolean(stats.mode & groupWrite) && !isOwnGroup;
  if (!(stats.mode & sticky) && (byGroup || stats.mode & othersWrite))
    throw open(`${theFolder}, ${folder},`, stats, `chmod go-w ${quoted(folder)}`, choosing);
  for (let at = dirname(realpathSync(folder)); ; at = dirname(at)) {
    const above = look(at);
    if (above && above.mode & othersWrite && !(above.mode & sticky))
      throw open(`The folder ${at}, above ${folder},`, above, `chmod o-w ${quoted(at)}`, choosing);
    if (at === dirname(at)) return;
  }
}

const isOurs = ({ uid }: Stats, me: number) => uid === me || uid === root;

const open = (what: string, stats: Stats, command: string, choosing: string) =>
  new CliError(`${what} can be changed by others (mode ${octal(stats)}): it is not used.`, {
    hint: `Check that it is still what you left there, and keep others out:\n\n  ${command}\n\nWhere permissions cannot be changed, ${choosing} another folder.`,
    data: { mode: octal(stats) },
  });

function foreign(what: string, path: string, { uid }: Stats, me: number, choosing: string): CliError {
  const command = `${me === root ? '' : 'sudo '}chown ${me} ${quoted(path)}`;
  const hint =
    me === root
      ? `Run globus as that user, or ${choosing} a folder of root. To make it root's:\n\n  ${command}`
      : `${sentence(choosing)} a folder of yours, or make it yours:\n\n  ${command}`;
  return new CliError(`${what} ${path} belongs to another user (${uid}; this is ${me}): it is not used.`, {
    hint,
    data: { path, uid },
  });
}
