/** A sandbox with two people who use Flows: for the tests of the service and of the language that flows are written in. */
import { beforeAll, expect } from 'vitest';
import type { RunningSandbox } from '../../src/index.js';
import { clientOf, logIn, openSandbox, type Client } from '../signed-in.js';

export const flowsScope = 'https://auth.globus.org/scopes/eec9b274-0c81-4334-bdc2-54e90e689b9a/all';
export const adaName = 'ada@globusid.org';
export const graceName = 'grace@globusid.org';
export const nobody = '00000000-0000-4000-8000-000000000000';

export const scopeOf = (id: string) => `https://auth.globus.org/scopes/${id}/flow_${id.replaceAll('-', '_')}_user`;
export const identity = (id: string | undefined) => `urn:globus:auth:identity:${id}`;
export const flows = async (sandbox: RunningSandbox, user: string): Promise<Client> =>
  clientOf(sandbox, 'flows', (await logIn(sandbox, user, flowsScope))['flows.globus.org']);
/** A client with the scope of one flow, and what is to be consented to below it. */
export const starter = async (sandbox: RunningSandbox, user: string, flow: string, below = ''): Promise<Client> =>
  clientOf(sandbox, 'flows', (await logIn(sandbox, user, `${scopeOf(flow)}${below}`))[flow]);

export const pass = (more: object = {}) => ({
  StartAt: 'Only',
  States: { Only: { Type: 'Pass', End: true, ...more } },
});

/** The sandbox of the tests of one file, and two who use Flows there; there from `beforeAll` on. */
export let sandbox: RunningSandbox;
export let ada: Client;
export let grace: Client;
beforeAll(async () => {
  sandbox = await openSandbox();
  [ada, grace] = [await flows(sandbox, adaName), await flows(sandbox, graceName)];
});

export async function create(client: Client, definition: object, more: object = {}): Promise<string> {
  const { status, json } = await client('POST', '/flows', { title: 'Test', definition, input_schema: {}, ...more });
  expect(json, JSON.stringify(json)).toMatchObject({ title: expect.any(String) });
  expect(status).toBe(201);
  return json.id;
}
export async function ended(client: Client, run: string): Promise<any> {
  for (;;) {
    const { json } = await client('GET', `/runs/${run}`);
    if (json.status !== 'ACTIVE') return json;
    await new Promise((resolve) => setTimeout(resolve, 10));
  }
}
/** Creates a flow, runs it as ada, and returns the run when it is no longer active. */
export async function runOf(definition: object, body: object = {}, below = ''): Promise<any> {
  const id = await create(ada, definition);
  const { status, json } = await (
    await starter(sandbox, adaName, id, below)
  )('POST', `/flows/${id}/run`, { body, label: 'test' });
  expect(status, JSON.stringify(json)).toBe(201);
  return ended(ada, json.run_id);
}
export const states = (...list: [string, object][]) => ({ StartAt: list[0]![0], States: Object.fromEntries(list) });
