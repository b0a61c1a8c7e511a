import type { ActivityState } from '../globus/activity/activity.js';
import type { Tone } from './fit.js';

/** A state as a mark that reads without colour, and its tone. */
export const markOf: Readonly<Record<ActivityState, readonly [mark: string, tone: Tone]>> = {
  running: ['●', 'busy'],
  waiting: ['○', 'dim'],
  paused: ['⏸', 'busy'],
  stuck: ['!', 'bad'],
  done: ['✓', 'good'],
  failed: ['✗', 'bad'],
  canceled: ['−', 'dim'],
};
