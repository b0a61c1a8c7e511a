import { describe, expect, test } from 'vitest';
import { collectionDocument } from '../../../src/globus/collections/document.js';
import { itemOf } from '../../../src/globus/collections/envelope.js';
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
