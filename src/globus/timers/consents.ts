import { flowScope, timerScope } from '../../auth/scopes.js';
import type { Session } from '../../auth/session/contract.js';
import { NetworkError, ServiceError, UnexpectedAnswerError } from '../../errors.js';
import type { TransferOperations } from '../../services/transfer.js';
import type { Notices } from '../../tools.js';
import { givesConsents, type ConsentTools, hasConsents } from '../consents/consents.js';
import { collectionsWithConsent, dataConsent } from '../consents/data-access.js';

export interface TimerConsentTools extends ConsentTools {
  readonly session: Pick<Session, 'status' | 'require'>;
}

/** Demands the consents that let timers reach the data of these collections, where they have to be asked for; `looksNow` where it is looked at now, too. */
export async function demandDataAccess(
  collections: readonly string[],
  { transfer, ...tools }: TimerConsentTools & { readonly transfer: Pick<TransferOperations, 'getEndpoint'> },
  looksNow = false,
): Promise<void> {
  if (!(await givesConsents(tools.session))) return;
  const closed = await collectionsWithConsent(collections, transfer);
  if (!closed.length) return;
  const scopes = closed.flatMap((id) => [`${timerScope}[${dataConsent(id)}]`, ...(looksNow ? [dataConsent(id)] : [])]);
  const command = `globus session consent ${closed.map((id) => `--timer-data-access ${id}`).join(' ')}`;
  if (await hasConsents(scopes, tools)) return;
  const why = `Timers needs your consent to reach the data of ${closed.join(' and ')}.`;
  await tools.session.require({ required_scopes: scopes }, why, command);
}

/**
 * Demands the consent that lets timers start this flow, where it has to be asked for. A timer can be made without it, and is paused
 * at its first run: where it cannot be looked up, that is told.
 */
export async function demandFlowAccess(
  flowId: string,
  { notices, ...tools }: TimerConsentTools & { readonly notices: Pick<Notices, 'warn'> },
): Promise<void> {
  if (!(await givesConsents(tools.session))) return;
  const scopes = [`${timerScope}[${flowScope(flowId)}]`];
  const login = `globus login --timer flow:${flowId}`;
  let isGiven: boolean;
  try {
    isGiven = await hasConsents(scopes, tools);
  } catch (error) {
    if (!(error instanceof NetworkError || error instanceof ServiceError || error instanceof UnexpectedAnswerError))
      throw error;
    return notices.warn(
      `Whether Timers may start the flow for you cannot be looked up (${error.message}) If its runs do not start: ${login}`,
    );
  }
  if (isGiven) return;
  const why = `Timers needs your consent to start the flow ${flowId}.`;
  await tools.session.require({ required_scopes: scopes }, why, login);
}
