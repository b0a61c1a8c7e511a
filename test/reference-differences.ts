/** Recorded cases that we answer otherwise on purpose: why, and what we answer instead. */
export const differences: Readonly<
  Record<string, { readonly why: string; readonly expect: { readonly exit_code?: number; readonly stdout?: string } }>
> = {};
