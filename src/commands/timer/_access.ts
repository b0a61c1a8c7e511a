import type { NeedTypes } from '#command';
import { asksForConsents, hasConsents } from '#globus/consents/consents';
import { wantsConsent } from '#globus/consents/data-access';

type Tools = Pick<NeedTypes, 'auth' | 'session'>;

const timerScope = 'https://auth.globus.org/scopes/524230d7-ea86-4a52-8312-86065a9e0417/timer';
const transferAll = 'urn:globus:auth:scope:transfer.api.globus.org:all';

async function demand(scopes: readonly string[], why: string, command: string, tools: Tools): Promise<void> {
  if (!(await asksForConsents(tools.session)) || (await hasConsents(scopes, tools))) return;
  await tools.session.require({ required_scopes: scopes }, why, command);
}

/** Demands the consents that let timers reach the data of these collections, where they have to be asked for. */
export async function demandDataAccess(
  collections: readonly string[],
  { transfer, ...tools }: Tools & Pick<NeedTypes, 'transfer'>,
): Promise<void> {
  const closed: string[] = [];
  for (const id of new Set(collections)) if (wantsConsent(await transfer.getEndpoint(id))) closed.push(id);
  if (!closed.length) return;
  const scopes = closed.map((id) => `${timerScope}[${transferAll}[*${tools.session.scopeOf.dataAccess(id)}]]`);
  const command = `globus session consent ${closed.map((id) => `--timer-data-access ${id}`).join(' ')}`;
  await demand(scopes, `Timers needs your consent to reach the data of ${closed.join(' and ')}.`, command, tools);
}

/** Demands the consent that lets timers start this flow. */
export const demandFlowAccess = (flowId: string, tools: Tools): Promise<void> =>
  demand(
    [`${timerScope}[${tools.session.scopeOf.flow(flowId)}]`],
    `Timers needs your consent to start the flow ${flowId}.`,
    `globus login --timer flow:${flowId}`,
    tools,
  );
