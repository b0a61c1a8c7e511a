import { command } from '#command';
import { domainBody, collectionDomain, domainFlags, domainGuide, domainMessage } from '../../_domain.js';
import { collectionManager, looking } from '#globus/collections/reach';
import { collectionId } from '../../_params.js';

export default command({
  summary: 'Serve a collection under a DNS name of your own.',
  description: 'The certificate files have to be on every data transfer node.',
  examples: [
    {
      title: 'Use a name and its certificate',
      line: "globus gcs collection domain update 'Lab data' data.example.org --certificate-path /etc/tls/cert.pem --private-key-path /etc/tls/key.pem",
    },
  ],
  needs: ['transfer', 'gcs'],
  args: { collectionId, domainName: collectionDomain },
  flags: domainFlags,
  guide: domainGuide,
  output: domainMessage,
  run: async ({ args, flags, gcs }) => {
    const manager = await collectionManager(gcs, args.collectionId, looking);
    return manager.setCollectionDomain(args.collectionId, domainBody(args.domainName, flags));
  },
});
