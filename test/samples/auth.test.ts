/** Globus Auth's sample documents in the commands that serve them; the adapter is held to them in test/services/auth-samples.test.ts. */
import { describe, expect, test } from 'vitest';
import { type Given, rendersSample, type Sample, samplesOf } from '../support/samples.js';

type Fields = Readonly<Record<string, unknown>>;
type Served = (given: Pick<Given, 'ids' | 'query'> & { readonly fields: Fields }) => readonly string[];

const kebab = (key: string) => key.replaceAll('_', '-');
const text = (value: unknown) =>
  Array.isArray(value) ? value.join(',') : typeof value === 'string' ? value : JSON.stringify(value);
/** `--key value` for fields that flags of the same name set. */
const flags = (fields: Fields, ...keys: readonly string[]) =>
  keys.flatMap((key) => {
    const value = fields[key];
    if (value === undefined) return [];
    if (typeof value === 'boolean') return [value ? `--${kebab(key)}` : `--no-${kebab(key)}`];
    return [`--${kebab(key)}`, text(value)];
  });
const each = (flag: string, values: unknown) => ((values ?? []) as readonly string[]).flatMap((value) => [flag, value]);

interface Dependent {
  readonly scope: string;
  readonly optional: boolean;
  readonly requires_refresh_token: boolean;
}
const clientFlags = (fields: Fields) => {
  const links = (fields['links'] ?? {}) as Fields;
  return [
    ...flags(fields, 'client_type', 'public_client', 'visibility', 'required_idp', 'preselect_idp'),
    ...each('--redirect-uri', fields['redirect_uris']),
    ...flags(links, 'terms_and_conditions', 'privacy_policy'),
  ];
};
const list = (fields: Fields, key: string, flag: string, none: string, spell: (value: never) => string = String) => {
  const values = fields[key] as readonly never[] | undefined;
  return values === undefined ? [] : values.length ? values.flatMap((value) => [flag, spell(value)]) : [none];
};
const scopeFlags = (fields: Fields) => [
  ...flags(fields, 'name', 'description', 'advertised', 'allows_refresh_token'),
  ...list(fields, 'required_domains', '--required-domain', '--no-required-domains'),
  ...list(
    fields,
    'dependent_scopes',
    '--dependent-scope',
    '--no-dependent-scopes',
    (dependent: Dependent) =>
      `${dependent.scope}${dependent.optional ? ':optional' : ''}${dependent.requires_refresh_token ? ':refresh' : ''}`,
  ),
];
const policyFlags = (fields: Fields) => [
  ...flags(fields, 'description', 'high_assurance', 'authentication_assurance_timeout', 'required_mfa'),
  ...['include', 'exclude'].flatMap((which) => {
    const domains = fields[`domain_constraints_${which}`] as readonly string[] | null | undefined;
    const word = domains?.length === 0 ? '[]' : String(domains);
    return domains === undefined ? [] : [`--domain-constraints-${which}`, word];
  }),
  ...(fields['project_id'] === undefined ? [] : ['--project', text(fields['project_id'])]),
];

/** The line of each operation, for what the sample's request must carry. */
const lines: Readonly<Record<string, Served>> = {
  create_child_client: ({ fields }) => ['client', 'create-child', text(fields['name']), ...clientFlags(fields)],
  create_client: ({ fields }) => [
    'client',
    'create',
    text(fields['name']),
    '--project',
    text(fields['project']),
    ...clientFlags(fields),
  ],
  create_native_app_instance: ({ fields }) => [
    'client',
    'create-instance',
    text(fields['template_id']),
    text(fields['name']),
  ],
  create_policy: ({ fields }) => ['policy', 'create', text(fields['display_name']), ...policyFlags(fields)],
  create_scope: ({ ids, fields }) => ['scope', 'create', ids[0]!, text(fields['scope_suffix']), ...scopeFlags(fields)],
  delete_client: ({ ids }) => ['client', 'delete', ids[0]!],
  delete_client_credential: ({ ids }) => ['client', 'credential', 'delete', ids[0]!, ids[1]!],
  delete_policy: ({ ids }) => ['policy', 'delete', ids[0]!],
  delete_project: ({ ids }) => ['project', 'delete', ids[0]!],
  delete_scope: ({ ids }) => ['scope', 'delete', ids[0]!],
  get_client_credentials: ({ ids }) => ['client', 'credential', 'list', ids[0]!],
  get_clients: () => ['client', 'list'],
  get_policies: () => ['policy', 'list'],
  get_policy: ({ ids }) => ['policy', 'show', ids[0]!],
  get_project: ({ ids }) => ['project', 'show', ids[0]!],
  get_projects: () => ['project', 'list'],
  get_scope: ({ ids }) => ['scope', 'show', ids[0]!],
  get_scopes: ({ query }) => [
    'scope',
    'list',
    ...each('--id', query['ids']?.split(',')),
    ...each('--scope-string', query['scope_strings']?.split(',')),
  ],
  update_client: ({ ids, fields }) => ['client', 'update', ids[0]!, ...flags(fields, 'name'), ...clientFlags(fields)],
  update_policy: ({ ids, fields }) => [
    'policy',
    'update',
    ids[0]!,
    ...flags(fields, 'display_name'),
    ...policyFlags(fields),
  ],
  update_scope: ({ ids, fields }) => [
    'scope',
    'update',
    ids[0]!,
    ...flags(fields, 'scope_suffix'),
    ...scopeFlags(fields),
  ],
};

const me = '25de0aed-aa83-4600-a1be-a62a910af116';
interface Special {
  readonly line: (sample: Sample) => readonly string[];
  readonly body?: unknown;
  readonly query?: string;
}
const lastOf = ({ url }: Sample) => url.split('/').at(-1) ?? '';
const projectBody = { project: { display_name: 'P', contact_email: 'p@example.org', admin_ids: [me] } };
/** Operations whose samples do not say what the request carries. */
const special: Readonly<Record<string, Special>> = {
  create_client_credential: {
    line: ({ url }) => ['client', 'credential', 'create', url.split('/').at(-2) ?? '', 'foo'],
    body: { credential: { name: 'foo' } },
  },
  create_project: {
    line: () => ['project', 'create', 'P', '--contact-email', 'p@example.org', '--admin', me],
    body: projectBody,
  },
  update_project: {
    line: (sample) => [
      'project',
      'update',
      lastOf(sample),
      '--display-name',
      'P',
      '--contact-email',
      'p@example.org',
      '--admin',
      me,
    ],
    body: projectBody,
  },
  get_identity_providers: {
    line: () => ['identity', 'providers', '--domain', 'globusid.org'],
    query: '?domains=globusid.org',
  },
  get_consents: { line: ({ url }) => ['consent', 'list', url.split('/').at(-2) ?? '', '--all'], query: '?all=True' },
};
/** Served by `login`, `session`, `whoami`, `get-identities` and the token store, and tested there; or refusals. */
const elsewhere = [
  'get_client',
  'get_identities',
  'oauth2_client_credentials_tokens',
  'oauth2_exchange_code_for_tokens',
  'oauth2_get_dependent_tokens',
  'oauth2_revoke_token',
  'oauth2_token_introspect',
  'userinfo',
];
/** An update that changes nothing is a mistake on a command line, and so is a policy without a project. */
const incomplete = ['create_policy default', 'update_client default', 'update_policy default', 'update_scope default'];

const samples = samplesOf('auth');
describe.runIf(samples)('the sample documents of Globus Auth in their commands', () => {
  test('every operation has a command', () => {
    const known = [...Object.keys(lines), ...Object.keys(special), ...elsewhere];
    expect(Object.keys(samples ?? {}).filter((operation) => !known.includes(operation))).toEqual([]);
  });
  for (const [operation, cases] of Object.entries(samples ?? {})) {
    if (elsewhere.includes(operation)) continue;
    for (const [name, [sample]] of Object.entries(cases)) {
      if (!sample || incomplete.includes(`${operation} ${name}`)) continue;
      test(`${operation} (${name})`, async () => {
        const other = special[operation];
        const params = sample.expects?.find(({ json_params_matcher: body }) => body)?.json_params_matcher?.params as
          Fields | undefined;
        const query = sample.expects?.find(({ query_param_matcher: it }) => it)?.query_param_matcher?.params_dict ?? {};
        const ids = new URL(sample.url).pathname.match(/[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}/gi) ?? [];
        const fields = (Object.values(params ?? {})[0] ?? {}) as Fields;
        const line = other?.line(sample) ?? lines[operation]?.({ ids, query, fields }) ?? [];
        const search = other?.query ?? (Object.keys(query).length ? `?${new URLSearchParams(query).toString()}` : '');
        await rendersSample(line, {
          method: sample.method,
          url: `${sample.url}${search}`,
          body: other?.body ?? params,
          status: sample.status,
          response: sample.json,
        });
      });
    }
  }
});

test.runIf(samples)('get_client, by id and by domain', async () => {
  const [byId, byDomain] = [samples?.['get_client']?.['default']?.[0], samples?.['get_client']?.['fqdn']?.[0]];
  await rendersSample(['client', 'show', lastOf(byId!)], { method: 'GET', url: byId!.url, response: byId!.json });
  await rendersSample(['client', 'show', '--fqdn', 'globus.org'], {
    method: 'GET',
    url: `${byDomain!.url}?fqdn=globus.org`,
    response: byDomain!.json,
  });
});
