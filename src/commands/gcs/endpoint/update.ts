import { command, param, reading } from '#command';
import { nothingGiven } from '../_json.js';
import { itemOf } from '#globus/collections/envelope';
import { endpointManager } from '#globus/collections/reach';
import { endpointSettings } from '#globus/collections/settings';
import { endpointId } from '../_params.js';
import { subscription } from '../../_subscription.js';
import { networkKeys } from '#globus/collections/network';
import { networkAlso, networkComplaint, networkFlags } from '../_network.js';
import { endpointView } from './_views.js';

const flags = {
  allowUdt: param.boolean({ summary: 'Whether transfers may use the UDT protocol' }),
  contactEmail: param.text({ summary: 'Where users write for help' }),
  contactInfo: param.text({ summary: 'Other ways to reach support' }),
  department: param.text({ summary: 'The department that runs it' }),
  description: param.text({ summary: 'What it is' }),
  displayName: param.text({ summary: 'Its name', bare: 'Rename it' }),
  gridftpControlChannelPort: param.nullableInteger({
    summary: 'The TCP port of the control channel; null for the standard one',
  }),
  infoLink: param.text({ summary: 'A web page about it' }),
  keywords: param.commaList({ summary: 'Keywords to find it by' }),
  ...networkFlags,
  organization: param.text({ summary: 'The organization that runs it' }),
  public: param.toggle({ summary: 'Whether everybody can see it', off: ['--private'] }),
  subscriptionId: subscription({ summary: 'The subscription it is under' }),
};
const keys: Readonly<Record<string, string>> = {
  allowUdt: 'allow_udt',
  contactEmail: 'contact_email',
  contactInfo: 'contact_info',
  department: 'department',
  description: 'description',
  displayName: 'display_name',
  gridftpControlChannelPort: 'gridftp_control_channel_port',
  infoLink: 'info_link',
  keywords: 'keywords',
  ...networkKeys,
  organization: 'organization',
  public: 'public',
  subscriptionId: 'subscription_id',
};

export default command({
  summary: 'Change the settings of an endpoint.',
  examples: [
    {
      title: 'Give it another name',
      line: "globus gcs endpoint update 'Lab endpoint' --display-name 'Beamline storage'",
    },
    {
      title: 'Go back to the standard port',
      line: "globus gcs endpoint update 'Lab endpoint' --gridftp-control-channel-port null",
    },
  ],
  needs: ['transfer', 'gcs'],
  args: { endpointId },
  flags,
  check: ({ flags: values, given }) => nothingGiven(flags, given) ?? networkComplaint(values),
  changes: {
    now: reading(({ endpointId: id }, { gcs }) => endpointSettings(gcs, id, 'gcs endpoint update')),
    also: networkAlso,
  },
  output: endpointView,
  run: async ({ args, flags: given, gcs }) => {
    const manager = await endpointManager(gcs, args.endpointId, 'gcs endpoint update');
    const changes = Object.entries(given).flatMap(([key, value]) =>
      value === undefined ? [] : [[keys[key] ?? key, value] as const],
    );
    // the port came with version 1.1.0 of the document; older servers take the older document
    const version = given.gridftpControlChannelPort === undefined ? '1.0.0' : '1.1.0';
    const body = { DATA_TYPE: `endpoint#${version}`, ...Object.fromEntries(changes) };
    return itemOf(await manager.updateEndpoint(body, { include: 'endpoint' }), 'endpoint');
  },
});
