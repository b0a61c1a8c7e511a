import { command, param, sentence } from '#command';
import { principalTypes } from '#globus/people/grammar';
import { principalUrn } from '#globus/people/principal';
import { indexId } from '../../_params.js';
import { roleDetail } from '../_views.js';

export default command({
  summary: 'Give someone a role on an index.',
  description:
    'PRINCIPAL is a username, an identity id, group:NAME or a URN; if you give only the name or id of a group, add --type group.',
  examples: [
    {
      title: 'Let a colleague fill the index',
      line: 'globus search index role create recipes writer ada@example.org',
    },
    {
      title: 'Let a group administer it',
      line: "globus search index role create recipes admin 'group:Genome lab'",
    },
  ],
  needs: ['search', 'auth', 'names'],
  args: {
    indexId,
    roleName: param.text({ summary: 'The role: owner, admin or writer' }),
    principal: param.text({ summary: 'Who gets it: a username, an id, group:NAME or a URN' }),
  },
  flags: { type: param.choice(principalTypes, { summary: 'What PRINCIPAL is, if its form does not say' }) },
  output: roleDetail,
  run: async ({ args, flags, search, auth, names }) =>
    search.createRole(args.indexId, {
      role_name: args.roleName,
      principal: await principalUrn(
        args.principal,
        { type: flags.type, typeFlag: '--type', groupId: (name) => names.idOf('group', name, 'PRINCIPAL') },
        auth,
      ),
    }),
  next: ({ id }, { args }) => sentence`Take it back:  globus search index role delete ${args.indexId} ${id}`,
});
