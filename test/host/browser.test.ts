import { spawn } from 'node:child_process';
import { expect, test, vi } from 'vitest';
import { openBrowser } from '../../src/host/browser.js';

const desktop = vi.hoisted(() => ({ code: 0, isOver: false }));
vi.mock('open', () => ({
  default: async () => {
    const child = spawn(process.execPath, ['-e', `process.exit(${desktop.code})`]);
    if (desktop.isOver) await new Promise((done) => child.once('close', done));
    return child;
  },
}));

test.each([false, true])('a desktop that cannot open an address is told of (over already: %s)', async (isOver) => {
  Object.assign(desktop, { code: 3, isOver });
  const why = await new Promise<string>((done) => openBrowser({ env: {} }, 'http://127.0.0.1/', done));
  expect(why).toBe('what opens addresses here ended with exit code 3');
});

test('a $BROWSER that cannot, too; one that can is not', async () => {
  const env = (code: number) => ({ env: { BROWSER: `${process.execPath} -e process.exit(${code})` } });
  const why = await new Promise<string>((done) => openBrowser(env(4), 'http://127.0.0.1/', done));
  expect(why).toBe(`${process.execPath} ended with exit code 4`);
  const said: string[] = [];
  openBrowser(env(0), 'http://127.0.0.1/', (text) => said.push(text));
  await new Promise((done) => setTimeout(done, 500));
  expect(said).toEqual([]);
});
