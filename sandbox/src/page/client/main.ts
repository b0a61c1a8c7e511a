import type { PageEvents } from '../shapes.js';
import { byId } from './elements.js';
import { complain } from './changes.js';
import { listenToForms } from './forms.js';
import { key } from './key.js';
import { showOverview } from './overview.js';
import { addRequests, showRequests } from './requests.js';
import { dateTime } from './texts.js';

/** By how many milliseconds the world's time is before that of the browser. */
let ahead = 0;

function tick(): void {
  const now = new Date(Date.now() + ahead).toISOString();
  byId('clock').dateTime = now;
  byId('clock').textContent = dateTime(now);
}

function showConnection(state: 'open' | 'lost', text: string): void {
  byId('connection').dataset['state'] = state;
  byId('connection').textContent = text;
}

const events = new EventSource(`/_sandbox/events?key=${encodeURIComponent(key)}`);

function listen<K extends keyof PageEvents>(name: K, take: (document: PageEvents[K]) => void): void {
  events.addEventListener(name, (event: MessageEvent<string>) => take(JSON.parse(event.data) as PageEvents[K]));
}

events.addEventListener('open', () => showConnection('open', 'live'));
events.addEventListener('error', () => {
  const isRefused = events.readyState === EventSource.CLOSED;
  showConnection('lost', isRefused ? 'refused' : 'lost; trying again');
  if (!isRefused) return;
  complain('This address lacks the key of the sandbox. Open the one that “globus sandbox status” shows as Page.');
  // What nothing is known of must not look empty.
  byId('world').hidden = true;
});
listen('clock', ({ time }) => {
  ahead = Date.parse(time) - Date.now();
  tick();
});
listen('overview', showOverview);
listen('requests', showRequests);
listen('request', (request) => addRequests([request]));
setInterval(tick, 1000);
listenToForms();
