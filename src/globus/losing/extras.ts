import type { Loss } from './loss.js';
import type { EndpointMaybePath } from '../endpoint-path.js';
import type { LosingFiles } from './files.js';

/** What a transfer deletes at its destination, because its source does not have it. Most transfers delete nothing, and load nothing of this. */
export const extrasLoss = async (
  destination: EndpointMaybePath,
  list: string | undefined,
  tools: LosingFiles,
): Promise<Loss> => (await import('./files.js')).extraLoss(destination, list, tools);
