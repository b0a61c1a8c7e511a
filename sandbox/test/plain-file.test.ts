import { execFileSync } from 'node:child_process';
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { openSandbox, temporaryFolder } from './signed-in.js';
import { adminOf } from './transferring.js';

// without a refusal the sandbox, which is in this process here, would wait for ever: a writer ends that
test.skipIf(process.platform === 'win32')('an import of a pipe or folder is refused, and nobody waits', async () => {
  const own = adminOf(await openSandbox());
  const [piped, folded] = [temporaryFolder(), temporaryFolder()];
  for (const name of ['collections', 'tasks']) for (const folder of [piped, folded]) mkdirSync(join(folder, name));
  const pipe = join(piped, 'world.json');
  execFileSync('mkfifo', [pipe]);
  mkdirSync(join(folded, 'world.json'));
  execFileSync('sh', [
    '-c',
    '(timeout 10 sh -c "echo {} > \\"$0\\"; echo {} > \\"$0\\"" &) >/dev/null 2>&1 </dev/null',
    pipe,
  ]);
  for (const [path, body] of [
    ['/import', { folder: piped }],
    ['/import', { folder: folded }],
    ['/import-record', { file: pipe }],
    ['/import-record', { file: folded }],
  ] as const) {
    const { status, json } = await own('POST', path, body);
    expect([status, json.message]).toEqual([400, expect.stringMatching(/^cannot read .*: it is no file$/)]);
  }
});
