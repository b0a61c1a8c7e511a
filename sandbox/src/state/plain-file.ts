import { closeSync, constants, fstatSync, openSync, readFileSync } from 'node:fs';

/** The text of a file that somebody named. A pipe or device would let everybody wait, and is refused. Windows has no O_NONBLOCK, which adds nothing there. */
export function readPlainFile(path: string): string {
  const file = openSync(path, constants.O_RDONLY | constants.O_NONBLOCK);
  try {
    if (!fstatSync(file).isFile()) throw new Error('it is no file');
    return readFileSync(file, 'utf8');
  } finally {
    closeSync(file);
  }
}
