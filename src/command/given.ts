/** How a flag without names of its own is written: `--polling-interval` for pollingInterval. */
export const flagName = (key: string) => `--${key.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`)}`;

/** The flags that stand on the line, without defaults; a list flag that was not given is an empty list otherwise. */
export const onlyGiven = (
  flags: Readonly<Record<string, unknown>>,
  given: (key: never) => boolean,
): Record<string, unknown> => Object.fromEntries(Object.entries(flags).filter(([key]) => given(key as never)));
