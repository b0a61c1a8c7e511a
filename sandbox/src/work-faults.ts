import type { FaultEffect } from './fault-rules.js';
import { perWorld } from './per-world.js';
import type { ServiceName } from './wing.js';
import type { World } from './world.js';

/** What a fault rule can do to work that goes on after the answer, other than that of Transfer. */
export type WorkFault = Extract<FaultEffect, { type: 'task_fail' | 'task_hold' | 'task_lost' | 'task_skip' }>;

/** The rules that hold pieces of work, by the work's key. */
const holdersOf = perWorld((): Map<string, string> => new Map());

/**
 * What the fault rules do to a piece of work that is about to be done; undefined where it goes on. `key` tells it from all other
 * work: what a rule holds stays held until the rule is gone, and then goes on.
 */
export function faultOnWork(world: World, service: ServiceName, path: string, key: string): WorkFault | undefined {
  const holders = holdersOf(world);
  const holder = holders.get(key);
  if (holder !== undefined) {
    if (world.faults.acts(holder)) return { type: 'task_hold' };
    holders.delete(key);
    return undefined;
  }
  for (const { id, effect } of world.faults.take(service, 'TASK', path)) {
    if (effect.type === 'task_hold') holders.set(key, id);
    if (isWorkFault(effect)) return effect;
  }
  return undefined;
}

const isWorkFault = (effect: FaultEffect): effect is WorkFault =>
  ['task_fail', 'task_hold', 'task_lost', 'task_skip'].includes(effect.type);

/** The words for a failure that a rule asks for. */
export const failureText = ({ code, description }: Extract<FaultEffect, { type: 'task_fail' }>): string =>
  description ?? `A fault rule of the sandbox made it fail: ${code}`;
