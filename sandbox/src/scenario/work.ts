import { newClient } from '../auth/clients.js';
import { recordConsents } from '../auth/consents.js';
import { parseScopes } from '../auth/scope-grammar.js';
import { authState } from '../auth/state.js';
import { timerScope, transferAll } from '../auth/well-known-scopes.js';
import { newFlow } from '../flows/flow-routes.js';
import { readFlow } from '../flows/flow-fields.js';
import { identityUrn } from '../flows/principals.js';
import { flowsState, type Flow } from '../flows/state.js';
import { readIngest } from '../search/ingest.js';
import { newIndex, putRole } from '../search/new-index.js';
import { entryKey, searchState } from '../search/state.js';
import { newTransferTimer } from '../timers/create.js';
import { timersState } from '../timers/state.js';
import { addBookmark } from '../transfer/bookmarks/bookmarks.js';
import { dataAccessScope } from '../transfer/permissions.js';
import { uuidOf } from '../ids.js';
import type { BookmarkForm, EntryForm, FlowForm, IndexForm, TimerForm } from './form.js';
import type { Making } from './making.js';

/** Makes a search index with its entries, which are there at once. */
export function makeIndex(making: Making, form: IndexForm): void {
  const { world } = making;
  const { indexes, entries } = searchState(world);
  const id = making.idOf('index', form, form.name);
  making.requireNew(indexes.has(id), form, 'an index');
  const owner = identityUrn(making.person(form, 'owner', form.owner).id);
  const { field_mapping } = readIngest({
    ingest_type: 'GMetaList',
    ingest_data: { gmeta: [] },
    field_mapping: form.field_mapping,
  });
  const index = newIndex(world, {
    id,
    display_name: form.name,
    description: form.description ?? form.name,
    is_trial: false,
    max_size_in_mb: 5000,
    field_mapping,
  });
  putRole(world, index, 'owner', owner);
  for (const urn of making.urns(form, 'admins', form.admins)) putRole(world, index, 'admin', urn);
  for (const urn of making.urns(form, 'writers', form.writers)) putRole(world, index, 'writer', urn);
  making.each(form.entries, (entry) => {
    for (const row of readIngest({ ingest_type: 'GMetaEntry', ingest_data: document(making, entry) }).entries) {
      const bytes = Buffer.byteLength(JSON.stringify(row.content));
      entries.put(entryKey(id, row.subject, row.entry_id), { ...row, index_id: id, bytes });
    }
  });
}

const document = (making: Making, { subject, id, visible_to, content }: EntryForm) => ({
  subject,
  ...(id === undefined ? {} : { id }),
  visible_to: making.urns({}, 'visible_to', visible_to ?? ['public'], ['public', 'all_authenticated_users']),
  content,
});

/** Makes a flow, as its owner would. */
export function makeFlow(making: Making, form: FlowForm): void {
  const { world } = making;
  const id = making.idOf('flow', form, form.title);
  making.requireNew(flowsState(world).flows.has(id), form, 'a flow');
  const owner = identityUrn(making.person(form, 'owner', form.owner).id);
  const { title, subtitle, description, keywords, definition, input_schema = {} } = form;
  const body = {
    ...{ title, definition, input_schema },
    ...(subtitle === undefined ? {} : { subtitle }),
    ...(description === undefined ? {} : { description }),
    ...(keywords === undefined ? {} : { keywords }),
    flow_viewers: making.urns(form, 'viewers', form.viewers, ['public']),
    flow_starters: making.urns(form, 'starters', form.starters, ['all_authenticated_users']),
    flow_administrators: making.urns(form, 'administrators', form.administrators),
    run_managers: making.urns(form, 'run_managers', form.run_managers),
    run_monitors: making.urns(form, 'run_monitors', form.run_monitors),
  };
  newFlow(world, owner, { ...(readFlow(body, ['title', 'definition', 'input_schema']) as Flow), id });
}

/** Makes a timer that copies, made by an application of its own with the consents that it needs. */
export function makeTimer(making: Making, form: TimerForm): void {
  const { world } = making;
  const id = making.idOf('timer', form, form.name);
  making.requireNew(timersState(world).timers.has(id), form, 'a timer');
  const owner = making.person(form, 'owner', form.owner);
  const { from, to, recursive } = form.copy;
  const source = making.collection(from, 'collection', from.collection);
  const destination = making.collection(to, 'collection', to.collection);
  const client = uuidOf('client of the timers of world files');
  if (!authState(world).clients.has(client))
    newClient(world, { id: client, name: 'Timers', public_client: true, visibility: 'public' });
  const needed = [source, destination].flatMap((each) => dataAccessScope(each) ?? []);
  const below = needed.length > 0 ? `${transferAll}[${needed.join(' ')}]` : transferAll;
  recordConsents(world, client, owner.id, parseScopes(`${timerScope}[${below}]`), true);
  const body = {
    source_endpoint: source.id,
    destination_endpoint: destination.id,
    label: form.name,
    DATA: [
      {
        DATA_TYPE: 'transfer_item',
        source_path: from.path,
        destination_path: to.path,
        recursive: recursive ?? from.path.endsWith('/'),
      },
    ],
  };
  newTransferTimer(
    world,
    { identity: owner.id, client },
    { id, name: form.name, schedule: resumed(form.schedule, world.clock.now()), body },
  );
}

/** A schedule that began before this world does goes on in it: at the next of its times. */
function resumed(schedule: TimerForm['schedule'], now: number): TimerForm['schedule'] {
  const { start, interval_seconds: seconds } = schedule;
  const began = typeof start === 'string' ? Date.parse(start) : NaN;
  if (!(began < now) || typeof seconds !== 'number' || seconds <= 0) return schedule;
  const steps = Math.ceil((now - began) / (seconds * 1000));
  return { ...schedule, start: new Date(began + steps * seconds * 1000).toISOString() };
}

/** Makes a bookmark of somebody. */
export function makeBookmark(making: Making, form: BookmarkForm): void {
  const endpoint_id = making.collection(form, 'collection', form.collection).id;
  const owner = making.person(form, 'owner', form.owner);
  addBookmark(making.world, owner, { name: form.name, endpoint_id, path: form.path, pinned: false });
}
