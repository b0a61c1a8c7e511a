import { type EndpointMaybePath, type Files, localIso, type NotifySettings, UsageError } from '#command';
import type { DeleteItem } from '#services/transfer';
import { atLine, readBatch } from './_batch.js';
import { joinPath } from './_paths.js';

export interface DeleteFlags {
  readonly recursive: boolean;
  readonly ignoreMissing: boolean;
  readonly label?: string | undefined;
  readonly deadline?: Date | undefined;
  readonly notify?: NotifySettings | undefined;
  readonly localUser?: string | undefined;
}

/** The delete document of Globus Transfer. */
export function deleteBody(endpoint: string, paths: readonly string[], globs: boolean, flags: DeleteFlags) {
  return {
    DATA_TYPE: 'delete',
    endpoint,
    DATA: paths.map((path): DeleteItem => ({ DATA_TYPE: 'delete_item', path })),
    ...(flags.recursive && { recursive: true }),
    ignore_missing: flags.ignoreMissing,
    interpret_globs: globs,
    ...(flags.label !== undefined && { label: flags.label }),
    ...(flags.deadline !== undefined && { deadline: localIso(flags.deadline) }),
    ...flags.notify,
    ...(flags.localUser !== undefined && { local_user: flags.localUser }),
  };
}

/** The paths that a batch names, one a line, relative ones below the path given on the command line. */
export async function batchPaths({ path }: EndpointMaybePath, file: string, files: Files): Promise<string[]> {
  const paths: string[] = [];
  await readBatch(files.lineBlocks(file), file, (words, line) => {
    if (words.length !== 1)
      throw atLine(file, line, `expected one path, found ${words.length} words (quote a path that has spaces)`);
    paths.push(joinPath(path, words[0] ?? ''));
  });
  if (!paths.length)
    throw new UsageError(`${file === '-' ? 'Standard input' : file} names no paths: nothing to delete.`);
  return paths;
}

/** Whether a path with globs takes a whole folder's content: worth a question. */
export const takesEverything = (path: string) => path === '*' || path.endsWith('/*') || path === '/' || path === '/~/';
