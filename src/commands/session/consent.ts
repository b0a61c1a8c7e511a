import { command, isUuid, param, UsageError } from '#command';
import { collectNeeds } from '#globus/consents/login-needs';
import { scopes } from '../_scope-param.js';
import { browserFlags, browserRules, listens, signedIn } from '../_login.js';

export default command({
  summary: 'Consent to scopes that a service asked for.',
  examples: [
    {
      title: 'Consent to what an error named',
      line: "globus session consent 'urn:globus:auth:scope:transfer.api.globus.org:all'",
    },
    {
      title: 'Let timers reach the data of a collection',
      line: 'globus session consent --timer-data-access COLLECTION_ID',
    },
  ],
  needs: ['session', 'http'],
  args: {
    scopes: scopes({
      summary: 'Scopes, with those they depend on in brackets',
      multiple: true,
      optional: true,
      metavar: 'SCOPE',
    }),
  },
  flags: {
    ...browserFlags,
    timerDataAccess: param.text({
      summary: 'Let timers reach the data of this collection',
      multiple: true,
      metavar: 'COLLECTION_ID',
    }),
  },
  rules: [...browserRules, { type: 'oneOf', keys: ['scopes', 'timerDataAccess'] }],
  output: signedIn,
  run: async ({ args, flags, session, http }) => {
    for (const id of flags.timerDataAccess)
      if (!isUuid(id)) throw new UsageError(`Invalid value for --timer-data-access: '${id}' is not a valid UUID.`);
    const timers = await collectNeeds(
      { gcs: [], flow: [], for: [], timer: flags.timerDataAccess.map((id) => `collection:${id}`) },
      http.of,
    );
    const wanted = [...args.scopes, ...timers.scopes];
    return session.signIn({
      scopes: wanted,
      requirement: {},
      clientId: undefined,
      localServer: listens(flags),
      qr: flags.qr,
    });
  },
});
