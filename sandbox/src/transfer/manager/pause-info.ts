import type { World } from '../../world.js';
import { transferState, type PauseRule, type Task } from '../state.js';
import { ownerOf } from '../tasks/owner.js';
import { pauseRulesOfTask } from './task-pauses.js';

/** What everyone may see of a pause rule. */
export function limitedPauseRule(world: World, rule: PauseRule): Record<string, unknown> {
  const {
    modified_by: _by,
    modified_by_id: _id,
    created_by_host_manager: _host,
    editable: _editable,
    ...fields
  } = rule;
  return { DATA_TYPE: 'pause_rule_limited', ...fields, endpoint_display_name: endpointName(world, rule) };
}

/** A pause rule as the managers of its endpoint see it. */
export function pauseRuleDocument(world: World, rule: PauseRule): Record<string, unknown> {
  return { DATA_TYPE: 'pause_rule', ...rule, endpoint_display_name: endpointName(world, rule) };
}

/** Why a task is paused. */
export function pauseInfo(world: World, task: Task): Record<string, unknown> {
  const { source, destination } = pauseRulesOfTask(world, task, ownerOf(world, task).identityIds);
  const rules = new Map([...source, ...destination].map((rule) => [rule.id, rule]));
  const own = (list: PauseRule[], id: string | null) => list.find((rule) => rule.endpoint_id === id)?.message ?? null;
  const host = (list: PauseRule[], id: string | null) => list.find((rule) => rule.endpoint_id !== id)?.message ?? null;
  return {
    DATA_TYPE: 'pause_info_limited',
    pause_rules: [...rules.values()].map((rule) => limitedPauseRule(world, rule)),
    source_pause_message: own(source, task.source_endpoint_id) ?? task.admin_pause,
    destination_pause_message: own(destination, task.destination_endpoint_id),
    source_pause_message_share: host(source, task.source_endpoint_id),
    destination_pause_message_share: host(destination, task.destination_endpoint_id),
  };
}

function endpointName(world: World, { endpoint_id: id }: PauseRule): string | null {
  return transferState(world).endpoints.get(id)?.display_name ?? null;
}
