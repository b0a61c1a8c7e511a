import { isObject, type Json } from '../../http/body.js';
import type { StateType } from '../state.js';

/** The types of states that Flows runs, and the fields that each may have beside `Type` and `Comment`. */
export const stateFields: Record<StateType, readonly string[]> = {
  Action: [
    'ActionUrl',
    'Handler',
    'ActionScope',
    'Parameters',
    'InputPath',
    'ResultPath',
    'WaitTime',
    'ExceptionOnActionFailure',
    'RunAs',
    'Catch',
    'Next',
    'End',
  ],
  Pass: ['Result', 'Parameters', 'InputPath', 'ResultPath', 'Next', 'End'],
  Choice: ['Choices', 'Default'],
  Wait: ['Seconds', 'SecondsPath', 'Timestamp', 'TimestampPath', 'Next', 'End'],
  Fail: ['Error', 'Cause'],
  ExpressionEval: ['Parameters', 'ResultPath', 'Next', 'End'],
  CreateWebInput: ['Parameters', 'ResultPath', 'Catch', 'Next', 'End'],
  AwaitWebInput: ['Parameters', 'ResultPath', 'Catch', 'Next', 'End'],
};

export const stateTypes = Object.keys(stateFields) as StateType[];

/** The errors that the documentation of `Catch` names. Flows may know others. */
export const catchable = [
  'ActionUnableToRun',
  'ActionFailedException',
  'ActionTimeout',
  'Flows.WebInputExpired',
  'States.ALL',
  'States.Runtime',
];

/** The address of a state's action provider: its `ActionUrl`, or that of its `Handler`. Undefined for other handlers. */
export function actionUrlOf(state: Json): string | undefined {
  const { ActionUrl: url, Handler: handler } = state;
  if (typeof url === 'string') return url;
  return isObject(handler) && typeof handler['Url'] === 'string' ? handler['Url'] : undefined;
}
