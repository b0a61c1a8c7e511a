import { jsonObject, param } from '#command';
import type { Connector } from './_connector.js';

// the application that is registered with the storage's own console, by which users log in there
const application = {
  clientId: param.text({ summary: 'The client id of the application registered with the storage' }),
  clientSecret: param.secret({ summary: 'The secret of that application' }),
};
const applicationFields = { clientId: ['client_id', 0], clientSecret: ['secret', 0] } as const;
const noApplication = { client_id: null, secret: null };
const userApiRateLimit = param.integer({ summary: 'Requests per second for each user', min: 1 });
const tenant = param.text({ summary: 'The tenant id of the Microsoft organization' });
const allowAnyAccount = param.toggle({
  summary: 'Let users log in with any account of theirs',
  off: ['--no-allow-any-account'],
});

export const azureBlob: Connector = {
  id: '9436da0c-a444-11eb-af93-12704e0d6a4d',
  name: 'azure-blob',
  title: 'on Azure Blob',
  type: 'azure_blob_storage_policies',
  flags: {
    ...application,
    tenant,
    account: param.text({ summary: 'The Azure storage account' }),
    adls: param.toggle({
      summary: 'Whether the account has a hierarchical namespace (Data Lake Gen2)',
      off: ['--no-adls'],
    }),
    authType: param.choice(['user', 'service_principal'], { summary: 'Who logs in to Azure' }),
    allowAnyAccount,
  },
  fields: {
    ...applicationFields,
    tenant: ['tenant', 0],
    account: ['account', 0],
    adls: ['adls', 0],
    authType: ['auth_type', 0],
    allowAnyAccount: ['allow_any_account', 1],
  },
  required: ['account', 'authType'],
  defaults: { ...noApplication, tenant: null, adls: false },
};
export const oneDrive: Connector = {
  id: '28ef55da-1f97-11eb-bdfd-12704e0d6a4d',
  name: 'onedrive',
  title: 'on OneDrive',
  type: 'onedrive_storage_policies',
  flags: { ...application, tenant, userApiRateLimit, allowAnyAccount },
  fields: {
    ...applicationFields,
    tenant: ['tenant', 0],
    userApiRateLimit: ['user_api_rate_limit', 0],
    allowAnyAccount: ['allow_any_account', 1],
  },
  required: ['clientId', 'clientSecret'],
};
export const dropbox: Connector = {
  id: '49b00fd6-63f1-48ae-b27f-d8af4589f876',
  name: 'dropbox',
  title: 'on Dropbox',
  type: 'dropbox_storage_policies',
  flags: { ...application, userApiRateLimit, allowAnyAccount },
  fields: {
    ...applicationFields,
    userApiRateLimit: ['user_api_rate_limit', 0],
    allowAnyAccount: ['allow_any_account', 0],
  },
  required: ['clientId', 'clientSecret'],
};
export const googleDrive: Connector = {
  id: '976cf0cf-78c3-4aab-82d2-7c16adbcc281',
  name: 'google-drive',
  title: 'on Google Drive',
  type: 'google_drive_storage_policies',
  flags: {
    ...application,
    userApiRateQuota: param.integer({ summary: 'The request quota of each user', min: 1 }),
    allowAnyAccount,
  },
  fields: {
    ...applicationFields,
    userApiRateQuota: ['user_api_rate_quota', 0],
    allowAnyAccount: ['allow_any_account', 1],
  },
  required: ['clientId', 'clientSecret'],
};
export const googleCloudStorage: Connector = {
  id: '56366b96-ac98-11e9-abac-9cb6d0d9fd63',
  name: 'google-cloud-storage',
  title: 'on Google Cloud Storage',
  type: 'google_cloud_storage_policies',
  flags: {
    ...application,
    serviceAccountKey: jsonObject({ summary: 'The key of a service account that does all access', secret: true }),
    googleBucket: param.text({ summary: 'A bucket that may be reached; "" for any', multiple: true }),
    googleProject: param.text({ summary: 'A project that may be reached; "" for any', multiple: true }),
    allowAnyAccount,
  },
  fields: {
    ...applicationFields,
    serviceAccountKey: ['service_account_key', 0],
    googleBucket: ['buckets', 0],
    googleProject: ['projects', 0],
    allowAnyAccount: ['allow_any_account', 1],
  },
  defaults: noApplication,
};
export const box: Connector = {
  id: '7c100eae-40fe-11e9-95a3-9cb6d0d9fd63',
  name: 'box',
  title: 'on Box',
  type: 'box_storage_policies',
  flags: {
    boxAppSettings: jsonObject({
      summary: 'The application settings of the Box enterprise configuration',
      secret: true,
    }),
    enterpriseId: param.text({ summary: 'The Box enterprise' }),
    ...application,
    userApiRateLimit,
    allowAnyAccount,
  },
  fields: {
    boxAppSettings: ['boxAppSettings', 0],
    enterpriseId: ['enterpriseID', 0],
    clientId: ['client_id', 1],
    clientSecret: ['secret', 1],
    userApiRateLimit: ['user_api_rate_limit', 1],
    allowAnyAccount: ['allow_any_account', 2],
  },
};
