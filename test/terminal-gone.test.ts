/** A terminal that is closed ends whatever runs on it, as SIGHUP does, and in good order. */
import { spawn } from 'node:child_process';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, expect, test } from 'vitest';
import { bin, ensureBuilt } from './support/built.js';
import { temporaryFolder } from './support/globus.js';
import { pause } from './support/rounds.js';
import { hasTerminal } from './support/terminal.js';

beforeAll(() => ensureBuilt());

/** Runs a line on a terminal that is closed once it shows the pattern; its status as a shell has it. */
async function whenClosed(argv: readonly string[], shows: RegExp): Promise<string> {
  const home = temporaryFolder();
  const status = join(home, 'status');
  // a pager that stays, on every machine
  const pager = join(home, 'pager');
  writeFileSync(pager, '#!/bin/sh\ncat\nexec sleep 60\n', { mode: 0o755 });
  const line = `trap : HUP; stty cols 80 rows 24; "$0" "$@"; echo $? > '${status}'`;
  const words = ['sh', '-c', line, process.execPath, bin, ...argv];
  const quoted = words.map((word) => `'${word.replaceAll("'", `'\\''`)}'`).join(' ');
  const terminal = spawn('script', ['-qefc', quoted, '/dev/null'], {
    env: {
      PATH: process.env['PATH'] ?? '',
      HOME: home,
      TERM: 'xterm',
      TZ: 'UTC',
      GLOBUS_TOKEN_STORE: 'file',
      PAGER: pager,
    },
  });
  let shown = '';
  terminal.stdout.on('data', (chunk: Buffer) => (shown += chunk.toString()));
  terminal.stdin.on('error', () => undefined); // it is closed by us
  for (let i = 0; i < 600 && !shows.test(shown); i++) await pause(25);
  expect(shown).toMatch(shows);
  terminal.kill('SIGKILL');
  for (let i = 0; i < 400 && !(existsSync(status) && readFileSync(status, 'utf8')); i++) await pause(25);
  return existsSync(status) ? readFileSync(status, 'utf8').trim() : `still running: ${shown}`;
}

test.runIf(hasTerminal).each([
  ['a question', ['login', '--no-local-server'], /(application|client|sandbox|log ?in)/i],
  ['a sandbox in the foreground', ['sandbox', 'start', '--foreground', '--port', '0'], /running|listens|http/i],
  ['a pager', ['list-commands'], /globus/],
] as const)('%s', { timeout: 60_000 }, async (_, argv, shows) => {
  expect(await whenClosed(argv, shows)).toBe('129');
});
