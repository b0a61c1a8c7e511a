import { command, param, UsageError } from '#command';
import { type Answer, apiFlags, apiMethod, apiOutput, apiPath, scopesNeedClient, send } from './_request.js';

export default command({
  summary: 'Send a request to the GCS Manager of an endpoint.',
  examples: [{ title: 'Ask for its collections', line: 'globus api gcs ENDPOINT_ID GET /collections' }],
  needs: ['http', 'files', 'session'],
  args: { endpointId: param.uuid({ summary: 'The Globus Connect Server endpoint' }), method: apiMethod, path: apiPath },
  flags: apiFlags,
  rules: [{ type: 'exclusive', keys: ['body', 'bodyFile', 'field'] }],
  output: apiOutput,
  run: async ({ args, flags, http, files, session }): Promise<Answer> => {
    if (flags.scopeString.length && !session.usesClientCredentials) throw new UsageError(scopesNeedClient);
    const { http: manager, url } = await http.gcs(args.endpointId);
    return send(
      { http: manager, url, path: args.path.replace(/^\/+/, ''), login: args.endpointId },
      args.method,
      flags,
      files,
    );
  },
});
