import { recordConsents } from '../auth/consents.js';
import { newClient } from '../auth/clients.js';
import { PEOPLE } from '../auth/seed.js';
import { parseScopes } from '../auth/scope-grammar.js';
import { TIMER_SCOPE, TRANSFER_ALL } from '../auth/well-known-scopes.js';
import { uuidOf } from '../ids.js';
import { COLLECTIONS } from '../transfer/seed.js';
import type { World } from '../world.js';
import { newTimer } from './create.js';

/** The id of the timer of every new world: Ada's, which copies once a day. */
export const DAILY_TIMER = uuidOf('timer daily copy');

const DAY_SECONDS = 24 * 60 * 60;

/** Creates the timer, first due a day from now, with the consents it needs. */
export function seedTimers(world: World): void {
  const { ada } = PEOPLE;
  // Made by an application of its own, so that what Ada consented to for others stays as it is.
  const application = newClient(world, {
    id: uuidOf('client timers page'),
    name: 'Timers page',
    public_client: true,
    visibility: 'public',
  }).id;
  recordConsents(world, application, ada.id, parseScopes(`${TIMER_SCOPE}[${TRANSFER_ALL}]`), true);
  const body = {
    DATA_TYPE: 'transfer',
    source_endpoint: COLLECTIONS.source,
    destination_endpoint: COLLECTIONS.destination,
    verify_checksum: true,
    sync_level: 3,
    label: 'Daily copy',
    DATA: [{ DATA_TYPE: 'transfer_item', source_path: '/data/', destination_path: '/daily/', recursive: true }],
  };
  newTimer(
    world,
    { identity: ada.id, client: application },
    {
      id: DAILY_TIMER,
      timer_type: 'transfer',
      name: 'Daily copy',
      schedule: {
        type: 'recurring',
        start: world.clock.now() + DAY_SECONDS * 1000,
        interval_seconds: DAY_SECONDS,
        count: null,
        until: null,
      },
      callback_url: 'https://actions.automate.globus.org/transfer/transfer/run',
      callback_body: { body },
      body,
    },
  );
}
