import {
  command,
  endpointMaybePath,
  momentAhead,
  oneOf,
  exclusive,
  param,
  recipients,
  requires,
  shellLine,
  shownThenFailed,
} from '#command';
import { emptyPathOf } from '#globus/endpoint-path';
import { askToShare } from '#globus/sharing/login';
import { recipientWord } from '#globus/sharing/recipients';
import { share } from '#globus/sharing/share';
import { shareGuide } from './_guide.js';
import { shareView } from './_views.js';

export default command({
  summary: 'Share a folder with people, groups or everyone.',
  description:
    'On a guest collection, they get access to the folder. A folder of a mapped collection (Globus Connect Server or Personal) gets a guest collection of its own first, with the rights of your account; if you already have one that begins there, it is used. Those who already have this access are left alone: running the same command again does nothing.\n\nWHO is a username or an id, group:NAME (group:"NAME" where it has a comma), logged-in (everyone who logs in) or anyone (everyone, without a login). The output ends with a link for a browser and a command that fetches the folder: pass them on.',
  examples: [
    {
      title: 'Let a colleague and a group read a folder for a week',
      line: "globus share @data:run7 --with 'ada@example.org,group:Genome lab' --read --expires 7d",
    },
    {
      title: 'Let somebody write, and tell them',
      line: 'globus share @data:inbox --with ada@example.org --write --notify',
    },
    { title: 'Publish a folder', line: 'globus share @data:public --with anyone --read' },
  ],
  afresh: true,
  needs: ['transfer', 'auth', 'gcs', 'session', 'prompt', 'notices'],
  args: { place: endpointMaybePath({ summary: 'The folder', names: ['PLACE'], only: 'shareable' }) },
  flags: {
    with: recipients({ summary: 'Who gets access', required: true, multiple: true, bare: 'Share it' }),
    read: param.switch({ summary: 'They may read' }),
    write: param.switch({ summary: 'They may read and write' }),
    expires: momentAhead({ summary: 'When the access ends: a date, or in 7d' }),
    notify: param.switch({ summary: 'Send an email to people who had no access before' }),
    message: param.text({ summary: 'A message to add to that email', names: ['--message', '-m'] }),
    name: param.text({ summary: 'The name of the guest collection, if one is made' }),
    localUsername: param.text({ summary: 'The local account whose rights it has, if you have several' }),
    dryRun: param.switch({ summary: 'Print what would be done, and do nothing' }),
  },
  rules: [exclusive('read', 'write'), oneOf('read', 'write'), requires('message', 'notify')],
  guide: shareGuide,
  login: { of: ['place'], demand: ({ place }, tools) => askToShare(place.endpoint, tools) },
  check: ({ args }) => emptyPathOf('PLACE', [args.place]),
  output: shareView,
  run: async ({ args, flags, prompt, ...tools }) => {
    const options = {
      ...flags,
      recipients: flags.with.flat(),
      permissions: flags.write ? ('rw' as const) : ('r' as const),
      mail: flags.notify ? { message: flags.message } : undefined,
      mayAsk: prompt.available,
    };
    return shownThenFailed(await share(args.place, options, tools));
  },
  // of what failed in part, the list says what there is
  next: (done, { flags }) =>
    'DATA' in done && !flags.dryRun && done.DATA.some(({ state }) => state === 'new')
      ? `Take it back:  ${shellLine(['share', 'revoke', `${done.collection_id}:${done.path}`, '--with', flags.with.flat().map(recipientWord).join(',')])}`
      : undefined,
});
