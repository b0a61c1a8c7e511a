import type { Job } from '#services/timers';

/** What kind of work the URL that a timer calls stands for; the URL where it is none we know. */
export function typeOf({ callback_url: url }: Job): string {
  if (!URL.canParse(url)) return url;
  const { host, pathname } = new URL(url);
  if (host.endsWith('actions.automate.globus.org') && pathname === '/transfer/transfer/run') return 'Transfer';
  if (/^transfer\.actions\..*globus\.org$/.test(host) && pathname === '/transfer/run') return 'Transfer';
  if (host.endsWith('flows.automate.globus.org')) return 'Flow';
  return url;
}
