/** Times of tasks: whole seconds and an offset. */
export function taskTime(milliseconds: number): string {
  return new Date(milliseconds).toISOString().replace(/\.\d+Z$/, '+00:00');
}
