import { command, endpointPath, exclusive, momentText, oneOf, param, record, sentence, things } from '#command';
import { principalFields } from '#globus/people/principal';
import { webLink } from '#globus/sharing/links';
import { permissionGuide } from './_guide.js';

const who = ['provisionIdentity', 'allAuthenticated', 'anonymous', 'group', 'identity'] as const;

export default command({
  summary: 'Give someone access to a path of a guest collection.',
  examples: [
    {
      title: 'Let a colleague read and write',
      line: 'globus endpoint permission create @data --permissions rw --identity ada@example.org',
    },
    {
      title: 'Publish a folder',
      line: "globus endpoint permission create 'Lab data:/public/' --permissions r --anonymous",
    },
  ],
  needs: ['transfer', 'auth'],
  args: {
    endpointPlusPath: endpointPath({
      summary: 'The guest collection and a folder on it',
      names: ['ENDPOINT_ID:PATH'],
      only: 'guests',
    }),
  },
  flags: {
    provisionIdentity: param.text({
      summary: 'For this username; if it has no identity, one is made',
      metavar: 'IDENTITY_USERNAME',
    }),
    allAuthenticated: param.switch({ summary: 'For everyone who logs in' }),
    anonymous: param.switch({ summary: 'For everyone, without a login' }),
    group: things.group({ summary: 'For the members of this group', metavar: 'GROUP_ID' }),
    identity: param.text({ summary: 'For this identity', metavar: 'IDENTITY_ID_OR_NAME', bare: 'Give it to them' }),
    permissions: param.choice(['r', 'rw'], { summary: 'To read, or to read and write', required: true }),
    notifyEmail: param.text({ summary: 'Send an email about it to this address', metavar: 'EMAIL_ADDRESS' }),
    notifyMessage: param.text({ summary: 'A message to add to that email', metavar: 'MESSAGE' }),
    expirationDate: momentText({ summary: 'When the access ends' }),
  },
  rules: [exclusive(...who), oneOf(...who)],
  guide: permissionGuide,
  output: record<{ message: string; access_id: string }>({ Message: 'message', 'Rule ID': 'access_id' }),
  run: async ({ args, flags, transfer, auth }) =>
    transfer.addAccessRule(args.endpointPlusPath.endpoint, {
      DATA_TYPE: 'access',
      permissions: flags.permissions,
      path: args.endpointPlusPath.path,
      ...(await principalFields(flags, auth)),
      ...(flags.notifyEmail !== undefined && { notify_email: flags.notifyEmail }),
      ...(flags.notifyMessage !== undefined && { notify_message: flags.notifyMessage }),
      ...(flags.expirationDate !== undefined && { expiration_date: flags.expirationDate }),
    }),
  next: ({ access_id: rule }, { args: { endpointPlusPath: place } }) =>
    `Send the link:  ${webLink(place.endpoint, place.path)}\n` +
    sentence`Take it back:  globus endpoint permission delete ${place.endpoint} ${rule}`,
});
