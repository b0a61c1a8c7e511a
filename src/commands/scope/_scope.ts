import { canonicalUuid, isUuid, list, listed, listOf, param, recordOf, sentence, things, UsageError } from '#command';
import type { AuthScope, DependentScope } from '#services/auth';

export const scopeId = things.authScope({ summary: 'The scope' });

/** `SCOPE_ID`, with `:optional` and `:refresh` behind it where they apply. */
const dependentScope = param.custom(
  (raw, { name }): DependentScope => {
    const [id = '', ...words] = raw.split(':');
    const unknown = words.find((word) => word !== 'optional' && word !== 'refresh');
    if (!isUuid(id) || unknown !== undefined) {
      throw new UsageError(`Invalid value for ${name}: '${raw}' is not SCOPE_ID[:optional][:refresh].`, {
        hint: "The id of a scope: globus scope list --scope-string STRING --jmespath 'scopes[].id'",
      });
    }
    return {
      scope: canonicalUuid(id),
      optional: words.includes('optional'),
      requires_refresh_token: words.includes('refresh'),
    };
  },
  { metavar: 'SCOPE_ID[:optional][:refresh]' },
);
/** What creation and change of a scope share. */
export const scopeFlags = {
  requiredDomain: param.text({
    summary: 'Only identities of this domain can consent',
    metavar: 'DOMAIN',
    multiple: true,
  }),
  noRequiredDomains: param.switch({ summary: 'Identities of any domain can consent' }),
  dependentScope: listed(
    dependentScope({ summary: 'A scope that this one needs to do its work', multiple: true }),
    'authScope',
  ),
  noDependentScopes: param.switch({ summary: 'It needs no other scope' }),
  advertised: param.toggle({ summary: 'Whether others can find it', off: ['--no-advertised'] }),
  allowsRefreshToken: param.toggle({
    summary: 'Whether it can be used without the person present',
    off: ['--no-allows-refresh-token'],
  }),
};

interface ScopeSettings {
  readonly name?: string | undefined;
  readonly description?: string | undefined;
  readonly scopeSuffix?: string | undefined;
  readonly requiredDomain: readonly string[];
  readonly noRequiredDomains: boolean;
  readonly dependentScope: readonly DependentScope[];
  readonly noDependentScopes: boolean;
  readonly advertised?: boolean | undefined;
  readonly allowsRefreshToken?: boolean | undefined;
}
/** The envelope with the fields that were given. */
export const scopeBody = (settings: ScopeSettings) => ({
  scope: {
    ...(settings.name !== undefined && { name: settings.name }),
    ...(settings.description !== undefined && { description: settings.description }),
    ...(settings.scopeSuffix !== undefined && { scope_suffix: settings.scopeSuffix }),
    ...((settings.requiredDomain.length || settings.noRequiredDomains) && {
      required_domains: settings.requiredDomain,
    }),
    ...((settings.dependentScope.length || settings.noDependentScopes) && {
      dependent_scopes: settings.dependentScope,
    }),
    ...(settings.advertised !== undefined && { advertised: settings.advertised }),
    ...(settings.allowsRefreshToken !== undefined && { allows_refresh_token: settings.allowsRefreshToken }),
  },
});

const dependent = ({ scope, optional, requires_refresh_token: refresh }: DependentScope) =>
  sentence`${scope}${optional ? ':optional' : ''}${refresh ? ':refresh' : ''}`;

/** One scope, out of its envelope. */
export const scopeView = recordOf((document: { readonly scope: AuthScope }) => document.scope, {
  'Scope ID': 'id',
  'Scope String': 'scope_string',
  Name: 'name',
  Description: 'description',
  'Client ID': 'client',
  Advertised: 'advertised',
  'Allows Refresh Token': 'allows_refresh_token',
  'Required Domains': list('required_domains'),
  'Dependent Scopes': listOf('dependent_scopes', dependent),
});
