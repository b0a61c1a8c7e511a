import { param, UsageError } from '#command';

/** `NAME=VALUE`, as the services write an environment variable. */
export const variable = param.custom(
  (raw, { name }) => {
    const at = raw.indexOf('=');
    if (at < 1) throw new UsageError(`Invalid value for ${name}: '${raw}' is not NAME=VALUE.`);
    return { name: raw.slice(0, at), value: raw.slice(at + 1) };
  },
  { metavar: 'NAME=VALUE' },
);

/** An update without a change is a mistake; `given` says whether a flag is on the line. */
export const nothingGiven = (flags: object, given: (key: never) => boolean): string | undefined =>
  Object.keys(flags).some((key) => given(key as never)) ? undefined : 'Give at least one setting to change.';
