import { command, firstRows, optionalLimit } from '#command';
import { clientTable } from './_client.js';

export default command({
  summary: 'List the clients of your projects.',
  examples: [{ title: 'List them', line: 'globus client list' }],
  needs: ['auth'],
  flags: { limit: optionalLimit },
  nothing: 'None of your projects has an application. Register one:  globus client create',
  output: clientTable,
  run: async ({ flags, auth }) => {
    const document = await auth.getClients();
    return firstRows({ ...document, clients: document.clients ?? [] }, 'clients', flags.limit);
  },
});
