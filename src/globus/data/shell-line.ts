import { spawn, type StdioOptions } from 'node:child_process';
import type { Here } from './local-path.js';

/** Where a line is run, and the variables with which a globus in it acts as the login of this process. */
export interface LineHost extends Here {
  readonly login: () => Readonly<Record<string, string>>;
}

/**
 * Runs a line of the user's in their shell; 0 where it went well, `a signal` where one ended it. It has the login that the environment brings:
 * a globus in it would act as another one without.
 */
export function runLine(
  line: string,
  { cwd, env, login }: LineHost,
  stdio: StdioOptions,
  more: Readonly<Record<string, string>> = {},
): Promise<number | 'a signal'> {
  const child = spawn(line, { cwd, env: { ...env, ...login(), ...more }, shell: true, stdio });
  return new Promise((done, fail) => {
    child.once('error', fail);
    child.once('close', (code) => done(code ?? 'a signal'));
  });
}

/** The editor of $VISUAL or $EDITOR, as a line of a shell. One that is empty is none: the file itself would be run. */
export const editorOf = (env: Readonly<Record<string, string | undefined>>): string =>
  [env['VISUAL'], env['EDITOR']].find((line) => line?.trim()) ?? 'vi';
