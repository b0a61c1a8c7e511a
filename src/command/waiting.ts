import { bad, param } from './param.js';
import { requires } from './rule.js';
import { duration } from './time.js';

/** Flags of every command that can wait for what it submitted. */
export const waiting = {
  wait: param.switch({ summary: 'Wait until it is finished, showing progress' }),
  waitTimeout: duration({ summary: 'Stop waiting after this long (the work continues)' }),
  failFast: param.switch({ summary: 'While waiting, cancel on an error that retrying cannot fix' }),
};

/** How a wait ends that ran out of time: with a code that says nothing else (docs/exit-codes.md). */
export const timeoutExitCode = param.custom(
  (raw, context): number => {
    const code = /^\d+$/.test(raw.trim()) ? Number(raw) : NaN;
    if (!(code === 0 || code === 1 || (code >= 50 && code <= 99))) throw bad(context, raw, '0, 1 or one of 50 to 99');
    return code;
  },
  { metavar: 'CODE' },
)({ summary: 'The exit code when the time is up (0, 1, 50-99)', default: 1 });

/** What only means something while waiting. */
export const waitingRules = [requires('waitTimeout', 'wait'), requires('failFast', 'wait')] as const;
