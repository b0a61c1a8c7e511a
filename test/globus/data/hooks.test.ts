import { expect, test } from 'vitest';
import { runHook } from '../../../src/globus/data/hooks.js';

test.skipIf(process.platform === 'win32')('a globus in a hook acts as the copy does', async () => {
  const here = (profile: string) => ({
    cwd: process.cwd(),
    env: { ...process.env, GLOBUS_ACCESS_TOKEN_TRANSFER: 'T', GLOBUS_PROFILE: 'other' },
    login: () => ({ GLOBUS_PROFILE: profile }),
  });
  const outcome = { files: 1, bytes: 1, error: undefined };
  const acts = (profile: string) => `test "$GLOBUS_ACCESS_TOKEN_TRANSFER $GLOBUS_PROFILE" = 'T ${profile}'`;
  await runHook({ onSuccess: acts('work') }, outcome, here('work'));
  await runHook({ onSuccess: acts('default') }, outcome, here('default'));
});

test('a hook runs however long the error is that it is told, and whatever is in it', async () => {
  const error = `\0${'no '.repeat(100_000)}`;
  const here = {
    cwd: process.cwd(),
    env: process.env,
    home: process.cwd(),
    login: () => ({}),
  } as unknown as Parameters<typeof runHook>[2];
  const line =
    process.platform === 'win32'
      ? 'if "%GLOBUS_COPY_ERROR:~0,2%"=="no" (exit 0) else (exit 1)'
      : 'test ${#GLOBUS_COPY_ERROR} -eq 10000';
  await expect(runHook({ onFailure: line }, { files: 0, bytes: 0, error }, here)).resolves.toBeUndefined();
  await expect(runHook({ onFailure: 'exit 3' }, { files: 0, bytes: 0, error }, here)).rejects.toThrow('ended with 3');
});
