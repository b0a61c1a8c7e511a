import { requireType } from '../document.js';
import { badRequest } from '../errors.js';
import type { Json } from '../../http/body.js';
import { isObject } from '../../http/body.js';
import { timeOf } from '../filter.js';
import type { FilterRule } from '../state.js';

const longestLabel = 128;

/** A boolean of a submission; 400 for anything else. */
export function flagOf(body: Json, name: string, fallback = false): boolean {
  const value = body[name];
  if (value === undefined || value === null) return fallback;
  if (typeof value !== 'boolean') throw badRequest(`'${name}' must be true or false`);
  return value;
}

/** A text of a submission; undefined when absent. */
export function textOf(body: Json, name: string): string | undefined {
  const value = body[name];
  if (value === undefined || value === null) return undefined;
  if (typeof value !== 'string') throw badRequest(`'${name}' must be a string`);
  return value;
}

/** A text that must be there. */
export function requiredText(body: Json, name: string): string {
  const value = textOf(body, name);
  if (value === undefined || value === '') throw badRequest(`'${name}' is required`);
  return value;
}

/** A label: at most 128 characters on one line. */
export function labelOf(body: Json): string | null {
  const label = textOf(body, 'label') ?? null;
  if (label !== null && (label.length > longestLabel || /[\r\n]/.test(label)))
    throw badRequest(`'label' must be one line of at most ${longestLabel} characters`);
  return label === '' ? null : label;
}

/** A deadline in milliseconds since 1970; one that has passed is refused. */
export function deadlineOf(body: Json, now: number): number | undefined {
  const text = textOf(body, 'deadline');
  if (text === undefined) return undefined;
  const deadline = timeOf(text, 'deadline');
  if (deadline <= now) throw badRequest(`'deadline' has passed`);
  return deadline;
}

/** The filter rules of a transfer. */
export function filterRulesOf(body: Json): FilterRule[] | null {
  const rules = body['filter_rules'];
  if (rules === undefined || rules === null) return null;
  if (!Array.isArray(rules)) throw badRequest("'filter_rules' must be a list");
  return rules.map((rule: unknown) => {
    if (!isObject(rule)) throw badRequest('a filter rule must be an object');
    requireType(rule, 'filter_rule');
    const { method = 'exclude', type = null, name } = rule;
    if (method !== 'include' && method !== 'exclude')
      throw badRequest("the 'method' of a filter rule must be include or exclude");
    if (type !== null && type !== 'file' && type !== 'dir')
      throw badRequest("the 'type' of a filter rule must be file or dir");
    if (typeof name !== 'string' || name === '' || name.includes('/'))
      throw badRequest("the 'name' of a filter rule must be a name or glob without a slash");
    return { method, type, name };
  });
}

/** The items of a submission, each of one of these types. */
export function itemsOf(body: Json, ...types: string[]): Json[] {
  const items = body['DATA'];
  if (items !== undefined && !Array.isArray(items)) throw badRequest("'DATA' must be a list");
  const list: unknown[] = items ?? [];
  return list.map((item) => {
    if (!isObject(item)) throw badRequest("an item of 'DATA' must be an object");
    requireType(item, ...types);
    return item;
  });
}
