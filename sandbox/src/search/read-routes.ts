import type { Hono } from 'hono';
import { ApiError } from '../http/api-error.js';
import { jsonBody } from '../http/body.js';
import type { SandboxContext, SandboxEnv } from '../http/context.js';
import { booleanOf, listOf } from '../http/query.js';
import type { World } from '../world.js';
import { admins, maybeCaller, openIndex, requireRole, urnsOf, visibilitiesOf } from './access.js';
import { notFound } from './errors.js';
import { contentsOf } from './query/contents.js';
import { isVisible, reach, requestOf, requestOfQuery, type SearchRequest } from './query/request.js';
import { runSearch, subjectDocument, type Searcher } from './query/run.js';
import { entryKey, searchState, type SearchIndex } from './state.js';
import { subjectOf } from './write-routes.js';
import { writtenJson } from '../http/written-json.js';

/** Everything that looks into indexes. No token is needed to see what is public. */
export function readRoutes(app: Hono<SandboxEnv>, world: World): void {
  const searcher = (c: SandboxContext, index: SearchIndex, bypass: boolean): Searcher => {
    const caller = maybeCaller(world, c, 'read');
    if (bypass) requireRole(world, index, caller, 'bypass_visible_to', ...admins);
    return { visibilities: bypass ? undefined : visibilitiesOf(world, caller), urns: urnsOf(world, caller) };
  };
  const answer = (c: SandboxContext, index: SearchIndex, request: SearchRequest) => {
    const who = searcher(c, index, request.bypassVisibleTo);
    const { total, counted, page: shown } = runSearch(world, index, request, who);
    const page = shown(request.offset, request.offset + request.limit);
    return writtenJson(c, {
      '@datatype': 'GSearchResult',
      '@version': '2017-09-01',
      count: page.length,
      total,
      offset: request.offset,
      has_next_page: request.offset + page.length < Math.min(total, reach),
      gmeta: page.map(({ subject, entries }) => subjectDocument(subject, entries, who.urns)),
      facet_results: request.facets.map((facet) => facet(counted)),
    });
  };

  app.get('/v1/index/:index_id/search', (c) => {
    const index = openIndex(world, c);
    return answer(
      c,
      index,
      requestOfQuery(c.req.query(), index, (c.req.queries('filter_principal_sets') ?? []).flatMap(listOf)),
    );
  });
  app.post('/v1/index/:index_id/search', async (c) => {
    const index = openIndex(world, c);
    return answer(c, index, requestOf(await jsonBody(c, 'BadRequest.Generic'), index));
  });

  app.post('/v1/index/:index_id/scroll', async (c) => {
    const index = openIndex(world, c);
    const request = requestOf(await jsonBody(c, 'BadRequest.Generic'), index, 'scroll');
    const who = searcher(c, index, request.bypassVisibleTo);
    const after = request.marker === undefined ? undefined : subjectAfter(request.marker);
    const found = runSearch(world, index, request, who);
    // By subject, so that a page follows on the one before whatever was added or removed meanwhile.
    const { hits: page, isLast } = found.after(after, Math.max(1, request.limit));
    return writtenJson(c, {
      '@datatype': 'GScrollResponse',
      '@version': '2017-09-01',
      count: page.length,
      total: found.total,
      has_next_page: !isLast,
      marker: isLast ? null : Buffer.from(page.at(-1)?.subject ?? '').toString('base64url'),
      gmeta: page.map(({ subject, entries }) => subjectDocument(subject, entries, who.urns)),
    });
  });

  app.get('/v1/index/:index_id/subject', (c) => {
    const index = openIndex(world, c);
    const who = searcher(c, index, booleanOf(c.req.query('bypass_visible_to'), false));
    const subject = subjectOf(c);
    const entries = contentsOf(world, index.id)
      .entriesOf(subject)
      .filter((entry) => !who.visibilities || isVisible(entry.visible_to, who.visibilities));
    if (entries.length === 0) throw notFound('NoSuchSubject', `There is no subject "${subject}" that you may see`);
    return writtenJson(c, subjectDocument(subject, entries, who.urns));
  });
  app.get('/v1/index/:index_id/entry', (c) => {
    const index = openIndex(world, c);
    const who = searcher(c, index, booleanOf(c.req.query('bypass_visible_to'), false));
    const subject = subjectOf(c);
    const entry = searchState(world).entries.get(entryKey(index.id, subject, c.req.query('entry_id') ?? null));
    if (!entry || (who.visibilities && !isVisible(entry.visible_to, who.visibilities)))
      throw notFound('NoSuchEntry', `There is no such entry of "${subject}" that you may see`);
    return writtenJson(c, subjectDocument(subject, [entry], who.urns));
  });
}

function subjectAfter(marker: string): string {
  if (!/^[A-Za-z0-9_-]+$/.test(marker))
    throw new ApiError(400, 'BadRequest.InvalidMarker', 'The marker is not one of this service');
  return Buffer.from(marker, 'base64url').toString('utf8');
}
