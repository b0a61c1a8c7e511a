/** Resolves after a time, or as soon as the function handed to `offer` is called. */
export function sleepUntilWoken(milliseconds: number, offer: (wake: () => void) => unknown): Promise<void> {
  return new Promise((resolve) => {
    const timer = setTimeout(resolve, milliseconds);
    offer(() => {
      clearTimeout(timer);
      resolve();
    });
  });
}
