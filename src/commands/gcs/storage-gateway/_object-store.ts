import { param } from '#command';
import type { Connector } from './_connector.js';

const s3Endpoint = param.text({ summary: 'The URL of the S3 API' });
const s3Bucket = param.text({ summary: 'A bucket to show in the root; "" for no list', multiple: true });
const s3UserCredentialRequired = param.toggle({
  summary: 'Whether users have to register keys of their own',
  off: ['--no-s3-user-credential-required'],
});
const bucketFields = { s3Endpoint: ['s3_endpoint', 0], s3Bucket: ['s3_buckets', 0] } as const;
const keyFields = { ...bucketFields, s3UserCredentialRequired: ['s3_user_credential_required', 0] } as const;

export const s3: Connector = {
  id: '7643e831-5f6c-4b47-a07f-8ee90f401d23',
  name: 's3',
  title: 'on S3',
  type: 's3_storage_policies',
  flags: {
    s3Endpoint,
    s3Bucket,
    s3UserCredentialRequired,
    s3RequesterPays: param.toggle({
      summary: 'Charge requests to the account of the keys',
      off: ['--no-s3-requester-pays'],
    }),
    s3AllowMultiKeys: param.toggle({ summary: 'Let users register several keys', off: ['--no-s3-allow-multi-keys'] }),
    s3StorageClass: param.text({ summary: 'The storage class of new objects' }),
    s3Restore: param.toggle({
      summary: 'Restore archived objects when they are transferred',
      off: ['--no-s3-restore'],
    }),
  },
  fields: {
    ...keyFields,
    s3RequesterPays: ['s3_requester_pays', 1],
    s3AllowMultiKeys: ['s3_allow_multi_keys', 2],
    s3StorageClass: ['s3_storage_class', 3],
    s3Restore: ['s3_restore', 3],
  },
  required: ['s3Endpoint'],
};
export const activeScale: Connector = {
  id: '7251f6c8-93c9-11eb-95ba-12704e0d6a4d',
  name: 'active-scale',
  title: 'on ActiveScale',
  // the same documents as S3's
  type: 's3_storage_policies',
  flags: { s3Endpoint, s3Bucket, s3UserCredentialRequired },
  fields: keyFields,
  required: ['s3Endpoint'],
};
export const ceph: Connector = {
  id: '1b6374b0-f6a4-4cf7-a26f-f262d9c6ca72',
  name: 'ceph',
  title: 'on Ceph',
  type: 'ceph_storage_policies',
  flags: {
    s3Endpoint,
    s3Bucket,
    cephAdminKeyId: param.text({ summary: 'The key id of the Ceph administrator' }),
    cephAdminSecretKey: param.secret({ summary: 'The secret key of the Ceph administrator' }),
  },
  fields: {
    ...bucketFields,
    cephAdminKeyId: ['ceph_admin_key_id', 0],
    cephAdminSecretKey: ['ceph_admin_secret_key', 0],
  },
  required: ['s3Endpoint', 'cephAdminKeyId', 'cephAdminSecretKey'],
};
export const blackpearl: Connector = {
  id: '7e3f3f5e-350c-4717-891a-2f451c24b0d4',
  name: 'blackpearl',
  title: 'on BlackPearl',
  type: 'blackpearl_storage_policies',
  flags: {
    s3Endpoint,
    bpAccessIdFile: param.text({ summary: 'The path of the file that maps usernames to BlackPearl accounts' }),
  },
  fields: { s3Endpoint: ['s3_endpoint', 0], bpAccessIdFile: ['bp_access_id_file', 0] },
  required: ['s3Endpoint', 'bpAccessIdFile'],
};
