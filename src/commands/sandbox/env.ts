import { command, message, param } from '#command';
import { where } from './_sandbox.js';

type Variables = Readonly<Record<string, string>>;
const quote = (text: string) => `'${text.replaceAll("'", `'\\''`)}'`;
const forms: ReadonlyMap<string, (name: string, value: string) => string> = new Map<
  string,
  (name: string, value: string) => string
>(
  Object.entries({
    bash: (name, value) => `export ${name}=${quote(value)}`,
    fish: (name, value) => `set -gx ${name} ${quote(value)}`,
    powershell: (name, value) => `$env:${name} = '${value.replaceAll("'", "''")}'`,
  }),
);

/** What fails where a shell runs it; `false` elsewhere. */
const failing: ReadonlyMap<string, string> = new Map([['powershell', "throw 'No sandbox is running.'"]]);

function written(env: Variables, shell: string): string {
  if (shell === 'json') return JSON.stringify(env, null, 2);
  return Object.entries(env)
    .map(([name, value]) => forms.get(shell)?.(name, value) ?? '')
    .join('\n');
}

export default command({
  summary: 'Print the variables that point clients at the sandbox.',
  description: 'They work for this program, for the official Python and JavaScript SDKs and for the official CLI.',
  examples: [
    { title: 'Use the sandbox in this shell', line: 'globus sandbox env' },
    { title: 'The same in fish', line: 'globus sandbox env --shell fish' },
    { title: 'As JSON', line: 'globus sandbox env -F json' },
  ],
  needs: ['sandbox', 'stdout'],
  flags: {
    ...where,
    shell: param.choice(['bash', 'fish', 'powershell', 'json'], {
      summary: 'For this shell, or as JSON',
      default: 'bash',
    }),
  },
  output: ({ flags }) => message((env: Variables) => written(env, flags.shell)),
  run: async ({ flags, sandbox, stdout }): Promise<Variables> => {
    const { env } = await sandbox.running(flags.dir).catch(async (error: unknown) => {
      // eval of nothing succeeds, and what a script practises would be done to the real Globus
      if (!stdout.isTerminal && flags.shell !== 'json') await stdout.write(`${failing.get(flags.shell) ?? 'false'}\n`);
      throw error;
    });
    return { ...env, GLOBUS_CLIENT_ID: env['GLOBUS_SANDBOX_NATIVE_CLIENT_ID'] ?? '' };
  },
});
