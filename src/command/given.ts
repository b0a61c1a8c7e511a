/** The flags that stand on the line, without defaults; a list flag that was not given is an empty list otherwise. */
export const onlyGiven = (
  flags: Readonly<Record<string, unknown>>,
  given: (key: never) => boolean,
): Record<string, unknown> => Object.fromEntries(Object.entries(flags).filter(([key]) => given(key as never)));
