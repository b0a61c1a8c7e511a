import { CliError, command, incomplete, message, param, UsageError } from '#command';
import { clientIdFile } from '#globus/places/here';

interface Found {
  readonly endpoint_id: string | null;
}

export default command({
  summary: "Show the id of this computer's Connect Personal.",
  examples: [{ title: 'List your own home folder', line: 'globus ls "$(globus endpoint local-id):/~/"' }],
  needs: ['host', 'files'],
  flags: {
    personal: param.switch({ summary: 'Of Globus Connect Personal, the only kind there is', default: true }),
  },
  output: message((found: Found) => found.endpoint_id ?? 'No Globus Connect Personal installation found.'),
  run: async ({ host, files }) => {
    const place = clientIdFile(host.env);
    try {
      return { endpoint_id: (await files.readText(place)).trim() };
    } catch (cause) {
      if (!(cause instanceof UsageError)) throw cause;
      const error = new CliError('Globus Connect Personal is not set up for you on this computer.', {
        cause,
        hint: `Looked for ${place}. Install it from https://www.globus.org/globus-connect-personal`,
        data: { looked_for: place },
      });
      // scripts of the official CLI read the sentence from stdout
      return incomplete<Found>({ endpoint_id: null }, error);
    }
  },
});
