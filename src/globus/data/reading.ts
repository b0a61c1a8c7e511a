import type { DataConnector } from '../../services/index.js';
import type { RawOut } from '../../tools.js';
import { type Amount, headOf, tailOf, wholeOf } from './ends.js';
import type { RemoteFile } from './file-server.js';
import { demandFile, type RemoteWord, remoteFile } from './one-file.js';
import { pour } from './pouring.js';

interface ReadingTools {
  readonly data: DataConnector;
  readonly stdout: RawOut;
}

const filesOf = async (words: readonly RemoteWord[], data: DataConnector): Promise<RemoteFile[]> => {
  const files: RemoteFile[] = [];
  for (const word of words) files.push(demandFile(await remoteFile(word, data)));
  return files;
};

/** Writes files of collections to standard output, one after the other. */
export async function writeFiles(words: readonly RemoteWord[], { data, stdout }: ReadingTools): Promise<void> {
  await pour(wholeOf(await filesOf(words, data)), stdout);
}

/** Writes the beginning of a file. */
export async function writeHead(word: RemoteWord, amount: Amount, { data, stdout }: ReadingTools): Promise<void> {
  for (const file of await filesOf([word], data)) await pour(headOf(file, amount), stdout);
}

/** Writes the end of a file. */
export async function writeTail(word: RemoteWord, amount: Amount, { data, stdout }: ReadingTools): Promise<void> {
  for (const file of await filesOf([word], data)) await pour(tailOf(file, amount), stdout);
}
