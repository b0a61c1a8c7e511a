/** What a rule does: its kind, and what the kind needs. */
export interface Effect {
  readonly type: string;
  readonly [field: string]: unknown;
}
/** A fault rule as the sandbox tells it. */
export interface FaultRule {
  readonly id: string;
  readonly service: string;
  readonly method: string;
  readonly path: string;
  readonly probability: number;
  /** How often it still acts; null without end. */
  readonly count: number | null;
  readonly effect: Effect;
}

/** `status 503, code Gone`: an effect in a few words. */
export function effectText({ type, ...fields }: Effect): string {
  const details = Object.entries(fields).map(
    ([name, value]) => `${name.replaceAll('_', ' ')} ${typeof value === 'string' ? value : JSON.stringify(value)}`,
  );
  // The effect `status` says its name by its field already.
  return [...(type in fields ? [] : [type.replaceAll('_', ' ')]), ...details].join(', ');
}

/** The columns of a rule, in a record and in a table. */
export const columns = {
  ID: 'id',
  Service: 'service',
  Method: 'method',
  Path: 'path',
  Probability: 'probability',
  'Times Left': (rule: FaultRule) => rule.count ?? 'no end',
  Effect: (rule: FaultRule) => effectText(rule.effect),
} as const;
