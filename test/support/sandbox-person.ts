import { expect } from 'vitest';
import { globus, type GlobusOptions, type Result } from './globus.js';

/** Somebody who runs our program in this process against a sandbox, with a login of their own that lasts from line to line. */
export function sandboxPerson(env: Readonly<Record<string, string>>, configDir: string) {
  const run = (argv: readonly string[], options: GlobusOptions = {}): Promise<Result> =>
    globus(argv, { network: true, configDir, ...options, env: { ...env, ...options.env } });
  /** The same, which has to succeed. */
  const done = async (argv: readonly string[], options: GlobusOptions = {}): Promise<Result> => {
    const result = await run(argv, options);
    expect(result, result.stderr).toMatchObject({ code: 0 });
    return result;
  };
  /** Its JSON. */
  const json = async (...argv: string[]): Promise<any> => JSON.parse((await done([...argv, '-F', 'json'])).stdout);
  /** Logs in as a user of the sandbox; `more` are flags of login. */
  const logIn = async (user: string, ...more: string[]): Promise<void> => {
    const begun = await done(['login', '--start', '--quiet', ...more]);
    const asked = new URL(begun.stdout.trim());
    asked.searchParams.set('sandbox_user', user);
    const answer = await fetch(asked, { redirect: 'manual' });
    const code = new URL(answer.headers.get('location') ?? 'http://none/').searchParams.get('code') ?? '';
    await done(['login', '--finish', code]);
  };
  return { run, done, json, logIn };
}
export type SandboxPerson = ReturnType<typeof sandboxPerson>;
