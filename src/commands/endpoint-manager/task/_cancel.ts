import { record } from '#command';
import type { AdminCancel } from '#services/transfer';

/** A cancellation of several tasks, which goes on after the service has accepted it. */
export const cancelView = record<AdminCancel>({ 'Cancel ID': 'id', Done: 'done' });
