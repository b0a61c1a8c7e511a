import { param } from '#command';
import { variable } from '../_json.js';
import type { Connector } from './_connector.js';

const groups = {
  groupAllow: param.text({ summary: 'A POSIX group that has access; "" for no list', multiple: true }),
  groupDeny: param.text({ summary: 'A POSIX group that has no access; "" for no list', multiple: true }),
};
const groupFields = { groupAllow: ['groups_allow', 0], groupDeny: ['groups_deny', 0] } as const;
const environment = variable({ summary: 'A variable for the connector', multiple: true });

export const posix: Connector = {
  id: '145812c8-decc-41f1-83cf-bb2a85a2a70b',
  name: 'posix',
  title: 'on a POSIX file system',
  type: 'posix_storage_policies',
  flags: groups,
  fields: groupFields,
};
export const posixStaging: Connector = {
  id: '052be037-7dda-4d20-b163-3077314dc3e6',
  name: 'posix-staging',
  title: 'on POSIX staging storage',
  type: 'posix_staging_storage_policies',
  flags: { ...groups, stageApp: param.text({ summary: 'The path of the program that stages files' }), environment },
  fields: { ...groupFields, stageApp: ['stage_app', 0], environment: ['environment', 0] },
  required: ['stageApp'],
};
export const hpss: Connector = {
  id: 'fb656a17-0f69-4e59-95ff-d0a62ca7bdf5',
  name: 'hpss',
  title: 'on HPSS',
  type: 'hpss_storage_policies',
  flags: {
    authenticationMech: param.choice(['krb5', 'unix'], { summary: 'How the connector logs in to HPSS' }),
    authenticator: param.text({
      summary: 'The credential it logs in with, as TYPE:FILE',
      metavar: 'auth_keytab|auth_keyfile:FILE',
    }),
    udaChecksum: param.toggle({ summary: 'Store checksums with the files', off: ['--no-uda-checksum'] }),
    loginName: param.text({ summary: 'The HPSS user that logs in' }),
  },
  fields: {
    authenticationMech: ['authentication_mech', 0],
    authenticator: ['authenticator', 0],
    udaChecksum: ['uda_checksum', 0],
    loginName: ['login_name', 1],
  },
  required: ['authenticationMech', 'authenticator'],
  defaults: { uda_checksum: false },
};
export const irods: Connector = {
  id: 'e47b6920-ff57-11ea-8aaa-000c297ab3c2',
  name: 'irods',
  title: 'on iRODS',
  type: 'irods_storage_policies',
  flags: {
    irodsEnvironmentFile: param.text({ summary: 'The path of the iRODS environment file' }),
    irodsAuthenticationFile: param.text({ summary: 'The path of the iRODS authentication file' }),
    environment,
  },
  fields: {
    irodsEnvironmentFile: ['irods_environment_file', 0],
    irodsAuthenticationFile: ['irods_authentication_file', 0],
    environment: ['environment', 0],
  },
  required: ['irodsEnvironmentFile'],
};
