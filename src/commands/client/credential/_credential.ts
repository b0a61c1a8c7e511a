import { recordOf } from '#command';
import type { ClientCredential } from '#services/auth';

/** A credential just made; its secret is not shown again. */
export const credentialView = recordOf((document: { readonly credential: ClientCredential }) => document.credential, {
  'Credential ID': 'id',
  Name: 'name',
  'Client ID': 'client',
  Created: 'created',
  Secret: 'secret',
});
