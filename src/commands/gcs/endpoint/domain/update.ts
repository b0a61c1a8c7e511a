import { command } from '#command';
import { domainBody, domainFlags, domainGuide, domainMessage, endpointDomain } from '../../_domain.js';
import { endpointManager } from '#globus/collections/reach';
import { endpointId } from '../../_params.js';

export default command({
  summary: 'Serve an endpoint under a DNS name of your own.',
  description: 'The certificate files have to be on every data transfer node.',
  examples: [
    {
      title: 'Use a name and its certificate',
      line: "globus gcs endpoint domain update 'Lab endpoint' data.example.org --certificate-path /etc/tls/cert.pem --private-key-path /etc/tls/key.pem",
    },
  ],
  needs: ['transfer', 'gcs'],
  args: { endpointId, domainName: endpointDomain },
  flags: domainFlags,
  guide: domainGuide,
  output: domainMessage,
  run: async ({ args, flags, gcs }) => {
    const manager = await endpointManager(gcs, args.endpointId, 'gcs endpoint domain update');
    return manager.setEndpointDomain(domainBody(args.domainName, flags));
  },
});
