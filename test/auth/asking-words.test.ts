import { describe, expect, test } from 'vitest';
import { namedIn, permissionsInWords } from '../../src/auth/asking-words.js';
import { dataAccessScope, fileScope, flowScope, gcsScope, loginScopes, timerScope } from '../../src/auth/scopes.js';

const [a, b, flow, server] = [1, 2, 3, 4].map((n) => `0000000${n}-0000-4000-8000-000000000000`) as [
  string,
  string,
  string,
  string,
];
const names = new Map([
  [a, 'Sandbox Storage'],
  [b, 'Archive'],
  [flow, 'Move and tag'],
  [server, 'Server'],
]);
const said = (...scopes: string[]) => permissionsInWords({ required_scopes: scopes }, ({ id }) => names.get(id) ?? id);
const transfer = loginScopes.transfer[0] ?? '';

describe('who asks for which permission, by name', () => {
  test.each([
    ['data', [`${transfer}[*${dataAccessScope(a)}]`], 'Sandbox Storage asks for your permission to reach its data.'],
    [
      'data of two',
      [`${transfer}[*${dataAccessScope(a)}]`, `${transfer}[*${dataAccessScope(b)}]`],
      'Sandbox Storage and Archive ask for your permission to reach their data.',
    ],
    [
      'data by two ways',
      [`${transfer}[*${dataAccessScope(a)}]`, fileScope(a, true)],
      'Sandbox Storage asks for your permission to reach its data.',
    ],
    ['files of a guest collection', [fileScope(b, false)], 'Archive asks for your permission to reach its data.'],
    [
      'timers',
      [`${timerScope}[${transfer}[*${dataAccessScope(a)}]]`],
      'Timers asks for your permission to reach the data of Sandbox Storage.',
    ],
    [
      'timers that start a flow',
      [`${timerScope}[${flowScope(flow)}]`],
      'Timers asks for your permission to start the flow Move and tag.',
    ],
    ['a flow', [flowScope(flow)], 'The flow Move and tag asks for your permission to act for you.'],
    [
      'a flow and data',
      [`${flowScope(flow)}[${transfer}[*${dataAccessScope(a)}]]`],
      'The flow Move and tag asks for your permission to reach the data of Sandbox Storage.',
    ],
    ['an endpoint', [gcsScope(server)], 'Server asks for your permission to manage it.'],
    [
      'an endpoint that looks at data',
      [`${gcsScope(server)}[*${dataAccessScope(a)}]`],
      'Server asks for your permission to reach the data of Sandbox Storage.',
    ],
  ])('%s', (_what, scopes, sentence) => expect(said(...scopes)).toEqual([sentence]));
  test('scopes of whole services say nothing of their own', () => {
    expect(said(...Object.values(loginScopes).flat())).toEqual([]);
  });
  test('all of it is one list of sentences', () => {
    expect(said(gcsScope(server), flowScope(flow))).toHaveLength(2);
  });
});

test('what is to be called by name is found once, people too', () => {
  const scopes = [`${timerScope}[${flowScope(flow)}[${transfer}[*${dataAccessScope(a)}]]]`, fileScope(a, true)];
  expect(namedIn({ required_scopes: scopes, session_required_identities: [b] })).toEqual([
    { kind: 'flow', id: flow },
    { kind: 'collection', id: a },
    { kind: 'identity', id: b },
  ]);
});
