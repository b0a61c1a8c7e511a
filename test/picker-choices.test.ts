import { expect, test } from 'vitest';
import type { Adapters } from '../src/services/index.js';
import type { Connect } from '../src/globus/things/sources.js';
import { pick } from '../src/picker.js';

const [one, two] = ['11111111-2222-4333-8444-555555555555', '21111111-2222-4333-8444-555555555555'];

test('what was chosen is what stood on the screen, though an earlier search is answered last', async () => {
  let answerSlowly = () => {};
  const slow = new Promise<void>((done) => (answerSlowly = done));
  const transfer = {
    listBookmarks: () => Promise.resolve({ DATA: [] }),
    searchEndpoints: async function* ({ filter_fulltext: words }: { filter_fulltext?: string }) {
      if (words === 'la') await slow;
      if (words !== undefined) yield { id: words === 'la' ? one : two, display_name: words === 'la' ? 'Lava' : 'Lab' };
    },
  } as unknown as Adapters['transfer'];
  const kept: string[] = [];
  const picked = await pick('collection', 'Where', {
    connect: (() => Promise.resolve(transfer)) as unknown as Connect,
    remember: (_kind, name, { id }) => kept.push(`${name} ${id}`),
    warn: () => undefined,
    terminal: { columns: 80, color: false },
    prompt: {
      search: async (_question, source) => {
        const { signal } = new AbortController();
        const early = source('la', signal);
        const [shown] = await source('lab', signal);
        answerSlowly();
        await early;
        return shown?.value;
      },
    },
  });
  expect([picked, kept]).toEqual(['Lab', [`Lab ${two}`]]);
});
