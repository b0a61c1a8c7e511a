/** How much of the network transfers may use: the key in documents of endpoints and gateways, by setting. */
export const networkKeys: Readonly<Record<string, string>> = {
  maxConcurrency: 'max_concurrency',
  maxParallelism: 'max_parallelism',
  networkUse: 'network_use',
  preferredConcurrency: 'preferred_concurrency',
  preferredParallelism: 'preferred_parallelism',
};
