import type { RequestRow } from '../shapes.js';
import { badge, element, twoLines } from './elements.js';
import { cell, row, show } from './tables.js';
import { clockTime } from './texts.js';

const mostRequests = 200;

type Numbered = RequestRow & { readonly number: string };

let requests: readonly Numbered[] = [];
let numbered = 0;
let isWaitingToDraw = false;

/** Shows these requests and no others. */
export function showRequests(entries: readonly RequestRow[]): void {
  requests = [];
  addRequests(entries);
}

/** Shows further requests, given oldest first, above those that are there. */
export function addRequests(entries: readonly RequestRow[]): void {
  const fresh = entries.map((entry) => ({ ...entry, number: String((numbered += 1)) }));
  requests = [...fresh.reverse(), ...requests].slice(0, mostRequests);
  // Many requests between two pictures are drawn once.
  if (!isWaitingToDraw) requestAnimationFrame(draw);
  isWaitingToDraw = true;
}

function draw(): void {
  isWaitingToDraw = false;
  show(
    'requests',
    requests.map(requestRow),
    requests.length === mostRequests ? `latest ${mostRequests}` : requests.length,
  );
}

const requestRow = (request: Numbered) =>
  row(request.number, request.number, () => [
    cell(clockTime(request.time), 'nowrap'),
    cell(request.service || '–'),
    cell(twoLines(`${request.method} ${pathInService(request)}`, request.query, 'mono')),
    cell([
      badge(String(request.status), request.status >= 400 ? 'bad' : request.status >= 300 ? 'busy' : 'good'),
      element('span', 'second', request.fault === undefined ? '' : `fault ${request.fault}`),
    ]),
    cell(request.ms.toFixed(1), 'number'),
  ]);

function pathInService({ path, service }: RequestRow): string {
  return service !== '' && path.startsWith(`/${service}/`) ? path.slice(service.length + 1) : path;
}
