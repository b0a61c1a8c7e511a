import { describe, expect, test } from 'vitest';
import { UsageError } from '../../../src/errors.js';
import { parseUrn, urnOf, writtenUrn } from '../../../src/globus/people/grammar.js';
import { principalFields, principalUrn } from '../../../src/globus/people/principal.js';
import { directory } from './directory.js';

const ada = '11111111-1111-4111-8111-111111111111';
const group = '33333333-3333-4333-8333-333333333333';
const auth = directory({ 'ada@example.org': ada });
const adaUrn = `urn:globus:auth:identity:${ada}`;
const groupUrn = `urn:globus:groups:id:${group}`;

describe('URNs', () => {
  test('are made of a type and an id, and read back', () => {
    expect(urnOf('identity', ada)).toBe(adaUrn);
    expect(parseUrn(groupUrn)).toEqual({ type: 'group', id: group });
    expect(parseUrn('urn:globus:groups:id:')).toEqual({ type: 'group', id: '' });
    expect(parseUrn('public')).toBeUndefined();
  });
  test.each([
    [adaUrn, adaUrn],
    [ada.toUpperCase(), adaUrn],
    [`group:${group.toUpperCase()}`, groupUrn],
    [`GROUP:${group}`, groupUrn],
    ['group:staff', undefined],
    ['public', undefined],
    ['ada@example.org', undefined],
    ['', undefined],
  ])('%j is written %j', (text, urn) => {
    expect(writtenUrn(text)).toBe(urn);
  });
});

describe('a principal as people say it', () => {
  const urnFor = (text: string, type?: 'identity' | 'group') =>
    principalUrn(text, { type, typeFlag: '--type', groupId }, auth);
  const groupId = (name: string) =>
    name === 'staff' ? Promise.resolve(group) : Promise.reject(new UsageError(`no group '${name}'`));
  test.each([
    ['ada@example.org', undefined, adaUrn],
    ['ada@example.org', 'identity', adaUrn],
    [ada, undefined, adaUrn],
    [adaUrn, 'identity', adaUrn],
    [groupUrn, undefined, groupUrn],
    [groupUrn, 'group', groupUrn],
    [group, 'group', groupUrn],
    [`group:${group}`, undefined, groupUrn],
    ['staff', 'group', groupUrn],
    ['group:staff', 'group', groupUrn],
    ['Group: staff', undefined, groupUrn],
  ] as const)('%j of type %j', async (text, type, urn) => {
    expect(await urnFor(text, type)).toBe(urn);
  });
  test.each([
    [adaUrn, 'group', `'${adaUrn}' is an identity, and --type says group.`],
    [`group:${group}`, 'identity', `'group:${group}' is a group, and --type says identity.`],
    ['nobody', 'group', "no group 'nobody'"],
    ['group:nobody', undefined, "no group 'nobody'"],
    ['group:staff', 'identity', "'group:staff' is a group, and --type says identity."],
    ['ada@example.org', 'group', "'ada@example.org' is not the id of a group."],
    ['urn:globus:groups:id:x', undefined, "'urn:globus:groups:id:x' does not end in a valid UUID."],
    ['eve@example.org', undefined, "Nobody has the username 'eve@example.org'."],
  ] as const)('%j of type %j is refused', async (text, type, message) => {
    await expect(urnFor(text, type)).rejects.toMatchObject({ name: 'UsageError', message });
  });
});

describe("the fields of Transfer's documents", () => {
  test.each([
    [{ allAuthenticated: true }, { principal_type: 'all_authenticated_users', principal: '' }],
    [{ anonymous: true }, { principal_type: 'anonymous', principal: '' }],
    [{ group }, { principal_type: 'group', principal: group }],
    [{ identity: 'ada@example.org' }, { principal_type: 'identity', principal: ada }],
    [{ provisionIdentity: 'ada@example.org' }, { principal_type: 'identity', principal: ada }],
  ])('%j', async (choice, fields) => {
    expect(await principalFields(choice, auth)).toEqual(fields);
  });
  test('only --provision-identity makes identities', async () => {
    const asked = directory({ 'ada@example.org': ada });
    await principalFields({ identity: 'ada@example.org' }, asked);
    await principalFields({ provisionIdentity: 'ada@example.org' }, asked);
    expect(asked.asked.map(({ provision }) => provision)).toEqual(['false', 'true']);
  });
  test('nobody chosen is a usage error, not a lookup of nothing', async () => {
    await expect(principalFields({}, auth)).rejects.toThrow(UsageError);
  });
});
