import { isUuid } from '../uuid.js';
import type { PageKind } from './view.js';

const pages: ReadonlyMap<PageKind, string> = new Map<PageKind, string>([
  ['collection', 'https://app.globus.org/file-manager?origin_id='],
  ['task', 'https://app.globus.org/activity/'],
  ['group', 'https://app.globus.org/groups/'],
  ['flow', 'https://app.globus.org/flows/'],
  ['run', 'https://app.globus.org/runs/'],
]);

/** The page of a thing in the web app; undefined where its id is none. Nothing that a service said goes into it but a UUID. */
export const pageOf = (kind: PageKind, id: unknown): string | undefined =>
  typeof id === 'string' && isUuid(id) ? `${pages.get(kind)}${id}` : undefined;
