import {
  choice,
  command,
  endpointWithCollection,
  message,
  onScreen,
  param,
  showing,
  UsageError,
  things,
  listed,
} from '#command';
import type { SignedIn } from '#command';
import { needsAfterLogin } from '#globus/consents/login-first';
import { browserFlags, browserRules, listens, signedIn } from './_login.js';

interface Already {
  readonly already_logged_in: true;
  readonly profile: string | null;
}
const of = (profile: string | null) => (profile === null ? '' : ` --profile ${profile}`);
const already = message(({ profile }: Already) =>
  [
    'You are already logged in!',
    '',
    'You may force a new login with',
    `  globus login --force${of(profile)}`,
    '',
    'You can check your primary identity with',
    `  globus whoami${of(profile)}`,
    '',
    'For information on which of your identities are in session use',
    `  globus session show${of(profile)}`,
    '',
    'Logout of the Globus CLI with',
    `  globus logout${of(profile)}`,
    '',
  ].join('\n'),
);
const alreadyHere = message(({ profile }: Already) =>
  [
    'You are logged in already.',
    '',
    `Who you are:  globus whoami${of(profile)}`,
    `Which of your identities are in session:`,
    `  globus session show${of(profile)}`,
    `Log in again:  globus login --force${of(profile)}`,
    `Log out:  globus logout${of(profile)}`,
  ].join('\n'),
);
interface Begun {
  readonly url: string;
}
const begun = message((document: Begun) => document.url);
type Outcome = SignedIn | Begun | Already;

export default command({
  summary: 'Log in to Globus.',
  description:
    'Prints an address to open in any browser, on any machine, and asks for the code that you get there. Without a terminal it listens on this machine for ten minutes, opens $BROWSER, and also takes a code from standard input; with --no-input it does not wait. In two steps, --start prints the address and --finish takes the code later.',
  examples: [
    { title: 'Log in, also over SSH', line: 'globus login' },
    { title: 'Log in with the browser of this machine', line: 'globus login --local-server' },
    { title: 'Consent at once to all that a collection needs', line: "globus login --for 'Lab data'" },
    { title: 'Log in with two commands, without a terminal', line: 'globus login --start' },
  ],
  needs: ['session', 'http', 'files', 'notices'],
  flags: {
    ...browserFlags,
    force: param.switch({ summary: 'Log in again, even if you are logged in' }),
    clientId: listed(param.uuid({ summary: 'The application to log in as' }), 'client'),
    gcs: endpointWithCollection({
      summary: 'Also ask for what managing this endpoint, or one of its collections, needs',
      multiple: true,
    }),
    flow: things.flow({ summary: 'Also ask for what running this flow needs', multiple: true }),
    timer: param.text({
      summary: 'Also ask for what timers need for this collection or flow; flow:ID or collection:ID saves a look-up',
      multiple: true,
      metavar: 'ID',
    }),
    for: things.collection({
      summary: 'Also ask for all that this collection, endpoint or flow needs',
      multiple: true,
      metavar: 'ID',
    }),
    start: param.switch({ summary: 'Print the address only; --finish ends the login' }),
    finish: param.text({
      summary: 'Finish the login that --start began; - reads the code from stdin',
      metavar: 'CODE',
    }),
  },
  rules: [...browserRules, { type: 'exclusive', keys: ['start', 'finish', 'localServer'] }],
  output: choice((done: Outcome) =>
    'url' in done
      ? showing(done, begun)
      : 'username' in done
        ? showing(done, signedIn)
        : showing(done, onScreen(alreadyHere, already)),
  ),
  run: async ({ flags, session, http, files, notices }): Promise<Outcome | undefined> => {
    if (session.usesClientCredentials) throw clientInstead();
    if (flags.finish !== undefined)
      return session.finish(flags.finish === '-' ? await files.readText('-') : flags.finish);
    // forced means anew: a session that is still warm would be accepted as it is
    const requirement = flags.force ? ({ prompt: 'login' } as const) : {};
    const how = { requirement, clientId: flags.clientId, localServer: listens(flags), qr: flags.qr };
    const { done, ...needs } = await needsAfterLogin(flags, http.of, {
      covers: session.covers,
      logIn: () => session.signIn({ ...how, scopes: [] }),
      onlyBegins: flags.start,
    });
    if (done && !needs.scopes.length) return done;
    if (!flags.force && !flags.start && !needs.mustAsk && (await session.covers(needs.resourceServers))) {
      return notices.quiet ? undefined : { already_logged_in: true, profile: session.profile };
    }
    const wanted = { ...how, scopes: needs.scopes };
    return flags.start ? session.begin(wanted) : session.signIn(wanted);
  },
  next: (done) => ('username' in done ? 'Look around:  globus browse' : undefined),
});

const clientInstead = () =>
  new UsageError(
    'There is no login while GLOBUS_CLI_CLIENT_ID and GLOBUS_CLI_CLIENT_SECRET are set: the client acts for itself.',
    {
      hint: 'To log in yourself, unset both.',
    },
  );
