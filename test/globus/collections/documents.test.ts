import { describe, expect, test } from 'vitest';
import { collectionDocument } from '../../../src/globus/collections/document.js';
import { itemOf } from '../../../src/globus/collections/envelope.js';
import { gatewayChanges, newGateway } from '../../../src/globus/collections/gateway-document.js';
import { collectionPolicies, isOfSeveralConnectors } from '../../../src/globus/collections/policies.js';
import { listed, versioned } from '../../../src/globus/collections/versioned.js';

describe('a collection document', () => {
  const version = (type: 'mapped' | 'guest', settings: object) =>
    collectionDocument(type, { ...settings })['DATA_TYPE'];
  test.each([
    ['mapped', { displayName: 'Data' }, '1.0.0'],
    ['mapped', { enableHttps: true }, '1.1.0'],
    ['mapped', { verify: 'default' }, '1.4.0'],
    ['mapped', { userMessage: 'x'.repeat(64) }, '1.1.0'],
    ['mapped', { userMessage: 'x'.repeat(65) }, '1.7.0'],
    ['mapped', { aclExpirationMins: 5 }, '1.10.0'],
    ['guest', { aclExpirationMins: 5 }, '1.11.0'],
    ['guest', { aclExpirationMins: undefined, displayName: 'Data' }, '1.0.0'],
    ['guest', { displayName: 'Data', skipAutoDelete: true }, '1.13.0'],
  ] as const)('of a %s collection with %j is of version %s, the oldest that has it all', (type, settings, expected) => {
    expect(version(type, settings)).toBe(`collection#${expected}`);
  });
  test('holds what was given, null and false included, and what is added', () => {
    const settings = {
      description: null,
      public: false,
      keywords: ['a', 'b'],
      sharingUserAllow: [''],
      verify: 'force',
    };
    expect(collectionDocument('mapped', settings, { identity_id: 'ID' })).toEqual({
      DATA_TYPE: 'collection#1.4.0',
      collection_type: 'mapped',
      description: null,
      public: false,
      keywords: ['a', 'b'],
      sharing_users_allow: [],
      force_verify: true,
      disable_verify: false,
      identity_id: 'ID',
    });
  });
});

describe('the policies of a collection', () => {
  test('are those of the one connector that settings were given of', () => {
    expect(collectionPolicies({ displayName: 'Data' })).toBeUndefined();
    expect(collectionPolicies({ posixSharingGroupAllow: ['staff', ''] })).toEqual({
      DATA_TYPE: 'posix_collection_policies#1.1.0',
      sharing_groups_allow: ['staff'],
    });
    expect(isOfSeveralConnectors({ posixSharingGroupAllow: ['a'], posixSharingGroupDeny: ['b'] })).toBe(false);
    expect(isOfSeveralConnectors({ posixSharingGroupAllow: ['a'], googleProjectId: 'p' })).toBe(true);
  });
});

describe('a storage gateway document', () => {
  const connector = {
    id: 'CONNECTOR',
    type: 'x_policies',
    fields: { folder: ['folder', 0], tier: ['tier', 2] },
    defaults: { folder: '/' },
  } as const;
  test('of a new one names its connector, and has policies with what they must hold', () => {
    expect(newGateway(connector, { displayName: 'Lab' })).toEqual({
      DATA_TYPE: 'storage_gateway#1.0.0',
      display_name: 'Lab',
      connector_id: 'CONNECTOR',
      policies: { DATA_TYPE: 'x_policies#1.0.0', folder: '/' },
    });
    expect(newGateway(connector, { mfa: true, folder: '/data', tier: 'cold' })).toEqual({
      DATA_TYPE: 'storage_gateway#1.1.0',
      require_mfa: true,
      connector_id: 'CONNECTOR',
      policies: { DATA_TYPE: 'x_policies#1.2.0', folder: '/data', tier: 'cold' },
    });
  });
  test('of changes holds what changes and nothing else', () => {
    expect(gatewayChanges(connector, { networkUse: 'minimal' })).toEqual({
      DATA_TYPE: 'storage_gateway#1.3.0',
      network_use: 'minimal',
    });
    expect(gatewayChanges(connector, { tier: 'hot' })).toEqual({
      DATA_TYPE: 'storage_gateway#1.0.0',
      policies: { DATA_TYPE: 'x_policies#1.2.0', tier: 'hot' },
    });
  });
});

describe('documents with versions', () => {
  const fields = { name: ['display_name', 0], mfa: ['require_mfa', 3] } as const;
  test('take the oldest version; nothing given is version 0 and empty', () => {
    expect(versioned(fields, {})).toEqual({ minor: 0, document: {} });
    expect(versioned(fields, { name: 'x', other: 1 })).toEqual({ minor: 0, document: { display_name: 'x' } });
    expect(versioned(fields, { mfa: false })).toEqual({ minor: 3, document: { require_mfa: false } });
  });
  test('an empty text among several values is the empty list', () => {
    expect(listed([''])).toEqual([]);
    expect(listed(['a', ''])).toEqual(['a']);
    expect(listed('')).toBe('');
  });
});

describe('an answer of a GCS Manager', () => {
  const role = { DATA_TYPE: 'role#1.0.0', id: 'role' };
  const envelope = (data: readonly unknown[]) => ({ DATA_TYPE: 'result#1.0.0', code: 'success', data }) as never;
  test('has the document in it, whatever its version and wherever it stands', () => {
    expect(itemOf(envelope([{ DATA_TYPE: 'warning#1.0.0' }, null, role]), 'role')).toBe(role);
  });
  test('has the first document where none is of the kind', () => {
    expect(itemOf(envelope([role]), 'roles')).toBe(role);
  });
  test('may be the document', () => {
    expect(itemOf(role, 'role')).toBe(role);
  });
});
