import { writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { makeFolder } from '../state/new-folder.js';
import { people } from '../auth/seed.js';
import { seededSubscription } from '../groups/seed.js';
import { uuidOf } from '../ids.js';
import type { World } from '../world.js';
import { addAccessRule } from './access/rules.js';
import { newEndpoint } from './endpoints.js';
import { transferState } from './state.js';

/** The collections of every new world; ids are the same in all of them. */
export const seededCollections = {
  /** The GCS endpoint below all the server's collections. */
  gcs: uuidOf('endpoint sandbox'),
  /** The mapped collection that holds the folders of the shared ones; demands data_access. */
  storage: uuidOf('collection storage'),
  /** The ids of Globus's own tutorial collections; everyone may read and write them. */
  tutorial1: '6c54cade-bde5-45c1-bdea-f4bd71dba2cc',
  tutorial2: '31ce9ba0-176d-45a5-add3-f37d233ba47d',
  /** Everyone may read and write these. */
  source: uuidOf('collection source'),
  destination: uuidOf('collection destination'),
  /** Ada's; Grace may read /shared and write /shared/inbox, and anyone may read /public. */
  guest: uuidOf('collection guest'),
  /** Where tunnels begin and end. */
  listener: uuidOf('stream access point listener'),
  initiator: uuidOf('stream access point initiator'),
  /** Ada's own computer. */
  personal: uuidOf('collection personal'),
} as const;

const godata: Record<string, string> = { 'file1.txt': 'one\n', 'file2.txt': 'two\n', 'file3.txt': 'three\n' };

/** Creates the GCS endpoint, its collections and their files. */
export function seedTransfer(world: World): void {
  const owner = people.admin.id;
  const gcs = newEndpoint(world, {
    id: seededCollections.gcs,
    entity_type: 'GCSv5_endpoint',
    display_name: 'Sandbox Endpoint',
    owner_identity: owner,
    fields: {
      gcs_version: '5.4.90',
      subscription_id: seededSubscription,
      description: 'The emulated Globus Connect Server',
      organization: 'Globus Sandbox',
    },
  });
  const server = { gcs_endpoint: gcs.id };
  newEndpoint(world, {
    ...server,
    id: seededCollections.storage,
    entity_type: 'GCSv5_mapped_collection',
    display_name: 'Sandbox Storage',
    owner_identity: owner,
    folder: 'collections/storage',
    home: '/home/{user}',
    fields: {
      storage_type: 'POSIX',
      allow_guest_collections: true,
      organization: 'Globus Sandbox',
      description: 'A mapped collection: using it needs a data_access consent',
    },
  });

  const guest = (
    id: string,
    display_name: string,
    host_path: string,
    owner_identity: string,
    fields: Record<string, unknown>,
  ) =>
    newEndpoint(world, {
      ...server,
      id,
      entity_type: 'GCSv5_guest_collection',
      display_name,
      owner_identity,
      mapped_collection: seededCollections.storage,
      host_path,
      fields: { storage_type: 'POSIX', organization: 'Globus Sandbox', ...fields },
    });
  const open = [
    guest(seededCollections.tutorial1, 'Globus Tutorial Collection 1', '/tutorial/1', owner, {
      keywords: 'tutorial',
      description: 'Holds the tutorial files',
    }),
    guest(seededCollections.tutorial2, 'Globus Tutorial Collection 2', '/tutorial/2', owner, {
      keywords: 'tutorial',
      description: 'Holds the tutorial files',
    }),
    guest(seededCollections.source, 'Sandbox Source', '/open/source', owner, {
      keywords: 'sandbox',
      description: 'Something to copy from',
    }),
    guest(seededCollections.destination, 'Sandbox Destination', '/open/destination', owner, {
      keywords: 'sandbox',
      description: 'Somewhere to copy to',
    }),
  ];
  for (const endpoint of open)
    addAccessRule(world, endpoint, {
      id: uuidOf(`access ${endpoint.id}`),
      principal_type: 'all_authenticated_users',
      principal: '',
      path: '/',
      permissions: 'rw',
    });

  const shared = guest(seededCollections.guest, "Ada's Results", '/home/ada/results', people.ada.id, {
    description: 'A guest collection with access rules',
  });
  addAccessRule(world, shared, {
    id: uuidOf('access grace reads'),
    principal_type: 'identity',
    principal: people.grace.id,
    path: '/shared/',
    permissions: 'r',
  });
  addAccessRule(world, shared, {
    id: uuidOf('access grace writes'),
    principal_type: 'identity',
    principal: people.grace.id,
    path: '/shared/inbox/',
    permissions: 'rw',
  });
  addAccessRule(world, shared, {
    id: uuidOf('access anyone reads'),
    principal_type: 'anonymous',
    principal: '',
    path: '/public/',
    permissions: 'r',
  });

  newEndpoint(world, {
    id: seededCollections.personal,
    entity_type: 'GCP_mapped_collection',
    display_name: "Ada's Laptop",
    owner_identity: people.ada.id,
    folder: 'collections/laptop',
    fields: {
      is_globus_connect: true,
      gcp_connected: true,
      gcp_paused: false,
      description: 'A Globus Connect Personal collection',
    },
  });

  for (const [id, display_name] of [
    [seededCollections.listener, 'Sandbox Instrument'],
    [seededCollections.initiator, 'Sandbox Analysis'],
  ] as const) {
    const attributes = {
      advertised_owner: people.admin.username,
      contact_email: null,
      contact_info: null,
      department: null,
      description: null,
      display_name,
      info_link: null,
      keywords: null,
      organization: 'Globus Sandbox',
      tlsftp_server: `tlsftp://s-${id.slice(0, 6)}.sandbox.data.globus.org:443`,
    };
    transferState(world).accessPoints.put(id, { id, host_endpoint: seededCollections.gcs, attributes });
  }
  writeFiles(world);
}

function writeFiles(world: World): void {
  const files: Record<string, string> = {
    'storage/open/source/readme.txt': 'Copy me.\n',
    'storage/open/source/data/2026/january.csv': 'day,value\n1,10\n2,12\n',
    'storage/open/source/data/2026/february.csv': 'day,value\n1,11\n2,9\n',
    'storage/open/destination/.keep': '',
    'storage/home/ada/results/shared/report.txt': 'Results for Grace.\n',
    'storage/home/ada/results/shared/inbox/.keep': '',
    'storage/home/ada/results/public/notice.txt': 'Anyone may read this.\n',
    'storage/home/ada/results/private/notes.txt': 'Only Ada may read this.\n',
    'laptop/notes.txt': 'From the laptop.\n',
  };
  for (const [name, text] of Object.entries(godata)) {
    for (const tutorial of ['1', '2'])
      for (const home of ['home/share', 'share']) files[`storage/tutorial/${tutorial}/${home}/godata/${name}`] = text;
  }
  for (const [name, text] of Object.entries(files)) {
    const path = join(world.collectionsFolder, name);
    makeFolder(dirname(path));
    writeFileSync(path, text);
  }
}
