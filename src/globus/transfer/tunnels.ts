import { ServiceError } from '../../errors.js';
import type { Notices } from '../../tools.js';
import { visible } from '../../visible.js';
import type { Tunnel, TransferOperations } from '../../services/transfer.js';
import { type Look, until, type UntilTools } from '../until.js';

export interface TunnelDocument {
  readonly data: Tunnel;
}

interface AskedTunnel {
  readonly data: {
    readonly attributes: { readonly label?: string };
    readonly relationships: Readonly<Record<string, { readonly data: { readonly id: string } }>>;
  };
}

/** A submission id that was used before gives the tunnel that was made then: tells where that is another one than was asked for. */
export function tellOtherTunnel(
  { data: made }: TunnelDocument,
  { data: asked }: AskedTunnel,
  { warn }: Pick<Notices, 'warn'>,
): void {
  const used = `This submission id was used already: no tunnel was made. This is tunnel ${visible(made.id)} of then,`;
  const isOther = Object.entries(asked.relationships).some(([name, { data }]) => {
    const id = made.relationships?.[name]?.data.id;
    return id !== undefined && id !== data.id;
  });
  const { label } = made.attributes;
  if (isOther) warn(`${used} which has other access points.`);
  else if (asked.attributes.label !== undefined && typeof label === 'string' && label !== asked.attributes.label)
    warn(`${used} whose label is '${visible(label)}'.`);
}

/** Asks a tunnel to stop. */
export const stopTunnel = (id: string, transfer: Pick<TransferOperations, 'updateTunnel'>): Promise<TunnelDocument> =>
  transfer.updateTunnel(id, { data: { type: 'Tunnel', attributes: { state: 'STOPPING' } } });

/** Waits until a tunnel that was asked to stop does so, `timeout` in seconds; whatever it is then is the result. Errors are those of `until`. */
export async function waitUntilStopped(
  id: string,
  timeout: number | undefined,
  { transfer, ...tools }: UntilTools & { readonly transfer: Pick<TransferOperations, 'getTunnel'> },
): Promise<TunnelDocument> {
  const look = async (): Promise<Look<TunnelDocument>> => {
    const document: TunnelDocument = await transfer.getTunnel(id);
    return document.data.attributes['state'] === 'STOPPING'
      ? { pending: { label: `Tunnel ${id}`, note: 'stopping' } }
      : { ended: document };
  };
  return until(look, tools, {
    work: `Tunnel ${id}`,
    hint: `Look again:  globus streams tunnel show ${id}`,
    data: () => ({ tunnel_id: id }),
    interval: 1,
    timeout,
    hasBegun: true,
    phrases: {
      notYet: `Tunnel ${id} has not stopped`,
      itGoesOn: 'It is still stopping.',
      goesOn: `Tunnel ${id} is still stopping.`,
    },
  });
}

/** Deletes a tunnel; a refusal because it has not stopped says how to stop it. */
export async function deleteTunnel(
  id: string,
  transfer: Pick<TransferOperations, 'deleteTunnel'>,
): Promise<{ data: null }> {
  try {
    return await transfer.deleteTunnel(id);
  } catch (error) {
    if (!(error instanceof ServiceError) || error.response.status !== 409) throw error;
    throw error.toldWith(error.message, { hint: `Stop it first:  globus streams tunnel stop ${id} --wait` });
  }
}
