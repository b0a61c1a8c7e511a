import type { EndpointMaybePath, Files } from '#command';
import { batchLoss, type LosingFiles, manifestLoss, pathLoss } from '#globus/losing/files';

interface Deletion extends LosingFiles {
  readonly args: { readonly target: EndpointMaybePath };
  readonly flags: {
    readonly batch: string | undefined;
    readonly manifest: string | undefined;
    readonly recursive: boolean;
    readonly enableGlobs: boolean | undefined;
    readonly localUser: string | undefined;
    readonly ignoreMissing: boolean;
  };
  readonly files: Pick<Files, 'lineBlocks'>;
}

/** What `globus delete` is about to delete: what a list names, or the path on the line. */
export const deletedPaths = ({ args: { target }, flags, ...tools }: Deletion) => {
  if (flags.manifest !== undefined) return manifestLoss(target.endpoint, flags.manifest, tools);
  if (flags.batch !== undefined) return batchLoss(target, flags.batch, flags, tools);
  return pathLoss(target.endpoint, target.path ?? '', flags, tools);
};
