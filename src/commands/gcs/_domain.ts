import { type Guide, owned, param, record } from '#command';
import type { Domain } from '#services/gcs';
import { serviceMessageOf } from './_views.js';

/** A custom domain: name and certificate. */
export const domainView = record<Domain>({
  'Domain Name': 'domain_name',
  Wildcard: 'wildcard',
  'Certificate Path': 'certificate_path',
  'Certificate Chain Path': 'certificate_chain_path',
  'Private Key Path': 'private_key_path',
});
export const domainMessage = serviceMessageOf<Domain>('domain');
const domainName = param.text({ summary: 'The DNS name' });
export const endpointDomain = owned(domainName, 'endpointDomain', 'endpointId');
export const collectionDomain = owned(domainName, 'collectionDomain', 'collectionId');
export const domainFlags = {
  certificatePath: param.text({ summary: 'The path of the certificate, on the data transfer nodes' }),
  certificateChainPath: param.text({ summary: 'The path of its chain' }),
  privateKeyPath: param.text({ summary: 'The path of its private key' }),
  wildcard: param.toggle({
    summary: 'Whether the certificate covers every name below it',
    off: ['--no-wildcard'],
    default: false,
  }),
};
/** A person who is asked for the name is asked for its certificate, too. */
export const domainGuide: Guide = {
  offers: [
    {
      question: 'The path of its certificate, on the data transfer nodes? Enter alone for none:',
      answeredBy: ['certificatePath'],
      words: (text) => ['--certificate-path', text],
    },
    {
      question: "The path of the certificate's private key? Enter alone for none:",
      answeredBy: ['privateKeyPath'],
      words: (text) => ['--private-key-path', text],
    },
    {
      question: "The path of the certificate's chain? Enter alone for none:",
      answeredBy: ['certificateChainPath'],
      words: (text) => ['--certificate-chain-path', text],
    },
  ],
  question: 'Serve it under this name?',
};
interface DomainValues {
  readonly certificatePath: string | undefined;
  readonly certificateChainPath: string | undefined;
  readonly privateKeyPath: string | undefined;
  readonly wildcard: boolean;
}
export const domainBody = (name: string, flags: DomainValues) => ({
  DATA_TYPE: 'domain#1.0.0',
  domain_name: name,
  wildcard: flags.wildcard,
  ...(flags.certificatePath !== undefined && { certificate_path: flags.certificatePath }),
  ...(flags.certificateChainPath !== undefined && { certificate_chain_path: flags.certificateChainPath }),
  ...(flags.privateKeyPath !== undefined && { private_key_path: flags.privateKeyPath }),
});
