import { ServiceError } from '../../errors.js';
import type { TransferOperations } from '../../services/transfer.js';

/** Whether a task is one that this person sees: their own. Errors are those of the service, but for what it does not show. */
export async function seesTask(id: string, transfer: Pick<TransferOperations, 'getTask'>): Promise<boolean> {
  try {
    await transfer.getTask(id);
    return true;
  } catch (error) {
    if (error instanceof ServiceError && [403, 404].includes(error.response.status)) return false;
    throw error;
  }
}
