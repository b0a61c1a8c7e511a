import type { World } from './world.js';

/** The one thing of its kind that each world has: made by `make` when first asked for, the same on every call, gone with the world. */
export function perWorld<T extends object>(make: (world: World) => T): (world: World) => T {
  const made = new WeakMap<World, T>();
  return (world) => {
    let thing = made.get(world);
    if (thing === undefined) made.set(world, (thing = make(world)));
    return thing;
  };
}
