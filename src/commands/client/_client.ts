import { choice, list, type Made, param, recordOf, table, things, sentence } from '#command';
import type { AuthClient, ClientCredential, ClientDocument } from '#services/auth';

export const clientId = things.client({ summary: 'The client' });

const types = [
  'confidential_client',
  'public_installed_client',
  'public_webapp_client',
  'client_identity',
  'resource_server',
  'globus_connect_server',
  'hybrid_confidential_client_resource_server',
] as const;

/** What creation and change of a client share. */
export const clientFlags = {
  visibility: param.choice(['public', 'private'], { summary: 'Who can find it' }),
  redirectUri: param.text({ summary: 'An address that logins may return to', metavar: 'URL', multiple: true }),
  termsAndConditions: param.text({ summary: 'The page with its terms', metavar: 'URL' }),
  privacyPolicy: param.text({ summary: 'The page on what it does with data', metavar: 'URL' }),
  requiredIdp: param.uuid({ summary: 'The only identity provider to log in with' }),
  preselectIdp: param.uuid({ summary: 'The identity provider offered first' }),
};
/** What kind of client it is: by its type, or only whether it can keep a secret. */
export const kindFlags = {
  clientType: param.choice(types, { summary: 'What kind of application or service it is' }),
  publicClient: param.toggle({ summary: 'Whether it runs where a secret cannot be kept', off: ['--no-public-client'] }),
};

const fields: Readonly<Record<string, string>> = {
  name: 'name',
  project: 'project',
  clientType: 'client_type',
  publicClient: 'public_client',
  visibility: 'visibility',
  requiredIdp: 'required_idp',
  preselectIdp: 'preselect_idp',
};
interface ClientSettings extends Readonly<Record<string, unknown>> {
  readonly redirectUri: readonly string[];
  readonly noRedirectUris?: boolean;
  readonly termsAndConditions?: string | undefined;
  readonly privacyPolicy?: string | undefined;
}
/** The addresses of a client, where one of them is given and the other one is to stay. */
export const keptLinks = (
  { termsAndConditions: terms, privacyPolicy: privacy }: Pick<ClientSettings, 'termsAndConditions' | 'privacyPolicy'>,
  links: Partial<AuthClient['links']> | undefined,
) => ({
  termsAndConditions: terms ?? links?.terms_and_conditions ?? undefined,
  privacyPolicy: privacy ?? links?.privacy_policy ?? undefined,
});

/** The envelope with the fields that were given. */
export function clientBody(settings: ClientSettings) {
  const { termsAndConditions: terms, privacyPolicy: privacy } = settings;
  const present = Object.entries(fields).filter(([key]) => settings[key] !== undefined);
  return {
    client: {
      ...Object.fromEntries(present.map(([key, field]) => [field, settings[key]] as const)),
      ...((settings.redirectUri.length || settings.noRedirectUris) && { redirect_uris: settings.redirectUri }),
      ...((terms !== undefined || privacy !== undefined) && {
        links: {
          ...(terms !== undefined && { terms_and_conditions: terms }),
          ...(privacy !== undefined && { privacy_policy: privacy }),
        },
      }),
    },
  };
}

const columns = {
  'Client ID': 'id',
  Name: 'name',
  Type: 'client_type',
  'Project ID': 'project',
  'Parent Client': 'parent_client',
  'Public Client': 'public_client',
  Visibility: 'visibility',
  'Redirect URIs': list<AuthClient>('redirect_uris'),
  'Grant Types': list<AuthClient>('grant_types'),
  Domains: list<AuthClient>('fqdns'),
  Scopes: list<AuthClient>('scopes'),
  'Terms and Conditions': 'links.terms_and_conditions',
  'Privacy Policy': 'links.privacy_policy',
  'Required Identity Provider': 'required_idp',
  'Preselected Identity Provider': 'preselect_idp',
} as const;
/** The client of an answer to a creation, with the credential it came with. */
interface NewClient extends AuthClient {
  readonly credential: ClientCredential | undefined;
}
function newClient(document: ClientDocument): NewClient {
  const { client, included } =
    'client' in document.client ? document.client : { client: document.client, included: document.included };
  return { ...client, credential: included?.client_credential };
}

/** One client, out of its envelope. */
export const clientView = recordOf((document: { readonly client: AuthClient }) => document.client, columns);
/** A client just made, with its secret where it came with one: it is not shown again. */
export const madeView = choice((document: ClientDocument) =>
  recordOf(
    newClient,
    newClient(document).credential
      ? { ...columns, 'Credential ID': 'credential.id', Secret: 'credential.secret' }
      : columns,
  ),
);
/** One that people log in with is given by its id. */
export const called = (document: ClientDocument): Made => {
  const { id, name, public_client: isPublic } = newClient(document);
  return { id, name: isPublic ? undefined : name };
};
/** An application without secrets is logged in to; another one needs a secret first, where it did not come with one. */
export const nextOf = (document: ClientDocument): string => {
  const { id, public_client: isPublic, credential } = newClient(document);
  if (isPublic) return sentence`Log in with it:  globus login --client-id ${id}`;
  return credential
    ? sentence`See it:  globus client show ${id}`
    : sentence`Make its secret:  globus client credential create ${id}`;
};
/** How clients are listed. */
export const clientTable = table(
  (document: { readonly clients?: readonly AuthClient[] }) => document.clients ?? [],
  { 'Client ID': 'id', Name: 'name', Type: 'client_type', 'Project ID': 'project', Visibility: 'visibility' },
  {
    screen: {
      Name: 'name',
      Type: (row) => row.client_type.replace(/_client$/, '').replaceAll('_', ' '),
      Visibility: 'visibility',
      ID: 'id',
      'Project ID': 'project',
    },
  },
);
