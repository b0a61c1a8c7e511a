import type { StateType } from '../state.js';

/** The types of states that Flows runs, and the fields that each may have beside `Type` and `Comment`. */
export const STATE_FIELDS: Record<StateType, readonly string[]> = {
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

export const STATE_TYPES = Object.keys(STATE_FIELDS) as StateType[];

/** The errors that `Catch` can name. */
export const CATCHABLE = ['ActionUnableToRun', 'ActionFailedException', 'ActionTimeout', 'States.ALL'];
