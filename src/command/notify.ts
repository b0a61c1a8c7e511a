import { UsageError } from '../errors.js';
import { custom } from './param.js';

const events = ['succeeded', 'failed', 'inactive'] as const;
type Settings = { readonly [E in (typeof events)[number] as `notify_on_${E}`]?: boolean };

/** When the service sends mail about a task: `on`, `off`, or a comma list of succeeded, failed, inactive. */
export const notify = custom(
  (raw, { name }): Settings => {
    const words = raw
      .toLowerCase()
      .split(',')
      .map((word) => word.trim())
      .filter(Boolean);
    if (words.length === 1 && words[0] === 'on') return {};
    const none = words.length === 1 && words[0] === 'off';
    const unknown = words.filter((word) => !none && !(events as readonly string[]).includes(word));
    if (!words.length || unknown.length) {
      throw new UsageError(
        `Invalid value for ${name}: '${raw}' is not 'on', 'off' or a comma list of ${events.join(', ')}.`,
      );
    }
    return Object.fromEntries(events.map((event) => [`notify_on_${event}`, words.includes(event)]));
  },
  { metavar: 'on|off|EVENT,...' },
);
