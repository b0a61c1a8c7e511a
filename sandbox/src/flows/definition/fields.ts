import type { StateType } from '../state.js';

/** The types of states that Flows runs, and the fields that each may have beside `Type` and `Comment`. */
export const stateFields: Record<StateType, readonly string[]> = {
  Action: [
    'ActionUrl',
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
};

export const stateTypes = Object.keys(stateFields) as StateType[];

/** The errors that `Catch` can name. */
export const catchable = ['ActionUnableToRun', 'ActionFailedException', 'ActionTimeout', 'States.ALL'];
