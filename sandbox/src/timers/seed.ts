import { recordConsents } from '../auth/consents.js';
import { newClient } from '../auth/clients.js';
import { people } from '../auth/seed.js';
import { parseScopes } from '../auth/scope-grammar.js';
import { timerScope, transferAll } from '../auth/well-known-scopes.js';
import { uuidOf } from '../ids.js';
import { seededCollections } from '../transfer/seed.js';
import type { World } from '../world.js';
import { newTimer } from './create.js';

/** The id of the timer of every new world: Ada's, which copies once a day. */
export const dailyTimer = uuidOf('timer daily copy');

const daySeconds = 24 * 60 * 60;

/** Creates the timer, first due a day from now, with the consents it needs. */
export function seedTimers(world: World): void {
  const { ada } = people;
  // Made by an application of its own, so that what Ada consented to for others stays as it is.
  const application = newClient(world, {
    id: uuidOf('client timers page'),
    name: 'Timers page',
    public_client: true,
    visibility: 'public',
  }).id;
  recordConsents(world, application, ada.id, parseScopes(`${timerScope}[${transferAll}]`), true);
  const body = {
    DATA_TYPE: 'transfer',
    source_endpoint: seededCollections.source,
    destination_endpoint: seededCollections.destination,
    verify_checksum: true,
    sync_level: 3,
    label: 'Daily copy',
    DATA: [{ DATA_TYPE: 'transfer_item', source_path: '/data/', destination_path: '/daily/', recursive: true }],
  };
  newTimer(
    world,
    { identity: ada.id, client: application },
    {
      id: dailyTimer,
      timer_type: 'transfer',
      name: 'Daily copy',
      schedule: {
        type: 'recurring',
        start: world.clock.now() + daySeconds * 1000,
        interval_seconds: daySeconds,
        count: null,
        until: null,
      },
      callback_url: 'https://actions.automate.globus.org/transfer/transfer/run',
      callback_body: { body },
      body,
    },
  );
}
