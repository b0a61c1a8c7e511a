import { ApiError } from './http/api-error.js';
import { globOf, literal, type Glob } from './glob.js';
import { isObject, type Json } from './http/body.js';
import type { Store } from './state/store.js';

/** What a fault rule does to a request, or to work that goes on after the answer (`task_*`). */
export type FaultEffect =
  | { type: 'status'; status: number; code?: string; message?: string; extra?: Json }
  | { type: 'rate_limit'; retry_after: number }
  | { type: 'latency'; ms: number }
  | { type: 'drop' }
  | { type: 'cut' }
  | { type: 'expired_token' }
  | { type: 'consent_required'; required_scopes: string[] }
  | { type: 'authorization_required'; authorization_parameters: Json }
  | { type: 'task_fault'; code: string; description?: string }
  | { type: 'task_fail'; code: string; description?: string }
  | { type: 'task_hold' }
  | { type: 'task_lost' }
  | { type: 'task_skip' };

/** When and how the sandbox misbehaves on demand. */
export interface FaultRule {
  readonly id: string;
  /** A service's name, or `*`. */
  readonly service: string;
  /** An HTTP method, `*`, or `TASK` for work that continues after the answer. */
  readonly method: string;
  /**
   * A glob over the path without the service's prefix. For work: over `/COLLECTION_ID/path` in Transfer, `/INDEX_ID/TASK_TYPE` in
   * Search, `/ENDPOINT_ID/FUNCTION_ID` in Compute, `/FLOW_ID/STATE` in Flows, `/TIMER_ID` in Timers. `*` crosses slashes.
   */
  readonly path: string;
  /** Between 0 and 1. */
  readonly probability: number;
  /** How often it still acts; null without end. */
  count: number | null;
  readonly effect: FaultEffect;
}

/** The most milliseconds that a timer of this program waits, and more seconds than anybody does. */
const longest = 2 ** 31 - 1;
const isSpan = (value: unknown): boolean => typeof value === 'number' && value >= 0 && value <= longest;

/** What a field of an effect may be: what it is called, and the question whether a value is one. */
const kinds = {
  number: ['a number', Number.isFinite],
  span: [`a number from 0 to ${longest}`, isSpan],
  text: ['a text', (value: unknown) => typeof value === 'string'],
  texts: [
    'a list of texts',
    (value: unknown) => Array.isArray(value) && value.every((each) => typeof each === 'string'),
  ],
  object: ['an object', isObject],
} as const satisfies Record<string, readonly [string, (value: unknown) => boolean]>;
type Kind = keyof typeof kinds;

const needed: Record<FaultEffect['type'], Record<string, Kind>> = {
  status: { status: 'number' },
  rate_limit: { retry_after: 'span' },
  latency: { ms: 'span' },
  drop: {},
  cut: {},
  expired_token: {},
  consent_required: { required_scopes: 'texts' },
  authorization_required: { authorization_parameters: 'object' },
  task_fault: { code: 'text' },
  task_fail: { code: 'text' },
  task_hold: {},
  task_lost: {},
  task_skip: {},
};
/** Whose work each effect can act on; where no service is named, on that of the first. */
const workers: Readonly<Record<string, readonly string[]>> = {
  task_fault: ['transfer'],
  task_fail: ['transfer', 'search', 'compute', 'flows', 'timer'],
  task_hold: ['transfer', 'search', 'compute', 'flows'],
  task_lost: ['compute'],
  task_skip: ['timer'],
};
const possible: Record<string, Kind> = { code: 'text', message: 'text', description: 'text', extra: 'object' };

/** The fault rules of a world; kept over a restart, dropped by a reset. */
export class FaultRules {
  private rules: { rule: FaultRule; matches: Glob }[] = [];
  private resting = false;
  private readonly listeners = new Set<() => void>();

  constructor(private readonly store: Store) {
    this.load();
  }

  /** Whether any rule that acts is about tasks of Transfer. */
  get concernTasks(): boolean {
    return (
      !this.paused && this.rules.some(({ rule }) => rule.method === 'TASK' && ['*', 'transfer'].includes(rule.service))
    );
  }

  /** Whether the rule is there and acts. */
  acts(id: string): boolean {
    return !this.paused && this.rules.some(({ rule }) => rule.id === id);
  }

  /** Whether all rules rest. */
  get paused(): boolean {
    return this.resting;
  }

  /** Lets all rules rest, or act again. */
  pause(paused: boolean): void {
    this.store.table<boolean>('world.switches').put('faults paused', paused);
    this.load();
  }

  /** Calls `listener` after each change of the rules, until the function returned is called. */
  onChange(listener: () => void): () => void {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  }

  list(): FaultRule[] {
    return this.rules.map(({ rule }) => rule);
  }

  /** Adds a rule from a JSON document; 400 when it is not one. Absent fields mean: every service, method and path, always. */
  add(document: Json): FaultRule {
    const rule = parseRule(document, String(this.nextId()));
    this.store.table<FaultRule>('world.faults').put(rule.id, rule);
    this.load();
    return rule;
  }

  remove(id: string): boolean {
    const removed = this.store.table<FaultRule>('world.faults').delete(id);
    this.load();
    return removed;
  }

  clear(): void {
    for (const { rule } of this.rules) this.store.table<FaultRule>('world.faults').delete(rule.id);
    this.load();
  }

  /** Reads the rules again, after the rows of the store were replaced. */
  reload(): void {
    this.load();
  }

  /** The rules that act on this event, in order; each is counted as having acted. */
  take(service: string, method: string, path: string): FaultRule[] {
    if (this.rules.length === 0 || this.paused) return [];
    return this.rules
      .filter(({ rule, matches }) => {
        const fits =
          (rule.service === '*' || rule.service === service) &&
          (rule.method === method || (rule.method === '*' && method !== 'TASK'));
        if (!fits || rule.count === 0 || !matches.test(path) || Math.random() >= rule.probability) return false;
        if (rule.count !== null) {
          rule.count -= 1;
          this.store.table<FaultRule>('world.faults').put(rule.id, rule);
        }
        return true;
      })
      .map(({ rule }) => rule);
  }

  private load(): void {
    const rows = [...this.store.table<FaultRule>('world.faults').values()];
    this.rules = rows.map((rule) => ({ rule, matches: pathGlob(rule.path) }));
    this.resting = this.store.table<boolean>('world.switches').get('faults paused') === true;
    for (const listener of [...this.listeners]) listener();
  }

  private nextId(): number {
    return 1 + this.rules.reduce((highest, { rule }) => Math.max(highest, Number(rule.id)), 0);
  }
}

function parseRule(document: Json, id: string): FaultRule {
  const effect = document['effect'];
  if (!isObject(effect) || typeof effect['type'] !== 'string' || !Object.hasOwn(needed, effect['type'])) {
    throw new ApiError(
      400,
      'BadRequest',
      `'effect' must be an object whose 'type' is one of ${Object.keys(needed).join(', ')}`,
    );
  }
  for (const [field, kind] of Object.entries(needed[effect['type'] as FaultEffect['type']])) {
    const [name, is] = kinds[kind];
    if (!is(effect[field]))
      throw new ApiError(400, 'BadRequest', `an effect '${effect['type']}' needs '${field}', ${name}`);
  }
  for (const [field, kind] of Object.entries(possible)) {
    const [name, is] = kinds[kind];
    if (effect[field] !== undefined && !is(effect[field]))
      throw new ApiError(400, 'BadRequest', `'${field}' of an effect must be ${name}`);
  }
  const work = workers[effect['type']];
  const { service = work?.[0] ?? '*', method = '*', path = '*', probability = 1, count = null } = document;
  const status = effect['type'] === 'status' ? effect['status'] : 500;
  const within = (value: unknown, low: number, high: number) =>
    typeof value === 'number' && value >= low && value <= high;
  const conditions: [boolean, string][] = [
    [[service, method, path].every((each) => typeof each === 'string'), "'service', 'method' and 'path' must be texts"],
    [
      work === undefined || service === '*' || work.includes(service as string),
      `'${effect['type']}' is for the service ${work?.join(', ')}`,
    ],
    [within(probability, 0, 1), "'probability' must be a number from 0 to 1"],
    [
      count === null || (Number.isSafeInteger(count) && within(count, 1, Infinity)),
      "'count' must be a whole number above 0, or null for no end",
    ],
    [Number.isInteger(status) && within(status, 400, 599), "'status' must be a whole number from 400 to 599"],
  ];
  const broken = conditions.find(([kept]) => !kept);
  if (broken) throw new ApiError(400, 'BadRequest', broken[1]);
  return {
    id,
    service,
    method: work ? 'TASK' : (method as string).toUpperCase(),
    path,
    probability,
    count,
    effect,
  } as FaultRule;
}

/** Whether a row is a rule that could have been added. */
export function isFaultRule(row: unknown): boolean {
  if (!isObject(row) || typeof row['id'] !== 'string') return false;
  try {
    parseRule(row, row['id']);
    return true;
  } catch (error) {
    if (error instanceof ApiError) return false;
    throw error;
  }
}

/** A `?` of these takes no slash. */
function pathGlob(pattern: string): Glob {
  return globOf(
    Array.from(pattern, (part) => (part === '*' ? '*' : part === '?' ? (char) => char !== '/' : literal(part))),
  );
}
