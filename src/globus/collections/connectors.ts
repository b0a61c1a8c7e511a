/** What a connector is called, by its id: the kinds of storage that a gateway can reach. */
export const connectorNames: ReadonlyMap<string, string> = new Map<string, string>(
  Object.entries({
    '145812c8-decc-41f1-83cf-bb2a85a2a70b': 'POSIX',
    '7e3f3f5e-350c-4717-891a-2f451c24b0d4': 'BlackPearl',
    '7c100eae-40fe-11e9-95a3-9cb6d0d9fd63': 'Box',
    '1b6374b0-f6a4-4cf7-a26f-f262d9c6ca72': 'Ceph',
    '28ef55da-1f97-11eb-bdfd-12704e0d6a4d': 'OneDrive',
    '976cf0cf-78c3-4aab-82d2-7c16adbcc281': 'Google Drive',
    '56366b96-ac98-11e9-abac-9cb6d0d9fd63': 'Google Cloud Storage',
    '7251f6c8-93c9-11eb-95ba-12704e0d6a4d': 'ActiveScale',
    '7643e831-5f6c-4b47-a07f-8ee90f401d23': 'S3',
    '052be037-7dda-4d20-b163-3077314dc3e6': 'POSIX Staging',
    'e47b6920-ff57-11ea-8aaa-000c297ab3c2': 'iRODS',
    'fb656a17-0f69-4e59-95ff-d0a62ca7bdf5': 'HPSS',
    '9436da0c-a444-11eb-af93-12704e0d6a4d': 'Azure Blob',
    '49b00fd6-63f1-48ae-b27f-d8af4589f876': 'Dropbox',
    '0e1f3b25-da7b-4e84-aa7c-b193fc5840ab': 'DAOS',
  }),
);
