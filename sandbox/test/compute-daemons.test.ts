/** Functions that start what outlives them: a process in a session of its own, which holds the pipes of the function's Python open. */
import { expect, test } from 'vitest';
import { runPython } from '../src/compute/python.js';

const job = (lines: readonly string[]) => ({
  name: 'f',
  source: ['def f():', ...lines.map((line) => `    ${line}`), ''].join('\n'),
  args: '[]',
  kwargs: '{}',
});
const daemon = [
  'import os, signal, subprocess, time',
  'signal.signal(signal.SIGTERM, signal.SIG_IGN)',
  'other = subprocess.Popen(["sleep", "20"], start_new_session=True)',
];
/** What would keep this process from ending. */
const pipes = () => process.getActiveResourcesInfo().filter((each) => each === 'PipeWrap').length;
const limits = { python: 'python3', seconds: 15 };

test.skipIf(process.platform === 'win32')('a result does not wait for a daemon that the function left', async () => {
  const [before, begun] = [pipes(), performance.now()];
  const outcome = await runPython(job([...daemon, 'return other.pid']), limits, new AbortController().signal);
  expect(performance.now() - begun).toBeLessThan(10_000);
  await expect.poll(pipes).toBe(before);
  process.kill(Number(outcome.result), 'SIGKILL');
});

test.skipIf(process.platform === 'win32')(
  'a function that is ended with a daemon beside it holds nothing open',
  async () => {
    const [before, ending] = [pipes(), new AbortController()];
    const running = runPython(job([...daemon, 'time.sleep(20)']), limits, ending.signal);
    await new Promise((done) => setTimeout(done, 1500));
    ending.abort();
    expect((await running).exception).toContain('The sandbox stopped');
    await expect.poll(pipes).toBe(before);
  },
);
