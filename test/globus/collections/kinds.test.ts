import { expect, test } from 'vitest';
import { describeKind, isOfServer } from '../../../src/globus/collections/kinds.js';

test.each([
  ['GCSv5_endpoint', 'a Globus Connect Server endpoint', true],
  ['GCSv5_mapped_collection', 'a mapped collection', true],
  ['GCP_guest_collection', 'a Globus Connect Personal guest collection', false],
  ['GCSv4_share', 'a Globus Connect Server v4 share', false],
  ['GCSv9_nebula', 'of an unknown kind (GCSv9_nebula)', false],
  [undefined, 'of an unknown kind', false],
])('%s is %s', (kind, words, server) => {
  expect(describeKind(kind)).toBe(words);
  expect(isOfServer(kind)).toBe(server);
});
