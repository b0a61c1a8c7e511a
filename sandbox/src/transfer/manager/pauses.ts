import { ApiError } from '../../http/api-error.js';
import type { World } from '../../world.js';
import { isGuest } from '../endpoints.js';
import { transferState, type Endpoint, type PauseRule } from '../state.js';

/** What a pause rule can hold up. */
export type PauseFlag = keyof PauseRule & `pause_${string}`;

/** The pause rules in force for these identities on the endpoint, those of the collection that hosts it included. */
export function pauseRulesFor(world: World, endpoint: Endpoint, identityIds: string[]): PauseRule[] {
  const { pausesByEndpoint } = transferState(world);
  const hosts = [
    endpoint.id,
    ...(isGuest(endpoint) && endpoint.mapped_collection !== null ? [endpoint.mapped_collection] : []),
  ];
  return hosts
    .flatMap((id) => pausesByEndpoint.all(id))
    .filter(
      ({ identity_id: only, start_time: start }) =>
        (only === null || identityIds.includes(only)) && (start === null || Date.parse(start) <= world.clock.now()),
    );
}

/** 409 `OperationPaused` while a rule holds up this kind of work. */
export function requireNotPaused(world: World, endpoint: Endpoint, identityIds: string[], flag: PauseFlag): void {
  const rule = pauseRulesFor(world, endpoint, identityIds).find((candidate) => candidate[flag]);
  if (rule) throw new ApiError(409, 'OperationPaused', `${endpoint.display_name} is paused: ${rule.message}`);
}
