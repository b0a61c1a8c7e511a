import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

/** A server on the loopback that answers at once; \`close\` ends it. */
export async function loopback(
  answer: (request: IncomingMessage, body: () => Promise<Buffer>) => Promise<unknown>,
): Promise<{ url: string; close: () => void }> {
  const respond = async (request: IncomingMessage, response: ServerResponse) => {
    const body = async () => {
      const chunks: Buffer[] = [];
      for await (const chunk of request) chunks.push(chunk as Buffer);
      return Buffer.concat(chunks);
    };
    const text = JSON.stringify(await answer(request, body));
    response
      .writeHead(200, { 'content-type': 'application/json', 'content-length': Buffer.byteLength(text) })
      .end(text);
  };
  const server = createServer((request, response) => {
    respond(request, response).catch((error: unknown) => response.destroy(error as Error));
  });
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  const close = () => {
    server.closeAllConnections();
    server.close();
  };
  return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, close };
}

/** The environment of a globus whose Transfer service is this server, with a token for it. */
export const pointedAt = (url: string): Readonly<Record<string, string>> => ({
  GLOBUS_SDK_SERVICE_URL_TRANSFER: `${url}/`,
  GLOBUS_ACCESS_TOKEN_TRANSFER: 'benchmark',
  GLOBUS_CLIENT_ID: '8b2f0d0e-6a3c-4a6e-9d3e-5b7a1c2d3e4f',
  NO_PROXY: '*',
});
