import { describe, expect, test } from 'vitest';
import { NetworkError } from '../../../src/errors.js';
import { awaitedLogin } from '../../../src/globus/flows/awaited-login.js';
import { demandFlowData, logInToFlow } from '../../../src/globus/flows/data-access.js';
import { demandDataAccess, demandFlowAccess } from '../../../src/globus/timers/consents.js';
import type { Run } from '../../../src/services/flows.js';

const mapped = 'f8162416-e76d-11f1-9ff5-02fc00000001';
const guest = 'f8162416-e76d-11f1-9ff5-02fc00000002';
const flow = 'f8162416-e76d-11f1-9ff5-02fc00000003';
const run = `https://auth.globus.org/scopes/${flow}/flow_${flow.replaceAll('-', '_')}_user`;
const data = `*https://auth.globus.org/scopes/${mapped}/data_access`;
const transferAll = 'urn:globus:auth:scope:transfer.api.globus.org:all';
const timers = 'https://auth.globus.org/scopes/524230d7-ea86-4a52-8312-86065a9e0417/timer';

/** A login without any consent, a mapped and a guest collection, and a flow; what is demanded is noted. */
function world({ mode = 'login', definition = {}, failing = false, mappedAre = [mapped] } = {}) {
  const demanded: unknown[] = [];
  const asked = { consents: 0, endpoints: 0 };
  return {
    demanded,
    asked,
    tools: {
      session: {
        status: async () => ({ mode, identity_id: 'me' }) as never,
        require: async (requirement: object, why: string, command?: string) =>
          void demanded.push([requirement, why, command]),
      },
      auth: {
        getConsents: async () => {
          asked.consents++;
          return { consents: [] };
        },
        getUserinfo: async () => ({ sub: 'me' }) as never,
      },
      transfer: {
        getEndpoint: async (id: string) => {
          asked.endpoints++;
          if (failing) throw new NetworkError('nobody answers');
          return {
            entity_type: mappedAre.includes(id) ? 'GCSv5_mapped_collection' : 'GCSv5_guest_collection',
          } as never;
        },
      },
      notices: { warn: () => undefined },
      flows: { getFlow: async () => ({ id: flow, title: '', definition }) as never },
    },
  };
}

describe('the data that a flow reaches', () => {
  const definition = {
    States: {
      Copy: { ActionUrl: 'https://actions.globus.org/transfer/transfer/run' },
      New: { ActionUrl: 'https://transfer.actions.globus.org/transfer/' },
      Own: { ActionUrl: 'https://actions.globus.org/transfer/delete', RunAs: 'Admin' },
    },
  };
  const input = { from: { id: mapped, path: '/' }, to: [{ id: guest, path: '/' }], other: { id: mapped } };

  test('wants a consent by each way to a mapped collection that the input names', async () => {
    const { tools, demanded } = world({ definition });
    await demandFlowData(flow, input, tools);
    const action = 'https://auth.globus.org/scopes/actions.globus.org/transfer/transfer';
    expect(demanded).toEqual([
      [
        {
          required_scopes: [`${run}[${action}[${transferAll}[${data}]] ${transferAll}[${data}]]`],
        },
        '',
        undefined,
      ],
    ]);
  });
  test.each([
    ['waits for the input where it reaches data, so that one login has both', definition, []],
    ['is made before anything is asked where it reaches none', {}, [flow]],
  ])('the login of a flow %s', async (_what, actions, expected) => {
    const { tools } = world({ definition: actions });
    const made: string[] = [];
    await logInToFlow(flow, { ...tools, flow: { logIn: async (id) => void made.push(id) } });
    expect(made).toEqual(expected);
  });
  test('what was consented to is asked for once, and not where there is nothing to look for', async () => {
    const many = world({ definition, mappedAre: [mapped, guest] });
    await demandFlowData(flow, input, many.tools);
    expect(many.asked).toEqual({ consents: 1, endpoints: 2 });
    const few = world({ definition, mappedAre: [] });
    await demandFlowData(flow, input, few.tools);
    expect(few.asked).toEqual({ consents: 0, endpoints: 2 });
  });
  test.each([
    ['no collection is named', {}, { a: 1 }],
    ['the flow does not reach data', { definition: {} }, input],
    ['tokens were handed over', { mode: 'access_tokens', definition }, input],
    ['it cannot be looked up', { failing: true, definition }, input],
  ])('wants none where %s', async (_, state, body) => {
    const { tools, demanded } = world(state);
    await demandFlowData(flow, body, tools);
    expect(demanded).toEqual([]);
  });
});

describe('what timers need', () => {
  test('for the data of mapped collections, with the command that gives it', async () => {
    const { tools, demanded } = world();
    await demandDataAccess([mapped, guest, mapped], tools);
    await demandDataAccess([guest], tools);
    expect(demanded).toEqual([
      [
        { required_scopes: [`${timers}[${transferAll}[${data}]]`] },
        `Timers needs your consent to reach the data of ${mapped}.`,
        `globus session consent --timer-data-access ${mapped}`,
      ],
    ]);
  });
  // the session of a client gives them without asking anybody
  test.each(['login', 'client_credentials'])('to start a flow: %s', async (mode) => {
    const { tools, demanded } = world({ mode });
    await demandFlowAccess(flow, tools);
    expect(demanded).toEqual([
      [
        { required_scopes: [`${timers}[${run}]`] },
        `Timers needs your consent to start the flow ${flow}.`,
        `globus login --timer flow:${flow}`,
      ],
    ]);
  });
  test('nothing where tokens were handed over, which nobody asks for', async () => {
    const { tools, demanded, asked } = world({ mode: 'access_tokens' });
    await demandFlowAccess(flow, tools);
    await demandDataAccess([mapped], tools);
    expect(demanded).toEqual([]);
    expect(asked).toEqual({ consents: 0, endpoints: 0 });
  });
});

test('the login that a run waits for is what its details ask', () => {
  const run = (status: Run['status'], details: Run['details']): Run => ({
    run_id: 'R',
    flow_id: flow,
    status,
    details,
  });
  expect(awaitedLogin(run('INACTIVE', { required_scope: 's' }))).toEqual({ required_scopes: ['s'] });
  expect(awaitedLogin(run('INACTIVE', { authorization_parameters: { session_required_identities: 'a,b' } }))).toEqual({
    session_required_identities: ['a', 'b'],
  });
  expect(awaitedLogin(run('INACTIVE', { description: 'a question' }))).toBeUndefined();
  expect(awaitedLogin(run('ACTIVE', { required_scope: 's' }))).toBeUndefined();
});
