import { flowScope, timerScope } from '../../auth/scopes.js';
import type { Session } from '../../auth/session/contract.js';
import type { TransferOperations } from '../../services/transfer.js';
import { asksForConsents, type ConsentTools, hasConsents } from '../consents/consents.js';
import { collectionsWithConsent, dataConsent } from '../consents/data-access.js';

export interface TimerConsentTools extends ConsentTools {
  readonly session: Pick<Session, 'status' | 'require'>;
}

async function demand(
  scopes: readonly string[],
  why: string,
  command: string,
  tools: TimerConsentTools,
): Promise<void> {
  if (await hasConsents(scopes, tools)) return;
  await tools.session.require({ required_scopes: scopes }, why, command);
}

/** Demands the consents that let timers reach the data of these collections, where they have to be asked for; `looksNow` where it is looked at now, too. */
export async function demandDataAccess(
  collections: readonly string[],
  { transfer, ...tools }: TimerConsentTools & { readonly transfer: Pick<TransferOperations, 'getEndpoint'> },
  looksNow = false,
): Promise<void> {
  if (!(await asksForConsents(tools.session))) return;
  const closed = await collectionsWithConsent(collections, transfer);
  if (!closed.length) return;
  const scopes = closed.flatMap((id) => [`${timerScope}[${dataConsent(id)}]`, ...(looksNow ? [dataConsent(id)] : [])]);
  const command = `globus session consent ${closed.map((id) => `--timer-data-access ${id}`).join(' ')}`;
  await demand(scopes, `Timers needs your consent to reach the data of ${closed.join(' and ')}.`, command, tools);
}

/** Demands the consent that lets timers start this flow, where it has to be asked for. */
export async function demandFlowAccess(flowId: string, tools: TimerConsentTools): Promise<void> {
  if (!(await asksForConsents(tools.session))) return;
  await demand(
    [`${timerScope}[${flowScope(flowId)}]`],
    `Timers needs your consent to start the flow ${flowId}.`,
    `globus login --timer flow:${flowId}`,
    tools,
  );
}
