import { listed, type Settings } from './versioned.js';

/** The connectors that have policies for collections: the settings of each, their keys, and the document's type. */
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

/**
 * The policies document of these settings (undefined: not given); undefined where none was given. They must be of one connector,
 * which `isOfSeveralConnectors` tells beforehand.
 */
export function collectionPolicies(settings: Settings): Record<string, unknown> | undefined {
  const kind = kindsOf(settings)[0];
  if (!kind) return undefined;
  const given = Object.entries(kind.keys).filter(([name]) => settings[name] !== undefined);
  return { DATA_TYPE: kind.type, ...Object.fromEntries(given.map(([name, key]) => [key, listed(settings[name])])) };
}

/** Whether settings of more than one connector were given: a collection has one kind of policies. */
export const isOfSeveralConnectors = (settings: Settings): boolean => kindsOf(settings).length > 1;

const kindsOf = (settings: Settings) =>
  kinds.filter(({ keys }) => Object.keys(keys).some((name) => settings[name] !== undefined));
