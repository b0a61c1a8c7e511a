import type { FieldRule, Issues } from '../http/issues.js';

const numbers = ['max_concurrency', 'preferred_concurrency', 'max_parallelism', 'preferred_parallelism'] as const;

/** How much of the network an endpoint or storage gateway may use. */
export const networkRules: Record<string, FieldRule> = {
  network_use: { kind: ['normal', 'minimal', 'aggressive', 'custom'] },
  ...Object.fromEntries(numbers.map((name): [string, FieldRule] => [name, { kind: 'integer' }])),
};

/** Notes the numbers that a custom use of the network lacks. */
export function checkNetworkUse(issues: Issues, fields: Record<string, unknown>): void {
  if (fields['network_use'] !== 'custom') return;
  for (const name of numbers)
    if (typeof fields[name] !== 'number') issues.add([name], "is required when network_use is 'custom'");
}
