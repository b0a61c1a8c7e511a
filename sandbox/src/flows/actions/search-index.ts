import type { Json } from '../../http/body.js';
import { findIndex, requireRole, requireStatus, writers } from '../../search/access.js';
import { taskDocument } from '../../search/documents.js';
import { readIngest, readSingleEntry } from '../../search/ingest.js';
import { searchState, type Work } from '../../search/state.js';
import { submitTask } from '../../search/task-queue.js';
import { optionalText, text, without } from './body.js';
import type { ActionContext, ActionProvider, ActionState } from './provider.js';

/** Metadata into an index: one entry, or a whole ingest document. */
export const ingestAction = (scopes: readonly string[]): ActionProvider =>
  workAction(scopes, 'ingest', (body) => {
    const document = without(body, 'search_index', 'index_id');
    return document['ingest_type'] === undefined ? readSingleEntry(document) : readIngest(document);
  });

/** Metadata out of an index: one entry of a subject, or, by default, all that the index knows of it. */
export const deleteEntryAction = (scopes: readonly string[]): ActionProvider =>
  workAction(scopes, 'delete', (body) => {
    const subject = text(body, 'subject');
    const entry = optionalText(body, 'entry_id', 'id');
    const one = entry !== undefined || body['delete_by'] === 'entry';
    return one
      ? { kind: 'delete_entry', subject, entry_id: entry ?? null }
      : { kind: 'delete_subjects', subjects: [subject] };
  });

function workAction(scopes: readonly string[], type: string, workOf: (body: Json) => Work): ActionProvider {
  const look = ({ world, action }: ActionContext): ActionState => {
    const task = searchState(world).tasks.get(String(action.memo['task_id']));
    if (!task) return { status: 'FAILED', details: { code: 'NotFound', description: 'The task is gone' } };
    const status = task.state === 'SUCCESS' ? 'SUCCEEDED' : task.state === 'FAILED' ? 'FAILED' : 'ACTIVE';
    return { status, details: taskDocument(task) };
  };
  return {
    scopes,
    keepsDigits: true,
    start: (context, body) => {
      const { world, requester, action } = context;
      const index = findIndex(world, text(body, 'search_index', 'index_id'));
      requireStatus(index, 'open');
      requireRole(world, index, requester, type, ...writers);
      action.memo = { task_id: submitTask(world, index, type, workOf(body)).task_id };
      return look(context);
    },
    look,
  };
}
