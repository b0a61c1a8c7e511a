import { command, UsageError, things } from '#command';
import { requestOptions, withPrefix } from '#globus/api/request';
import {
  type Answer,
  answer,
  apiFlags,
  apiMethod,
  apiOutput,
  apiPath,
  apiRules,
  scopesNeedClient,
} from './_request.js';

export default command({
  summary: 'Send a request to the GCS Manager of an endpoint.',
  examples: [{ title: 'Ask for its collections', line: "globus api gcs 'Lab endpoint' GET /collections" }],
  needs: ['http', 'files', 'session'],
  args: {
    endpointId: things.collection({ summary: 'The Globus Connect Server endpoint', only: 'endpoints' }),
    method: apiMethod,
    path: apiPath,
  },
  flags: apiFlags,
  rules: apiRules,
  output: apiOutput,
  run: async ({ args, flags, http, files, session }): Promise<Answer> => {
    if (flags.scopeString.length && !session.usesClientCredentials) throw new UsageError(scopesNeedClient);
    const { http: manager, url } = await http.gcs(args.endpointId);
    const target = {
      http: manager,
      url,
      path: withPrefix(args.path),
      login: args.endpointId,
      profile: session.profile,
    };
    return answer(target, args.method, flags, await requestOptions(flags, files));
  },
});
