import { ExitCodeError, type NeedTypes, record } from '#command';
import type { AdminCancel } from '#services/transfer';

/** A cancellation of several tasks, which goes on after the service has accepted it. */
export const cancelView = record<AdminCancel>({ 'Cancel ID': 'id', Done: 'done' });

/** Asks every second until all tasks of the cancellation have ended; fails after so many seconds. */
export async function waitUntilDone(
  started: AdminCancel,
  timeout: number | undefined,
  { transfer, progress, clock }: Pick<NeedTypes, 'transfer' | 'progress' | 'clock'>,
): Promise<AdminCancel> {
  const deadline = timeout === undefined ? Infinity : clock.now().getTime() + timeout * 1000;
  let cancel = started;
  try {
    while (!cancel.done) {
      if (clock.now().getTime() >= deadline) {
        throw new ExitCodeError(
          `Not all tasks were canceled within ${timeout} seconds. Their cancellation goes on.`,
          1,
          {
            hint: `Look again:  globus endpoint-manager task cancel-status ${cancel.id}`,
            data: { admin_cancel_id: cancel.id },
          },
        );
      }
      progress.update({ label: 'Canceling' });
      await clock.sleep(1);
      cancel = await transfer.getCancelStatus(started.id);
    }
    return cancel;
  } finally {
    progress.done();
  }
}
