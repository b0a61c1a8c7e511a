import { flagName, param } from '#command';

const levels = ['normal', 'minimal', 'aggressive', 'custom'] as const;

/** How much of the network transfers may use. */
export const networkFlags = {
  maxConcurrency: param.integer({ summary: 'The most files at once, if network use is custom', min: 1 }),
  maxParallelism: param.integer({ summary: 'The most streams per file, if network use is custom', min: 1 }),
  networkUse: param.choice(levels, { summary: 'How much of the network transfers may use' }),
  preferredConcurrency: param.integer({
    summary: 'The usual number of files at once, if network use is custom',
    min: 1,
  }),
  preferredParallelism: param.integer({
    summary: 'The usual number of streams per file, if network use is custom',
    min: 1,
  }),
};
const numbers = ['maxConcurrency', 'maxParallelism', 'preferredConcurrency', 'preferredParallelism'] as const;
/** What else is asked of a person who wants to say it all. */
export const networkAlso = (key: string, value: string | boolean): readonly string[] =>
  key === 'networkUse' && value === 'custom' ? numbers : [];
type Network = { readonly networkUse?: string | undefined } & {
  readonly [K in (typeof numbers)[number]]?: number | undefined;
};

/** Custom use needs all four numbers; what is wrong, if anything. */
export function networkComplaint(flags: Network): string | undefined {
  const missing = numbers.filter((key) => flags[key] === undefined);
  if (flags.networkUse !== 'custom' || !missing.length) return undefined;
  return `--network-use custom also needs ${missing.map(flagName).join(', ')}.`;
}
