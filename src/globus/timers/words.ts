import { isNumber, isObject } from '../../exact-json.js';
import type { Job, Schedule } from '../../services/timers.js';
import { everySpan } from '../../time-span.js';

const textOf = (value: unknown) => (typeof value === 'string' && value !== '' ? value : undefined);

/** The transfer that a timer makes, as it lies in its document; undefined for a timer of another kind. */
export function transferOf({ callback_body: body }: Job): Readonly<Record<string, unknown>> | undefined {
  const inner = isObject(body?.['body']) ? body['body'] : body;
  return isObject(inner) && textOf(inner['source_endpoint']) !== undefined ? inner : undefined;
}

/** The collections of a timer's transfer: what is to be looked up for `workOf`. */
export function collectionsOf(job: Job): readonly string[] {
  const transfer = transferOf(job);
  return [transfer?.['source_endpoint'], transfer?.['destination_endpoint']].filter(
    (id): id is string => typeof id === 'string',
  );
}

/** `Lab:/data → Archive:/~/nightly`: what a timer does, with names where there are some. Undefined where it is no transfer. */
export function workOf(job: Job, names: ReadonlyMap<string, string>): string | undefined {
  const transfer = transferOf(job);
  if (!transfer) return undefined;
  const items: readonly unknown[] = Array.isArray(transfer['DATA']) ? transfer['DATA'] : [];
  const [first] = items;
  const place = (id: unknown, path: unknown) =>
    `${names.get(String(id)) ?? String(id).slice(0, 8)}${textOf(path) === undefined ? '' : `:${textOf(path)}`}`;
  const paths = isObject(first) ? first : {};
  const more = items.length > 1 ? ` and ${items.length - 1} more` : '';
  return `${place(transfer['source_endpoint'], paths['source_path'])} → ${place(transfer['destination_endpoint'], paths['destination_path'])}${more}`;
}

/** `every day`, `once`: how often a timer runs. */
export const howOften = ({ interval }: Job): string =>
  isNumber(interval) && Number(interval) > 0 ? everySpan(Number(interval)) : 'once';

/** The same of a schedule. */
export const scheduleWords = (schedule: Schedule): string =>
  schedule.type === 'once' ? 'once' : everySpan(Number(schedule.interval_seconds));

/** How a timer is doing: as the service says it, but for one that a person or a login holds up. */
export const timerState = (job: Job): string => (job.activity?.code === 'paused' ? 'paused' : job.status);
