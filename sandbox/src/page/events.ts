import type { World } from '../world.js';
import { overviewOf } from './overview.js';
import type { PageEvents } from './shapes.js';

const lookMs = 400;
const longestSilenceMs = 15_000;
const latestRequests = 200;

/**
 * What goes on in a world as server-sent events, until the reader goes away: `overview` at once and after each change,
 * `clock` with the world's time, `requests` once with the latest, oldest first, and `request` for each that follows.
 */
export function eventsOf(world: World): ReadableStream<Uint8Array> {
  const encoder = new TextEncoder();
  let end = (): void => undefined;
  return new ReadableStream({
    start: (stream) => {
      let told = '';
      let toldAt = 0;
      const sendText = (event: keyof PageEvents, text: string) =>
        stream.enqueue(encoder.encode(`event: ${event}\ndata: ${text}\n\n`));
      const send = <K extends keyof PageEvents>(event: K, document: PageEvents[K]) =>
        sendText(event, JSON.stringify(document));
      const look = () => {
        const text = JSON.stringify(overviewOf(world));
        // The clock is told with each change, and often enough to notice readers that are gone.
        if (text === told && performance.now() - toldAt < longestSilenceMs) return;
        send('clock', { time: new Date(world.clock.now()).toISOString() });
        if (text !== told) sendText('overview', text);
        told = text;
        toldAt = performance.now();
      };
      look();
      send('requests', world.log.latest(latestRequests));
      const timer = setInterval(look, lookMs).unref();
      const unfollow = world.log.follow((entry) => send('request', entry));
      const clock = world.clock.onAdvance(() => {
        toldAt = -Infinity;
      });
      end = () => {
        clearInterval(timer);
        unfollow();
        clock();
      };
    },
    cancel: () => end(),
  });
}
