import { listed, type Settings } from '#globus/collections/versioned';

/** The connectors that have policies for collections: the flags of each, their keys, and the document's type. */
const kinds = [
  { type: 'google_cloud_storage_collection_policies#1.0.0', keys: { googleProjectId: 'project' } },
  {
    type: 'posix_collection_policies#1.1.0',
    keys: { posixSharingGroupAllow: 'sharing_groups_allow', posixSharingGroupDeny: 'sharing_groups_deny' },
  },
  {
    type: 'posix_staging_collection_policies#1.0.0',
    keys: {
      posixStagingSharingGroupAllow: 'sharing_groups_allow',
      posixStagingSharingGroupDeny: 'sharing_groups_deny',
    },
  },
] as const;

/** Which connectors' policies were given, as the flags of each. */
export const policyFlagsGiven = (given: (key: string) => boolean): readonly (readonly string[])[] =>
  kinds.map(({ keys }) => Object.keys(keys).filter(given)).filter((keys) => keys.length > 0);

/** The policies document of the flags; undefined where none was given. */
export function collectionPolicies(
  flags: Settings,
  given: (key: string) => boolean,
): Record<string, unknown> | undefined {
  for (const { type, keys } of kinds) {
    const present = Object.entries(keys).filter(([flag]) => given(flag));
    if (!present.length) continue;
    return { DATA_TYPE: type, ...Object.fromEntries(present.map(([flag, key]) => [key, listed(flags[flag])])) };
  }
  return undefined;
}
