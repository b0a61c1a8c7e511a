import { command, endpointMaybePath, exclusive, formerRecipients, oneOf, param } from '#command';
import { emptyPathOf } from '#globus/endpoint-path';
import { revoke, revokeLoss } from '#globus/sharing/revoke';
import { revokeGuide } from './_revoke-guide.js';
import { revokedTable } from './_views.js';

export default command({
  summary: 'Take away access to a folder.',
  description:
    'PLACE is what was shared: a folder of a mapped collection, or of a guest collection. Warns if somebody still has access, by a rule for a folder above it or for everyone. Files stay, and so does the guest collection.',
  examples: [
    {
      title: 'Take access away from somebody',
      line: "globus share revoke 'Lab data:/data/run7' --with ada@example.org --yes",
    },
    { title: 'Stop sharing a guest collection with anybody', line: "globus share revoke 'Lab data:/' --everyone" },
  ],
  needs: ['transfer', 'gcs', 'auth', 'notices'],
  args: { place: endpointMaybePath({ summary: 'The folder', names: ['PLACE'], only: 'shareable' }) },
  flags: {
    with: formerRecipients({ summary: 'Who loses access', multiple: true, bare: 'Take it away from them' }),
    everyone: param.switch({ summary: 'All who have access by a rule for this folder' }),
  },
  rules: [exclusive('with', 'everyone'), oneOf('with', 'everyone')],
  guide: revokeGuide,
  losing: {
    what: ({ args: { place }, flags, ...tools }) =>
      revokeLoss(place, flags.everyone ? 'everyone' : flags.with.flat(), tools),
  },
  check: ({ args }) => emptyPathOf('PLACE', [args.place]),
  output: revokedTable,
  run: ({ args, flags, ...tools }) => revoke(args.place, flags.everyone ? 'everyone' : flags.with.flat(), tools),
});
