import { command, identity, kind, localStamp, table } from '#command';
import type { Identity } from '#services/auth';

interface Authentication {
  readonly auth_time: number;
  readonly idp: string | null;
  readonly acr: unknown;
  readonly amr: unknown;
  readonly custom_claims: Readonly<Record<string, unknown>>;
}
interface SessionInfo {
  readonly session_id: string | null;
  readonly authentications: Readonly<Record<string, Authentication>>;
}
const none: SessionInfo = { session_id: null, authentications: {} };
interface Row {
  readonly identity_id: string;
  readonly auth_time: number;
}
const rows = ({ authentications }: SessionInfo): readonly Row[] =>
  Object.entries(authentications).map(([id, { auth_time }]) => ({ identity_id: id, auth_time }));
const timeOf = ({ auth_time: seconds }: Row) => new Date(seconds * 1000);
const screen = {
  Username: identity<Row>('identity_id'),
  'Logged In': kind<Row>('time', (row) => localStamp(timeOf(row))),
  ID: 'identity_id',
} as const;

export default command({
  summary: 'Show which identities are in session, and since when.',
  examples: [{ title: 'Show the session', line: 'globus session show' }],
  needs: ['session', 'auth'],
  nothing: 'Nobody has authenticated in this session. Log in:  globus session update',
  output: table(
    rows,
    {
      Username: identity<Row>('identity_id'),
      ID: 'identity_id',
      'Auth Time': (row) => toTheMinute(timeOf(row)),
    },
    { screen },
  ),
  run: async ({ session, auth }): Promise<SessionInfo> => {
    // a client has no session: nobody authenticated
    if (session.usesClientCredentials) return none;
    // only confidential applications may introspect: a login of our own brought its session with it
    const own = session.authentications();
    if (own) {
      const ids = Object.keys(own);
      return ids.length ? sessionOf(own, await auth.getIdentities({ ids: ids.join(',') })) : none;
    }
    const token = await session.token('auth');
    const { session_info } = await auth.introspectToken({ token, include: 'session_info' });
    return session_info ?? none;
  },
});

/** What is known of a session without introspection: who authenticated when, and with whom each has an account. */
function sessionOf(
  times: Readonly<Record<string, number>>,
  { identities }: { readonly identities: readonly Identity[] },
): SessionInfo {
  const known = { acr: null, amr: null, custom_claims: {} };
  const idp = (id: string) => identities.find((each) => each.id === id)?.identity_provider ?? null;
  return {
    session_id: null,
    authentications: Object.fromEntries(
      Object.entries(times).map(([id, auth_time]) => [id, { ...known, auth_time, idp: idp(id) }]),
    ),
  };
}

/** `1989-06-07 10:11 UTC`, in the local zone. */
function toTheMinute(time: Date): string {
  const zone = new Intl.DateTimeFormat('en-US', { timeZoneName: 'short' })
    .formatToParts(time)
    .find(({ type }) => type === 'timeZoneName')?.value;
  return `${localStamp(time).slice(0, 16)} ${zone ?? ''}`.trimEnd();
}
