import { command, record } from '#command';

export default command({
  summary: 'Show where results can be received as messages.',
  description:
    'For programs that receive results over AMQP as they come. The URL contains a password: keep it to yourself.',
  examples: [{ title: 'Hand the address to a program', line: 'globus compute result-queue --jmespath connection_url' }],
  needs: ['compute'],
  output: record<{ queue_prefix: string; connection_url: string }>({
    'Queue Prefix': 'queue_prefix',
    'Connection URL': 'connection_url',
  }),
  run: ({ compute }) => compute.getResultAmqpUrl(),
});
