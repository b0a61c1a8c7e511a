import type { DeleteItem } from '../../services/transfer.js';
import { utcIso } from '../../time.js';
import type { Files } from '../../tools.js';
import type { EndpointMaybePath } from '../endpoint-path.js';
import { atLine, namesNothing, ofLine, readBatch } from './batch-lines.js';
import { deletedPath, isWholeHome, wholeHome } from './paths.js';
import type { TaskOptions } from './task-options.js';

export interface DeleteOptions extends TaskOptions {
  readonly recursive: boolean;
  readonly ignoreMissing: boolean;
  /** Whether `*`, `?` and `[]` in the last part of a path are patterns. */
  readonly enableGlobs: boolean;
  readonly localUser?: string | undefined;
}

/** The delete document of Globus Transfer. */
export function deleteBody(endpoint: string, paths: readonly string[], options: DeleteOptions) {
  return {
    DATA_TYPE: 'delete' as const,
    endpoint,
    DATA: paths.map((path): DeleteItem => ({ DATA_TYPE: 'delete_item', path })),
    ...(options.recursive && { recursive: true }),
    ignore_missing: options.ignoreMissing,
    interpret_globs: options.enableGlobs,
    ...(options.label !== undefined && { label: options.label }),
    ...(options.deadline !== undefined && { deadline: utcIso(options.deadline) }),
    ...options.notify,
    ...(options.localUser !== undefined && { local_user: options.localUser }),
  };
}

/**
 * The paths that a batch names, one a line, relative ones below the path given on the command line. A batch that names nothing is a
 * CliError, but for a dry run.
 */
export async function batchPaths(
  { path }: EndpointMaybePath,
  { file, dryRun }: { readonly file: string; readonly dryRun: boolean },
  files: Pick<Files, 'lineBlocks'>,
): Promise<string[]> {
  const paths: string[] = [];
  await readBatch(files.lineBlocks(file), file, (words, line) => {
    if (words.length !== 1)
      throw atLine(file, line, `expected one path, found ${words.length} words (quote a path that has spaces)`);
    // what scripts quote of an empty variable, '', would take the whole folder with it
    const [word] = words;
    if (!word) throw atLine(file, line, 'a path is empty');
    // ls prints a folder that is called ~ so, and all of the home folder would go for it
    if (path !== null && isWholeHome(word)) throw atLine(file, line, wholeHome(word));
    try {
      paths.push(deletedPath(path, word));
    } catch (error) {
      throw ofLine(error, file, line);
    }
  });
  if (!paths.length && !dryRun) throw namesNothing(file, 'delete');
  return paths;
}
