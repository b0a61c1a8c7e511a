import type { Endpoint } from '../../services/transfer.js';
import { shellLine } from '../../shell.js';

const webApp = 'https://app.globus.org/file-manager';

export interface Links {
  /** The folder in the web app. */
  readonly link: string;
  /** The line that fetches it, for others to use: by the id, since a name may mean something else to them. */
  readonly fetch: string;
  /** The address of the folder on the collection's HTTPS server, which has addresses of files below it; null where it has no server. */
  readonly https_url: string | null;
}

/** The page of a folder in the web app. */
export const webLink = (collection: string, path: string): string =>
  `${webApp}?${new URLSearchParams({ origin_id: collection, origin_path: path }).toString()}`;

/** How a folder of a collection is reached by those whom it is shared with. */
export function linksTo({ id, display_name: name, https_server: server }: Endpoint, path: string): Links {
  const folder = path.split('/').filter(Boolean).at(-1) ?? folderName(name ?? '');
  return {
    link: webLink(id, path),
    // without an HTTPS server only another Globus Connect can fetch it
    fetch: shellLine([
      'cp',
      '-r',
      ...(server ? [] : ['--via', 'transfer']),
      `${id}:${path}`,
      `./${folder || 'shared'}`,
    ]),
    https_url: server
      ? `${server.replace(/(?<!\/)\/+$/, '')}${path.split('/').map(encodeURIComponent).join('/')}`
      : null,
  };
}

/** A name for a folder of this machine, from that of a collection: `run7` from `run7 (My University)`. */
const folderName = (name: string) =>
  name
    .replace(/(?<=.) \(.*\)$/, '')
    .replaceAll(/[^\p{L}\p{N}._-]+/gu, '-')
    .replaceAll(/^[.-]+|(?<!-)-+$/g, '');
