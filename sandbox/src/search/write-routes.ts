import type { Hono } from 'hono';
import { jsonBody } from '../http/body.js';
import type { SandboxContext, SandboxEnv } from '../http/context.js';
import type { World } from '../world.js';
import { openIndex, requireRole, searchCaller, writers } from './access.js';
import { taskDocument } from './documents.js';
import { Messages, missing, notFound } from './errors.js';
import { readIngest, readSingleEntry } from './ingest.js';
import { requestOf } from './query/request.js';
import { searchState, type SearchIndex, type Work } from './state.js';
import { submitTask } from './task-queue.js';

/** What changes the content of indexes, each by a task, and those tasks. */
export function writeRoutes(app: Hono<SandboxEnv>, world: World): void {
  const writable = (c: SandboxContext, operation: string): SearchIndex => {
    const caller = searchCaller(world, c, 'write');
    const index = openIndex(world, c);
    requireRole(world, index, caller, operation, ...writers);
    return index;
  };
  const accepted = (c: SandboxContext, index: SearchIndex, type: string, work: Work) =>
    c.json({ acknowledged: true, task_id: submitTask(world, index, type, work).task_id });

  app.post('/v1/index/:index_id/ingest', async (c) => {
    const index = writable(c, 'ingest');
    return accepted(c, index, 'ingest', readIngest(await jsonBody(c, 'BadRequest.Generic', 400, ['content'])));
  });
  app.on(['POST', 'PUT'], '/v1/index/:index_id/entry', async (c) => {
    const index = writable(c, 'ingest');
    return accepted(c, index, 'ingest', readSingleEntry(await jsonBody(c, 'BadRequest.Generic', 400, ['content'])));
  });
  app.delete('/v1/index/:index_id/entry', (c) => {
    const index = writable(c, 'delete_entry');
    return accepted(c, index, 'delete_entry', {
      kind: 'delete_entry',
      subject: subjectOf(c),
      entry_id: c.req.query('entry_id') ?? null,
    });
  });
  app.delete('/v1/index/:index_id/subject', (c) => {
    const index = writable(c, 'delete_by_subject');
    return accepted(c, index, 'delete_by_subject', { kind: 'delete_subjects', subjects: [subjectOf(c)] });
  });
  app.post('/v1/index/:index_id/batch_delete_by_subject', async (c) => {
    const index = writable(c, 'delete_by_subject');
    const { subjects } = await jsonBody(c, 'BadRequest.Generic');
    if (!Array.isArray(subjects) || !subjects.every((subject) => typeof subject === 'string')) {
      const messages = new Messages('json');
      messages.add(['subjects'], subjects === undefined ? missing : 'Not a valid list of strings.');
      messages.refuse();
    }
    return accepted(c, index, 'batch_delete_by_subject', { kind: 'delete_subjects', subjects: subjects as string[] });
  });
  app.post('/v1/index/:index_id/delete_by_query', async (c) => {
    const index = writable(c, 'delete_by_query');
    const document = await jsonBody(c, 'BadRequest.Generic');
    requestOf(document, index, 'delete');
    return accepted(c, index, 'delete_by_query', { kind: 'delete_by_query', document });
  });

  app.get('/v1/task/:task_id', (c) => {
    const caller = searchCaller(world, c, 'write');
    const task = searchState(world).tasks.get(c.req.param('task_id').toLowerCase());
    const index = task && searchState(world).indexes.get(task.index_id);
    if (!task || !index) throw notFound('NoSuchTask', `There is no task "${c.req.param('task_id')}"`);
    requireRole(world, index, caller, 'task_show', ...writers);
    return c.json(taskDocument(task));
  });
  app.get('/v1/task_list/:index_id', (c) => {
    const index = writable(c, 'task_list');
    return c.json({
      index_id: index.id,
      tasks: searchState(world)
        .tasksByIndex.all(index.id)
        .sort((a, b) => b.created - a.created)
        .map(taskDocument),
    });
  });
}

/** The subject a request's URL names; 400 without one. */
export function subjectOf(c: SandboxContext): string {
  const subject = c.req.query('subject');
  if (subject === undefined) {
    const messages = new Messages('query');
    messages.add(['subject'], missing);
    messages.refuse();
  }
  return subject ?? '';
}
