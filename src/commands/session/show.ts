import { command, identity, localStamp, table } from '#command';

interface SessionInfo {
  readonly session_id: string | null;
  readonly authentications: Readonly<Record<string, { readonly auth_time: number }>>;
}
interface Row {
  readonly identity_id: string;
  readonly auth_time: number;
}
const rows = ({ authentications }: SessionInfo): readonly Row[] =>
  Object.entries(authentications).map(([id, { auth_time }]) => ({ identity_id: id, auth_time }));

export default command({
  summary: 'Show which identities are in session, and since when.',
  examples: [{ title: 'Show the session', line: 'globus session show' }],
  needs: ['session', 'auth'],
  output: table(rows, {
    Username: identity<Row>('identity_id'),
    ID: 'identity_id',
    'Auth Time': (row) => toTheMinute(new Date(row.auth_time * 1000)),
  }),
  run: async ({ session, auth }): Promise<SessionInfo> => {
    // only confidential applications may introspect: a login of our own brought its session with it
    const own = session.authentications();
    if (own)
      return {
        session_id: null,
        authentications: Object.fromEntries(Object.entries(own).map(([id, auth_time]) => [id, { auth_time }])),
      };
    const token = await session.token('auth');
    const { session_info } = await auth.introspectToken({ token, include: 'session_info' });
    return session_info ?? { session_id: null, authentications: {} };
  },
});

/** `1989-06-07 10:11 UTC`, in the local zone. */
function toTheMinute(time: Date): string {
  const zone = new Intl.DateTimeFormat('en-US', { timeZoneName: 'short' })
    .formatToParts(time)
    .find(({ type }) => type === 'timeZoneName')?.value;
  return `${localStamp(time).slice(0, 16)} ${zone ?? ''}`.trimEnd();
}
