/**
 * A sandbox whose HTTPS server also answers the two requests of WebDAV that rclone needs to upload (PROPFIND, MKCOL), so that
 * both programs can send files to one server. `tsx dav-sandbox.ts FOLDER FILES`: FOLDER gets the sandbox and its
 * running.json, and FILES is the folder of the one collection that is uploaded to.
 */
import { type Stats, mkdirSync, readdirSync, renameSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { startSandbox } from '../../sandbox/src/index.js';
import { httpsWing } from '../../sandbox/src/https-data/wing.js';

const [dir, there] = process.argv.slice(2) as [string, string];

const app = httpsWing.app.bind(httpsWing);
httpsWing.app = (world) => {
  const services = app(world);
  const fetch = services.fetch;
  services.fetch = (request, env, context) => {
    if (request.method === 'PROPFIND') return described(request);
    if (request.method === 'MKCOL') return made(request);
    return fetch(request, env, context);
  };
  return services;
};

/** Where the collection keeps what an address names. Nothing is checked: only the benchmark speaks to this server. */
function localPath({ url }: Request): string {
  const [, , , ...names] = decodeURIComponent(new URL(url).pathname).split('/');
  return join(there, ...names);
}

function described(request: Request): Response {
  const path = localPath(request);
  const found = statSync(path, { throwIfNoEntry: false });
  if (!found) return new Response(null, { status: 404 });
  const base = new URL(request.url).pathname.replace(/\/$/, '');
  const rows = [row(found.isDirectory() ? `${base}/` : base, found)];
  if (found.isDirectory() && request.headers.get('depth') !== '0')
    for (const name of readdirSync(path)) {
      const below = statSync(join(path, name));
      rows.push(row(`${base}/${encodeURIComponent(name)}${below.isDirectory() ? '/' : ''}`, below));
    }
  return new Response(
    `<?xml version="1.0" encoding="utf-8"?><D:multistatus xmlns:D="DAV:">${rows.join('')}</D:multistatus>`,
    { status: 207, headers: { 'content-type': 'application/xml; charset=utf-8' } },
  );
}

const row = (href: string, found: Stats): string =>
  `<D:response><D:href>${href}</D:href><D:propstat><D:prop><D:getlastmodified>${found.mtime.toUTCString()}</D:getlastmodified>${
    found.isDirectory()
      ? '<D:resourcetype><D:collection/></D:resourcetype>'
      : `<D:resourcetype/><D:getcontentlength>${found.size}</D:getcontentlength>`
  }</D:prop><D:status>HTTP/1.1 200 OK</D:status></D:propstat></D:response>`;

function made(request: Request): Response {
  mkdirSync(localPath(request), { recursive: true });
  return new Response(null, { status: 201 });
}

const sandbox = await startSandbox({ dir: join(dir, 'world') });
writeFileSync(join(dir, 'running.json.new'), JSON.stringify({ url: sandbox.url, env: sandbox.env }));
renameSync(join(dir, 'running.json.new'), join(dir, 'running.json'));
process.once('SIGTERM', () => void sandbox.close());
