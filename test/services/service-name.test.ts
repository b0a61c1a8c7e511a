import { expect, test } from 'vitest';
import type { CliError } from '../../src/errors.js';
import { createHttp } from '../../src/services/http.js';
import { serviceName } from '../../src/services/service-name.js';

/** What is said of a service that gives this answer to a POST: the message and the hint. */
async function saidOf(service: string, answer: () => Response): Promise<string> {
  const http = createHttp({
    service,
    baseUrl: 'https://example.org',
    transport: {
      fetch: () => Promise.resolve(answer()),
      userAgent: 'globus/1',
      timeout: 5000,
      retries: 0,
      retryDelay: () => 0,
    },
  });
  const { message, hint } = await http.post('x').then(
    () => {
      throw new TypeError('this was to fail');
    },
    (error: unknown) => error as CliError,
  );
  return `${message} ${hint ?? ''}`;
}

const unhappy: readonly (readonly [string, () => Response])[] = [
  ['a refusal', () => Response.json({ message: 'No' }, { status: 409 })],
  ['a login that it does not accept', () => Response.json({}, { status: 401 })],
  ['trouble after a change', () => Response.json({}, { status: 500 })],
  ['no document', () => new Response('', { status: 200 })],
  ['a document that is none', () => Response.json('text')],
  ['a web page', () => new Response('<!doctype html>')],
];

test.each(unhappy)('every service has one name, whatever is said of it: %s', async (_, answer) => {
  for (const [service, name] of [
    ['timers', 'Globus Timers'],
    ['gcs', 'GCS Manager'],
    ['https', 'HTTPS server'],
  ] as const) {
    expect(serviceName(service)).toBe(name);
    const said = await saidOf(service, answer);
    expect(said).toContain(name);
    expect(said.replaceAll(name, '')).not.toMatch(/gcs|timers|\bhttps\b/i);
  }
});
