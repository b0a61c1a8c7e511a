/** How many files are under way at once, counted where they arrive: at the sandbox's own server. */
import { subscribe, unsubscribe } from 'node:diagnostics_channel';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { afterEach, beforeAll, expect, test } from 'vitest';
import { harvest, plant } from '../../sandbox/test/transferring.js';
import { type DataWorld, dataWorld } from '../support/data-world.js';

let world: DataWorld;
beforeAll(async () => {
  world = await dataWorld();
});
afterEach(() => world.noFaults());
const files = Object.fromEntries(Array.from({ length: 40 }, (_, i) => [`many/f${i}`, `file ${i}`]));

/** The most requests for files of `many/` that the server had open at once while something ran. */
async function mostAtOnce(act: () => Promise<unknown>): Promise<number> {
  const open = new Set<ServerResponse>();
  let most = 0;
  const begun = (message: unknown) => {
    const { request, response } = message as { request: IncomingMessage; response: ServerResponse };
    if (!/\/many\/f\d+$/.test(request.url ?? '')) return;
    open.add(response);
    most = Math.max(most, open.size);
    response.once('close', () => open.delete(response));
  };
  subscribe('http.server.request.start', begun);
  try {
    await act();
  } finally {
    unsubscribe('http.server.request.start', begun);
  }
  expect(open.size).toBe(0);
  return most;
}

test.each([1, 3, 10])(
  '--parallel %s has so many files under way, and never one more, down and up',
  async (parallel) => {
    plant(world.there, files);
    const name = `copy-${parallel}`;
    await world.fault({ service: 'https', effect: { type: 'latency', ms: 60 }, count: 1000 });
    const down = ['cp', '-r', '--parallel', String(parallel), `${world.collection}:/many`, `${name}/`];
    const up = ['cp', '-r', '--parallel', String(parallel), `${name}/many`, `${world.second}:/${name}/`];
    expect(await mostAtOnce(() => world.done(down))).toBe(parallel);
    expect(await mostAtOnce(() => world.done(up))).toBe(parallel);
    expect(harvest(world.other)).toMatchObject(
      Object.fromEntries(Object.entries(files).map(([path, text]) => [`${name}/${path}`, text])),
    );
  },
);
