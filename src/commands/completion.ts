import { command, param, raw } from '#command';
import { scripts } from './_completion-scripts.js';

const shells = ['bash', 'zsh', 'fish', 'powershell'] as const;

export default command({
  summary: 'Print a script that completes commands in your shell.',
  description:
    'The script asks this program for completions, so you need not print it again after an upgrade. It completes commands, flags, their values and file names. From earlier look-ups, it also completes the names and ids of your things, @bookmarks, and paths on collections.',
  examples: [
    { title: 'For bash, in ~/.bashrc', line: 'source <(globus completion bash)' },
    { title: 'For zsh, in ~/.zshrc after compinit', line: 'source <(globus completion zsh)' },
    { title: 'For fish, once', line: 'globus completion fish > ~/.config/fish/completions/globus.fish' },
    { title: 'For PowerShell, in $PROFILE', line: 'globus completion powershell | Out-String | Invoke-Expression' },
  ],
  args: { shell: param.choice(shells, { summary: 'Your shell' }) },
  output: raw((document: { readonly script: string }) => document.script),
  run: ({ args }) => ({ shell: args.shell, script: scripts[args.shell] }),
});
