import type { Inhabitant } from '../src/world.js';

export const inhabitant: Inhabitant = {
  seed: (world) => world.store.table<string>('test.things').put('seeded', 'yes'),
};
