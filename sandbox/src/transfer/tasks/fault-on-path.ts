import type { FaultRule, FaultRules } from '../../fault-rules.js';
import type { Endpoint } from '../state.js';
import { descriptionOf } from './events.js';
import { TaskFault, type Side } from './task-fault.js';

/** Lets the fault rules act on a path of a task: throws their fault, or returns the rule that holds the task. */
export function holdingRule(faults: FaultRules, side: Side, endpoint: Endpoint, path: string): FaultRule | undefined {
  for (const rule of faults.take('transfer', 'TASK', `/${endpoint.id}${path}`)) {
    const { effect } = rule;
    if (effect.type === 'task_fault' || effect.type === 'task_fail')
      throw new TaskFault(
        effect.code,
        side,
        path,
        effect.description ?? `${descriptionOf(effect.code)}: ${path}`,
        effect.type === 'task_fail',
      );
    if (effect.type === 'task_hold') return rule;
  }
  return undefined;
}
