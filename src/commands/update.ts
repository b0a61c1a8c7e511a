import { command, message, param } from '#command';

interface Advice {
  readonly version: string;
  readonly executable: string;
  readonly installed_from: 'package' | 'checkout';
  readonly commands: readonly string[];
}
const text = ({ version, executable, commands }: Advice) =>
  `globus ${version} is installed at ${executable}.\n` +
  'This command changes nothing and contacts no server. To update, run:\n\n' +
  commands.map((line) => `  ${line}`).join('\n');

export default command({
  summary: 'Show how to update this program.',
  description:
    'A program that replaces itself can fail half-way. This command only shows the version, where it is installed, and which commands install a newer one.',
  examples: [{ title: 'See how to update', line: 'globus update' }],
  needs: ['host'],
  flags: {
    yes: param.switch({ summary: 'Accepted for scripts: there is no question to answer', names: ['--yes', '-y'] }),
    force: param.switch({ summary: 'Accepted for scripts', hidden: true }),
  },
  output: message(text),
  run: ({ host: { version, executable } }): Advice => {
    const folder = executable.replace(/[\\/]bin[\\/][^\\/]+$/, '');
    const isPackage = /[\\/]node_modules[\\/]/.test(executable);
    return {
      version,
      executable,
      installed_from: isPackage ? 'package' : 'checkout',
      commands: isPackage
        ? ['npm install --global PACKAGE    (PACKAGE: the name, address or file it was installed from)']
        : [`cd '${folder}'`, 'git pull', 'npm ci', 'npm run build'],
    };
  },
});
