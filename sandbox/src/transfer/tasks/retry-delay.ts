const longestMs = 60_000;
const shortestMs = 50;

/**
 * How long a task waits before it tries again what failed: longer each time, but never past its deadline, which would be
 * noticed too late. `left` is what remains until then.
 */
export function retryDelay(first: number, failures: number, left: number): number {
  return Math.min(first * 2 ** failures, longestMs, Math.max(left, shortestMs));
}
