import { describe, expect, test } from 'vitest';
import { transferAll } from '../../../src/auth/scopes.js';
import type { SignedIn } from '../../../src/auth/session/contract.js';
import { asksForConsents, hasConsents } from '../../../src/globus/consents/consents.js';
import { askForDataAccess } from '../../../src/globus/consents/data-access.js';
import { collectNeeds } from '../../../src/globus/consents/login-needs.js';
import { ServiceError } from '../../../src/errors.js';
import { needsAfterLogin } from '../../../src/globus/consents/login-first.js';
import { whoMustLogIn } from '../../../src/globus/consents/session-requirement.js';

const id = '11111111-2222-4333-8444-555555555555';
const session = (mode = 'login') => ({ status: async () => ({ mode, identity_id: 'me' }) as never });
/** Consents as Globus Auth lists them: each with the path of ids from the outermost. */
const auth = (...consents: readonly (readonly [string, ...number[]])[]) => ({
  getUserinfo: () => Promise.reject(new Error('the identity is known')),
  getConsents: async () =>
    ({ consents: consents.map(([scope_name, ...dependency_path]) => ({ scope_name, dependency_path })) }) as never,
});

describe('consents', () => {
  const given = auth(['a', 1], ['b', 1, 2], ['c', 1, 2, 3], ['c', 4]);
  test.each([
    ['a', true],
    ['a[b]', true],
    ['a[*b[c]]', true],
    ['b', false],
    ['a[c]', false],
    ['a c', true],
    ['c[b]', false],
  ])('%s: %s', async (scope, answer) => {
    expect(await hasConsents([scope], { auth: given, session: session() })).toBe(answer);
  });
  test('before a transfer are asked for all at once, those that are missing', async () => {
    const other = '11111111-2222-4333-8444-555555555556';
    const data = (each: string) => `https://auth.globus.org/scopes/${each}/data_access`;
    const one = auth([transferAll, 1], [data(id), 1, 2]);
    let looks = 0;
    const demanded: unknown[] = [];
    const tools = {
      transfer: { getEndpoint: async () => ({ entity_type: 'GCSv5_mapped_collection' }) as never },
      auth: {
        ...one,
        getConsents: () => {
          looks++;
          return one.getConsents();
        },
      },
      session: { ...session(), require: async (requirement: object) => void demanded.push(requirement) },
    };
    await askForDataAccess([id, other], tools);
    expect(demanded).toEqual([{ required_scopes: [`${transferAll}[*${data(other)}]`] }]);
    expect(looks).toBe(1);
  });
  test('are asked for of a person that logged in', async () => {
    expect(await asksForConsents(session())).toBe(true);
    expect(await asksForConsents(session('client_credentials'))).toBe(false);
  });
});

describe('what a login needs', () => {
  const nothing = { gcs: [], flow: [], timer: [], for: [] };
  const refusing = (status: number) => () => ({
    get: () => Promise.reject(new ServiceError(`status ${status}`, { service: 'transfer', status })),
  });
  const answering = (documents: Readonly<Record<string, object>>) => (service: 'transfer' | 'flows') => {
    const document = documents[service];
    return document ? { get: async <T>() => document as T } : refusing(404)();
  };
  test('nothing for nothing', async () => {
    expect(await collectNeeds(nothing, answering({}))).toEqual({ scopes: [], resourceServers: [], mustAsk: false });
  });
  test('a mapped collection is asked for consents, for itself and for timers', async () => {
    const { scopes, mustAsk } = await collectNeeds(
      { ...nothing, for: [id] },
      answering({ transfer: { entity_type: 'GCSv5_mapped_collection' } }),
    );
    expect(scopes).toHaveLength(2);
    expect(scopes.every((scope) => scope.includes(`[*https://auth.globus.org/scopes/${id}/data_access]`))).toBe(true);
    expect(mustAsk).toBe(true);
  });
  test('what is a flow needs its own login', async () => {
    const needs = await collectNeeds({ ...nothing, for: [id] }, answering({ flows: {} }));
    expect(needs.resourceServers).toEqual([id]);
  });
  test('what is nothing is said to be', async () => {
    await expect(collectNeeds({ ...nothing, for: [id] }, answering({}))).rejects.toThrow('There is no collection');
    await expect(collectNeeds({ ...nothing, timer: ['x'] }, answering({}))).rejects.toThrow("'x' is not a valid UUID.");
  });
  test.each([400, 403, 500, 503])('a refusal with status %d says nothing of what there is', async (status) => {
    await expect(collectNeeds({ ...nothing, for: [id] }, refusing(status))).rejects.toThrow(`status ${status}`);
    await expect(collectNeeds({ ...nothing, timer: [id] }, refusing(status))).rejects.toThrow(`status ${status}`);
  });
});

describe('a login whose needs have to be looked up', () => {
  const none = () => Promise.reject(new ServiceError('none', { service: 'transfer', status: 404 }));
  const flowsOnly = (service: string) => ({ get: service === 'flows' ? async <T>() => ({}) as T : none });
  const asked = { gcs: [], flow: [], timer: [id], for: [] };
  const who = { username: 'ada' } as SignedIn;
  const covering = (isCovered: boolean, onlyBegins = false) => {
    const calls: string[] = [];
    return {
      calls,
      login: {
        covers: async () => isCovered,
        logIn: async () => (calls.push('login'), who),
        onlyBegins,
      },
    };
  };

  test('logs in first where nobody is logged in', async () => {
    const { calls, login } = covering(false);
    const { done, scopes } = await needsAfterLogin(asked, flowsOnly, login);
    expect([calls, done]).toEqual([['login'], who]);
    expect(scopes[0]).toContain(`[https://auth.globus.org/scopes/${id}/flow_`);
  });
  test.each([
    ['somebody is logged in', covering(true), asked],
    ['the line says what it is', covering(false), { ...asked, timer: [`flow:${id}`] }],
  ])('does not where %s', async (_what, { calls, login }, purposes) => {
    const { done, scopes } = await needsAfterLogin(purposes, flowsOnly, login);
    expect([calls, done]).toEqual([[], undefined]);
    expect(scopes[0]).toContain(`[https://auth.globus.org/scopes/${id}/flow_`);
  });
  test('reads all ids before it troubles anybody', async () => {
    const { calls, login } = covering(false);
    await expect(needsAfterLogin({ ...asked, timer: [id, 'x'] }, flowsOnly, login)).rejects.toThrow(
      "'x' is not a valid",
    );
    expect(calls).toEqual([]);
  });
  test('is refused where it only begins, with the forms that need no looking up', async () => {
    const { calls, login } = covering(false, true);
    await expect(needsAfterLogin(asked, flowsOnly, login)).rejects.toMatchObject({
      exitCode: 2,
      hint: expect.stringMatching(/--timer collection:ID.*\n.*--timer flow:ID/) as string,
    });
    expect(calls).toEqual([]);
  });
});

describe('who must log in', () => {
  const linked = {
    getUserinfo: async () => ({ identity_set: [{ sub: id, username: 'Ada@example.org' }] }) as never,
  };
  test('names, domains, or everybody', async () => {
    expect(await whoMustLogIn(['ada@example.org'], linked)).toEqual({ session_required_identities: [id] });
    expect(await whoMustLogIn(['example.org'], linked)).toEqual({ session_required_single_domain: ['example.org'] });
    expect(await whoMustLogIn([], linked)).toEqual({ session_required_identities: [id] });
  });
  test('not both, and nobody else', async () => {
    await expect(whoMustLogIn(['example.org', id], linked)).rejects.toThrow('not both at once');
    await expect(whoMustLogIn(['bob@example.org'], linked)).rejects.toThrow('is not an identity linked to yours');
  });
});
