import { rmSync } from 'node:fs';
import { secret } from '../ids.js';
import { defineState } from '../state/store.js';
import { jailOf } from '../transfer/endpoints.js';
import { transferState } from '../transfer/state.js';
import { childPath } from '../transfer/storage/virtual-path.js';
import type { World } from '../world.js';

interface Draft {
  readonly endpoint: string;
  readonly path: string;
}

const drafts = defineState((store) => store.table<Draft>('https.drafts'));

/** The name of an upload until it is complete, remembered until `done` is called, even by a sandbox that is killed meanwhile. */
export function newDraft(world: World, endpoint: string, folder: string): { name: string; done: () => void } {
  const name = `.${secret(20)}.globus-part`;
  drafts(world).put(name, { endpoint, path: childPath(folder, name) });
  world.store.flush();
  return { name, done: () => drafts(world).delete(name) };
}

/** Removes what uploads left behind that a killed sandbox did not finish; called before there are new ones. */
export function removeDrafts(world: World): void {
  for (const [name, { endpoint: id, path }] of [...drafts(world).entries()]) {
    const endpoint = transferState(world).endpoints.get(id);
    try {
      if (endpoint) jailOf(world, endpoint).within(path, (folder, last) => rmSync(folder.at(last), { force: true }));
    } catch {
      // The folder is gone, or cannot be reached: a file too many in it is no reason not to start.
    }
    drafts(world).delete(name);
  }
}
