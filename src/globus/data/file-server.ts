import { AuthRequiredError, CliError, ServiceError, UsageError, WrongTypeError } from '../../errors.js';
import type { HttpsOperations } from '../../services/https.js';
import type { DataConnector } from '../../services/index.js';
import type { StreamHead } from '../../services/stream.js';
import type { Endpoint } from '../../services/transfer.js';
import { visible } from '../../visible.js';
import { canonicalUuid, isUuid } from '../../uuid.js';
import { demandBelowHome } from '../transfer/paths.js';
import { wantsConsent } from '../consents/data-access.js';

/** The files of one collection, read and written over HTTPS. */
export interface FileServer {
  /** Its address, without a slash at its end. */
  readonly url: string;
  /** How it answers to reading: without a login as long as that is enough. */
  readonly reading: <T>(send: (files: HttpsOperations) => Promise<T>) => Promise<T>;
  /** The same with the login of the collection. */
  readonly writing: <T>(send: (files: HttpsOperations) => Promise<T>) => Promise<T>;
}
/** A file that is read or written over HTTPS; its path is absolute and decoded. */
export interface RemoteFile {
  readonly server: FileServer;
  readonly path: string;
}

/**
 * The same path as the HTTPS server has it: from the root, or below the folder where the collection begins. UsageError where it leads
 * out of that folder, or begins with `~` and a name, which collections take for different things.
 */
export function filePath(path: string | null): string {
  if (path !== null && /^~[^/]/.test(path))
    throw new UsageError(`'${visible(path)}' may be somebody's home folder, or a name that begins with '~'.`, {
      hint: `Type './${visible(path)}' for the name, or give the path from / on.`,
    });
  const absolute = !path ? '/~/' : path.startsWith('/') ? path : path.startsWith('~') ? `/${path}` : `/~/${path}`;
  demandBelowHome(absolute);
  const names: string[] = [];
  for (const name of absolute.split('/')) {
    if (name === '..') names.pop();
    else if (name !== '' && name !== '.') names.push(name);
  }
  return `/${names.join('/')}${names.length && absolute.endsWith('/') ? '/' : ''}`;
}

/**
 * The path of a place on a collection; without one it is where Transfer begins, in the folder that the collection names for that. UsageError
 * where it names one that only its server knows.
 */
export function pathOn({ default_directory: folder }: Endpoint, path: string | null): string {
  if (path || !folder || folder === '/{server_default}/') return filePath(path);
  if (folder.includes('{'))
    throw new UsageError(`The collection begins in '${visible(folder)}', and where that lies is not known here.`, {
      hint: 'Give the path, from / or ~/ on.',
    });
  return filePath(folder.replace(/\/?$/, '/'));
}

/** The file server of a collection. WrongTypeError or CliError where it has none, with what works instead. */
export function serverOf(endpoint: Endpoint, data: DataConnector): FileServer {
  const { id, display_name: name, https_server: url } = endpoint;
  if (!url) throw noHttps(endpoint);
  demandProtected(url, id);
  const own = once(() =>
    data.at({ id, name: name ?? undefined, url: trimmed(url), wantsConsent: wantsConsent(endpoint) }),
  );
  const anonymous = once(() => data.anonymous(trimmed(url)));
  let needsLogin: Promise<boolean> | boolean | undefined;
  return {
    url: trimmed(url),
    reading: async (send) => {
      needsLogin ??= data.hasLogin(id);
      if (await needsLogin) return send(await own());
      try {
        return await send(await anonymous());
      } catch (error) {
        if (!(error instanceof AuthRequiredError)) throw error;
        needsLogin = true;
        return send(await own());
      }
    },
    writing: async (send) => send(await own()),
  };
}

/** Files and the login for them go to a server by https, or on this machine. */
function demandProtected(url: string, id: string): void {
  const { protocol, hostname } = URL.canParse(url) ? new URL(url) : { protocol: '', hostname: '' };
  if (protocol === 'https:' || (protocol === 'http:' && /^(127\.[\d.]+|\[::1\]|localhost)$/.test(hostname))) return;
  throw new CliError(`The address of the HTTPS server of ${id} is malformed: ${visible(url)}`, {
    hint: `No login is sent there. Look with: globus endpoint show ${id}`,
  });
}

/**
 * The file that an address of an HTTPS server names: read without a login as long as that is enough. A login goes only to the
 * server that Globus names for the collection.
 */
export function fileAt(origin: string, path: string, data: DataConnector): RemoteFile {
  const anonymous = once(() => data.anonymous(origin));
  const known = once(() => collectionFileAt(origin, path, data));
  let needsLogin = false;
  const own = async <T>(send: (files: HttpsOperations) => Promise<T>) => {
    const { server, path: below } = await known();
    return server.writing((files) => send(below === path ? files : rebased(files, path, below)));
  };
  const server: FileServer = {
    url: origin,
    reading: async (send) => {
      if (needsLogin) return own(send);
      try {
        return await send(await anonymous());
      } catch (error) {
        if (!(error instanceof AuthRequiredError)) throw error;
        needsLogin = true;
        return own(send);
      }
    },
    writing: own,
  };
  return { server, path };
}

/** The same operations, for the path that a collection has for the path of an address. */
function rebased(files: HttpsOperations, path: string, below: string): HttpsOperations {
  const at = (asked: string) => (asked === path ? below : asked);
  return {
    headFile: (asked, options) => files.headFile(at(asked), options),
    getFile: (asked, options) => files.getFile(at(asked), options),
    putFile: (asked, body, options) => files.putFile(at(asked), body, options),
    deleteFile: (asked, headers) => files.deleteFile(at(asked), headers),
    askAsBrowser: (asked) => files.askAsBrowser(at(asked)),
  };
}

/** The collection that serves an address, and the path there. UsageError where Globus knows no such server. */
export async function collectionAt(
  origin: string,
  path: string,
  data: DataConnector,
): Promise<{ readonly endpoint: Endpoint; readonly path: string }> {
  const files = await data.anonymous(origin);
  const { headers } = await files.askAsBrowser(path);
  const id = collectionIn(headers.get('location') ?? '');
  const endpoint = id === undefined ? undefined : await (await data.transfer()).getEndpoint(id);
  const url = endpoint?.https_server ? trimmed(endpoint.https_server) : undefined;
  const address = `${origin}${path}`;
  if (!endpoint || url === undefined || !(address === url || address.startsWith(`${url}/`)))
    throw new UsageError(`${origin} does not say which collection it serves, so no login can be used there.`, {
      hint: 'Give the collection by its id or name: COLLECTION:PATH',
    });
  return { endpoint, path: address.slice(url.length) || '/' };
}

async function collectionFileAt(origin: string, path: string, data: DataConnector): Promise<RemoteFile> {
  const found = await collectionAt(origin, path, data);
  return { server: serverOf(found.endpoint, data), path: found.path };
}

/** The collection whose login page this is: the one that is asked for, or the application that asks. */
function collectionIn(location: string): string | undefined {
  if (!URL.canParse(location)) return undefined;
  const query = new URL(location).searchParams;
  const scoped = /\/scopes\/([0-9a-f-]{36})\/https/i.exec(query.get('scope') ?? '')?.[1];
  const id = [scoped, query.get('client_id')].find((each) => each && isUuid(each));
  return id ? canonicalUuid(id) : undefined;
}

function noHttps({ id, entity_type: type, display_name: name }: Endpoint): CliError {
  const what = `${name ?? 'The collection'} (${id})`;
  const hint =
    'Between two collections, globus cp and globus transfer work without it. For files of this machine start Globus Connect ' +
    'Personal here and add --via transfer.';
  if (type === 'GCSv5_endpoint')
    return new WrongTypeError(`${what} is an endpoint, which has no files of its own.`, {
      hint: `Its collections have: globus gcs collection list ${id}`,
    });
  if (type === 'GCP_mapped_collection' || type === 'GCP_guest_collection')
    return new WrongTypeError(`${what} is on Globus Connect Personal, which has no HTTPS access.`, { hint });
  return new CliError(`${what} has no HTTPS access: it is switched off there.`, { hint });
}

/** What there is to say of a file. A refusal is one of GET, since that of HEAD has no words. */
export async function headOfFile(file: RemoteFile): Promise<StreamHead> {
  try {
    return await file.server.reading((files) => files.headFile(file.path));
  } catch (error) {
    if (!(error instanceof ServiceError)) throw error;
    const answer = await file.server.reading((files) => files.getFile(file.path));
    answer.cancel();
    return answer;
  }
}

const trimmed = (url: string) => url.replace(/(?<!\/)\/+$/, '');

function once<T>(make: () => Promise<T>): () => Promise<T> {
  let made: Promise<T> | undefined;
  return () => (made ??= make());
}
