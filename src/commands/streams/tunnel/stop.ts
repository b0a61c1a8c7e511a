import { command, ExitCodeError, InterruptedError, type NeedTypes, requires, waiting } from '#command';
import type { Tunnel } from '#services/transfer';
import { tunnelId, tunnelView } from './_tunnel.js';

type Document = { readonly data: Tunnel };

/** Looks until the tunnel is no longer stopping; whatever it is then is what there is to show. */
async function untilStopped(
  id: string,
  timeout: number | undefined,
  { transfer, progress, clock }: Pick<NeedTypes, 'transfer' | 'progress' | 'clock'>,
): Promise<Document> {
  const deadline = clock.now().getTime() + (timeout ?? Infinity) * 1000;
  const parts = { hint: `Look again:  globus streams tunnel show ${id}`, data: { tunnel_id: id } };
  try {
    for (;;) {
      const document = await transfer.getTunnel(id);
      if (document.data.attributes['state'] !== 'STOPPING') return document;
      const left = (deadline - clock.now().getTime()) / 1000;
      if (left <= 0)
        throw new ExitCodeError(
          `Tunnel ${id} has not stopped within ${timeout} seconds. It goes on stopping.`,
          1,
          parts,
        );
      progress.update({ label: `Tunnel ${id}`, note: 'stopping' });
      await clock.sleep(Math.min(1, Math.max(0.05, left)));
    }
  } catch (error) {
    if (!(error instanceof InterruptedError)) throw error;
    throw new InterruptedError(`Interrupted. Tunnel ${id} goes on stopping.`, parts);
  } finally {
    progress.done();
  }
}

export default command({
  summary: 'Close a tunnel; it stays in the list.',
  description: 'It is asked to stop, and stops a little later: --wait waits until it has.',
  examples: [
    { title: 'Close a tunnel', line: 'globus streams tunnel stop TUNNEL_ID' },
    { title: 'Wait until it is closed', line: 'globus streams tunnel stop TUNNEL_ID --wait --wait-timeout 1m' },
  ],
  needs: ['transfer', 'progress', 'clock'],
  args: { tunnelId },
  flags: { wait: waiting.wait, waitTimeout: waiting.waitTimeout },
  rules: [requires('waitTimeout', 'wait')],
  output: tunnelView,
  run: async ({ args, flags, transfer, ...tools }) => {
    const asked = await transfer.updateTunnel(args.tunnelId, {
      data: { type: 'Tunnel', attributes: { state: 'STOPPING' } },
    });
    return flags.wait ? untilStopped(args.tunnelId, flags.waitTimeout, { transfer, ...tools }) : asked;
  },
});
