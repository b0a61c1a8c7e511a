import { command, message, param, plain, records, table } from '#command';
import type { LinkedIdentity, UserInfo } from '#services/auth';

interface Person {
  readonly username: string | null;
  readonly name?: string | null;
  readonly id: string;
  readonly email?: string | null;
}
const self = (user: UserInfo): Person => ({
  username: user.preferred_username ?? null,
  name: user.name ?? null,
  id: user.sub,
  email: user.email ?? null,
});
type Linked = readonly LinkedIdentity[];

const columns = { Username: 'username', Name: 'name', ID: 'id', Email: 'email' } as const;
const card = records((user: UserInfo) => [self(user)], columns);
const cards = table((linked: Linked): readonly Person[] => linked.map((each) => ({ ...each, id: each.sub })), columns);
const usernames = message((linked: Linked) => linked.map(({ username }) => plain(username)).join('\n'));

export default command({
  summary: 'Show who you are logged in as.',
  examples: [
    { title: 'Show your username', line: 'globus whoami' },
    { title: 'Show all identities linked to it', line: 'globus whoami --linked-identities -v' },
  ],
  needs: ['auth'],
  flags: { linkedIdentities: param.switch({ summary: 'Show every identity linked to yours' }) },
  output: ({ flags, verbose }) => {
    if (flags.linkedIdentities) return verbose ? cards : usernames;
    return verbose ? card : message((user: UserInfo) => user.preferred_username ?? user.sub);
  },
  run: async ({ flags, auth }): Promise<UserInfo | Linked> => {
    const user = await auth.getUserinfo();
    return flags.linkedIdentities ? (user.identity_set ?? []) : user;
  },
});
