export const clockTime = (iso: string | null): string =>
  iso === null ? '' : new Date(iso).toLocaleTimeString([], { hour12: false });

export const dateTime = (iso: string | null): string =>
  iso === null ? '–' : new Date(iso).toLocaleString([], { dateStyle: 'medium', timeStyle: 'medium' });

const units = ['B', 'kB', 'MB', 'GB', 'TB'];

/** `1.2 MB` and the like. */
export function bytesText(bytes: number): string {
  let [rest, at] = [bytes, 0];
  while (rest >= 1000 && at < units.length - 1) {
    rest /= 1000;
    at += 1;
  }
  return `${at === 0 || rest >= 100 ? Math.round(rest) : rest.toFixed(1)} ${units[at]}`;
}
