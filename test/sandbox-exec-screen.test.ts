/** What a person at a terminal is told of the sandbox that a command has for itself. */
import { expect, test } from 'vitest';
import { ensureBuilt } from './support/built.js';
import { temporaryFolder } from './support/globus.js';
import { hasTerminal, onTerminal } from './support/terminal.js';

test.skipIf(!hasTerminal).each([
  [[], 'The sandbox and this HOME go away when sh ends.'],
  [['--keep-home'], 'The sandbox goes away when sh ends.'],
])('sandbox exec %j says what does not last', { timeout: 120_000 }, async (flags, told) => {
  ensureBuilt();
  const line = ['sandbox', 'exec', '--no-login', ...flags, '--', 'sh', '-c', 'exit 7'];
  const shown = onTerminal(line, { HOME: temporaryFolder() });
  expect(await shown.ended()).toBe(7);
  expect(shown.screen()).toContain(told);
});
