import { param } from './param.js';
import { requires } from './rule.js';
import { duration } from './time.js';

/** Flags of every command that can wait for what it submitted. */
export const waiting = {
  wait: param.switch({ summary: 'Wait until it is finished, showing progress' }),
  waitTimeout: duration({ summary: 'Stop waiting after this long (the work goes on)' }),
  failFast: param.switch({ summary: 'While waiting, cancel on an error that cannot go away' }),
};

/** What only means something while waiting. */
export const waitingRules = [requires('waitTimeout', 'wait'), requires('failFast', 'wait')] as const;
