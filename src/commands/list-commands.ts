import { command, raw } from '#command';

interface Listed {
  readonly commands: readonly { readonly path: string; readonly summary: string }[];
}

/** Commands under the topic they belong to, topics in alphabetical order; those of no topic first. */
function byTopic({ commands }: Listed): string {
  const topics = new Map<string, string[]>([['globus', []]]);
  for (const { path, summary } of commands) {
    const words = path.split(' ');
    const topic = ['globus', ...words.slice(0, -1)].join(' ');
    topics.set(topic, [...(topics.get(topic) ?? []), `    ${words.at(-1)?.padEnd(34)} ${summary}\n`]);
  }
  return [...topics].map(([topic, lines]) => `=== ${topic} ===\n\n${lines.join('')}`).join('\n');
}

export default command({
  summary: 'List every command.',
  examples: [
    { title: 'List them with what they do', line: 'globus list-commands' },
    {
      title: 'One path per line, for a script',
      line: "globus list-commands --jmespath 'commands[].path' --format unix",
    },
  ],
  needs: ['host'],
  output: raw(byTopic),
  run: ({ host }): Listed => ({ commands: host.commands() }),
});
