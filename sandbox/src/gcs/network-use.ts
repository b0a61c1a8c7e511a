import type { FieldRule, Issues } from '../http/issues.js';

const NUMBERS = ['max_concurrency', 'preferred_concurrency', 'max_parallelism', 'preferred_parallelism'] as const;

/** How much of the network an endpoint or storage gateway may use. */
export const NETWORK_RULES: Record<string, FieldRule> = {
  network_use: { kind: ['normal', 'minimal', 'aggressive', 'custom'] },
  ...Object.fromEntries(NUMBERS.map((name): [string, FieldRule] => [name, { kind: 'integer' }])),
};

/** Notes the numbers that a custom use of the network lacks. */
export function checkNetworkUse(issues: Issues, fields: Record<string, unknown>): void {
  if (fields['network_use'] !== 'custom') return;
  for (const name of NUMBERS)
    if (typeof fields[name] !== 'number') issues.add([name], "is required when network_use is 'custom'");
}
