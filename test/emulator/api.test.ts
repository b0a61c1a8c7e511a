import { expect, test } from 'vitest';
import { adminApi } from '../../src/emulator/api.js';

const info = { url: 'http://127.0.0.1:1', page: '', port: 1, pid: 1, dir: '/', env: {} };
const answering = (text: string, status = 200) =>
  adminApi(async () => new Response(text, { status }), new AbortController().signal);

test.each([
  ['a page', '<!doctype html><p>Welcome</p>', 200],
  ['a page that says no', '<!doctype html><p>Not here</p>', 404],
  ['nothing', '', 200],
  ['JSON that is no document', 'null', 200],
  ['an error that is not the sandbox’s', '{"error":"no"}', 404],
])('another program that answers %s is told as one', async (_what, text, status) => {
  const { ask, presence } = answering(text, status);
  await expect(ask(info, 'GET', 'faults')).rejects.toMatchObject({
    name: 'NetworkError',
    message: 'What answers at http://127.0.0.1:1 is not a sandbox.',
  });
  expect(await presence(info)).toBe('absent');
});

test('another program that speaks JSON does not serve the sandbox', async () => {
  expect(await answering('{"hello":"world"}').presence(info)).toBe('absent');
  expect(await answering('{"status":"ok"}').presence(info)).toBe('serves');
});

test('the sandbox of somebody else is none of ours, and says what it wants', async () => {
  const { ask, presence } = answering('{"code":"Forbidden","message":"It takes a key"}', 403);
  await expect(ask(info, 'GET', 'faults')).rejects.toMatchObject({
    name: 'CliError',
    message: 'The sandbox says: It takes a key.',
  });
  expect(await presence(info)).toBe('absent');
});

test('a sandbox that takes connections and does not answer, as a stopped process, is not asked for ever', async () => {
  const never = (_url: string | URL | Request, { signal }: RequestInit = {}) =>
    new Promise<Response>((_done, failed) => signal?.addEventListener('abort', () => failed(signal.reason as Error)));
  expect(await adminApi(never, new AbortController().signal, 20).presence(info)).toBe('silent');
});

test('an answer that is cut short is none', async () => {
  const cut = new ReadableStream({ start: (body) => body.error(new TypeError('terminated')) });
  const { ask, presence } = adminApi(async () => new Response(cut), new AbortController().signal);
  await expect(ask(info, 'GET', 'health')).rejects.toMatchObject({
    name: 'NetworkError',
    message: 'The sandbox at http://127.0.0.1:1 does not answer.',
  });
  expect(await presence(info)).toBe('absent');
});
