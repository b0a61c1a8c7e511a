/** What the form of sync says before it asks: first of all, that it deletes. */
import { expect, test } from 'vitest';
import { copyGuide } from '../../src/commands/_paths-guide.js';

test('the first words of a sync that deletes say so, and of no other', async () => {
  const { tells } = copyGuide('source', 'destination', { what: 'what differs in ' });
  const texts = { source: 'my data', destination: '@archive' };
  const copies = ['Copies what differs in my data', 'to @archive'];
  expect(await tells?.(texts, {} as never)).toEqual(copies);
  expect(await tells?.({ ...texts, delete: 'true' }, {} as never)).toEqual([
    'Deletes what only @archive has, after it has shown it.',
    ...copies,
  ]);
});
