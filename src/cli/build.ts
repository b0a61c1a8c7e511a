import type { Command, Params } from '../command/command.js';
import { CliError } from '../errors.js';
import type { CommandMeta } from './manifest.js';

/** The files of a build belong together: a program that meets those of another one would fail where nobody can tell why. */
const mixed = (what: string, cause?: unknown) =>
  new CliError(`The files of globus do not match: ${what}.`, {
    cause,
    hint: 'In a checkout, run: npm run build\nElsewhere, install globus again.',
  });

/** Reads a file of the build; CliError where it is not there. */
export async function fromBuild<T>(path: string, read: () => T | Promise<T>): Promise<T> {
  try {
    return await read();
  } catch (error) {
    const { code, message } = error as NodeJS.ErrnoException;
    const isGone = code === 'ENOENT' || (code === 'ERR_MODULE_NOT_FOUND' && message.includes(path));
    throw isGone ? mixed(`there is no ${path}`, error) : error;
  }
}

/** CliError where a command takes what its page in the manifest does not know. */
export function checkBuild(command: Command, { path, args, flags }: CommandMeta): void {
  const taken = [command.args, command.flags].flatMap((params) => Object.keys((params ?? {}) as Params));
  const listed = [...args, ...flags].map(({ key }) => key);
  const unlisted = taken.find((key) => !listed.includes(key));
  if (unlisted !== undefined) throw mixed(`the manifest knows 'globus ${path}' without its '${unlisted}'`);
}
