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
  needs: ['sandbox'],
  flags: {
    ...where,
    shell: param.choice(['bash', 'fish', 'powershell', 'json'], {
      summary: 'For this shell, or as JSON',
      default: 'bash',
    }),
  },
  output: ({ flags }) => message((env: Variables) => written(env, flags.shell)),
  run: async ({ flags, sandbox }): Promise<Variables> => {
    const { env } = await sandbox.running(flags.dir);
    return { ...env, GLOBUS_CLIENT_ID: env['GLOBUS_SANDBOX_NATIVE_CLIENT_ID'] ?? '' };
  },
});
