/** A kind of storage system. */
export interface Connector {
  readonly id: string;
  readonly display_name: string;
  /** How the types of its policy documents begin. */
  readonly prefix: string;
}

/** The connectors of Globus Connect Server. In the sandbox a folder stands for each kind of storage. */
export const knownConnectors: readonly Connector[] = [
  { id: '145812c8-decc-41f1-83cf-bb2a85a2a70b', display_name: 'POSIX', prefix: 'posix' },
  { id: '052be037-7dda-4d20-b163-3077314dc3e6', display_name: 'POSIX Staging', prefix: 'posix_staging' },
  { id: '7643e831-5f6c-4b47-a07f-8ee90f401d23', display_name: 'S3', prefix: 's3' },
  { id: '7251f6c8-93c9-11eb-95ba-12704e0d6a4d', display_name: 'ActiveScale', prefix: 's3' },
  { id: '9436da0c-a444-11eb-af93-12704e0d6a4d', display_name: 'Azure Blob', prefix: 'azure_blob' },
  { id: '7e3f3f5e-350c-4717-891a-2f451c24b0d4', display_name: 'BlackPearl', prefix: 'blackpearl' },
  { id: '7c100eae-40fe-11e9-95a3-9cb6d0d9fd63', display_name: 'Box', prefix: 'box' },
  { id: '1b6374b0-f6a4-4cf7-a26f-f262d9c6ca72', display_name: 'Ceph', prefix: 'ceph' },
  { id: '49b00fd6-63f1-48ae-b27f-d8af4589f876', display_name: 'Dropbox', prefix: 'dropbox' },
  { id: '56366b96-ac98-11e9-abac-9cb6d0d9fd63', display_name: 'Google Cloud Storage', prefix: 'google_cloud_storage' },
  { id: '976cf0cf-78c3-4aab-82d2-7c16adbcc281', display_name: 'Google Drive', prefix: 'google_drive' },
  { id: 'fb656a17-0f69-4e59-95ff-d0a62ca7bdf5', display_name: 'HPSS', prefix: 'hpss' },
  { id: 'e47b6920-ff57-11ea-8aaa-000c297ab3c2', display_name: 'iRODS', prefix: 'irods' },
  { id: '28ef55da-1f97-11eb-bdfd-12704e0d6a4d', display_name: 'OneDrive', prefix: 'onedrive' },
  { id: '0e1f3b25-da7b-4e84-aa7c-b193fc5840ab', display_name: 'DAOS', prefix: 'daos' },
];

export const posix = knownConnectors[0] as Connector;

/** The connector of this id. */
export const connectorOf = (id: string): Connector | undefined =>
  knownConnectors.find((connector) => connector.id === id);
