import { command, exclusive, listed, message, param, reading } from '#command';
import type { Result } from '#services/transfer';
import { metadataFlags, publicity } from '../_metadata.js';
import { networkAlso } from '../gcs/_network.js';
import { endpointId } from './_params.js';
import { checkKind, location, settingsNow, updateBody } from './_update.js';

export default command({
  summary: 'Change the settings of a collection or endpoint.',
  description:
    'Collections and endpoints of Globus Connect Server v5 have commands of their own: `globus gcs collection update` and ' +
    '`globus gcs endpoint update`. If a value may be null, the word null clears the field.',
  examples: [
    { title: 'Give a collection a new name', line: "globus endpoint update 'Lab data' --display-name 'Lab data'" },
  ],
  needs: ['transfer'],
  args: { endpointId },
  flags: {
    displayName: param.text({ summary: 'Its name', bare: 'Rename it' }),
    ...metadataFlags,
    noDefaultDirectory: param.switch({ summary: 'Have no folder to start in' }),
    ...publicity,
    disableVerify: param.toggle({
      summary: 'Leave out the checksum test after transfers',
      off: ['--no-disable-verify'],
    }),
    managed: param.switch({ summary: 'Put it under your only subscription' }),
    noManaged: param.switch({ summary: 'Take it from its subscription' }),
    subscriptionId: listed(param.uuid({ summary: 'Put it under this subscription' }), 'subscription'),
    location: location({ summary: 'Where it is located (servers only)' }),
    networkUse: param.choice(['normal', 'minimal', 'aggressive', 'custom'], {
      summary: 'How much of the network it may use (servers under a subscription)',
    }),
    maxConcurrency: param.integer({ summary: 'The most files at once, if network use is custom' }),
    preferredConcurrency: param.integer({ summary: 'The usual number of files at once, if network use is custom' }),
    maxParallelism: param.integer({ summary: 'The most streams per file, if network use is custom' }),
    preferredParallelism: param.integer({ summary: 'The usual number of streams per file, if network use is custom' }),
    myproxyDn: param.text({ summary: 'The name in the MyProxy certificate (servers only)' }),
    myproxyServer: param.text({ summary: 'The MyProxy server (servers only)' }),
    oauthServer: param.text({ summary: 'The OAuth server (servers only)' }),
  },
  rules: [exclusive('defaultDirectory', 'noDefaultDirectory'), exclusive('managed', 'noManaged', 'subscriptionId')],
  check: ({ flags }) =>
    Object.keys(updateBody(flags)).length > 1 ? undefined : 'Give at least one setting to change.',
  changes: {
    now: reading(({ endpointId: id }, { transfer }) => transfer.getEndpoint(id), settingsNow),
    also: networkAlso,
  },
  output: message((result: Result) => result.message),
  run: async ({ args, flags, transfer }) => {
    checkKind(await transfer.getEndpoint(args.endpointId), flags);
    return transfer.updateEndpoint(args.endpointId, updateBody(flags));
  },
});
