import type { Server } from 'node:http';
import type { Socket } from 'node:net';
import { isOwn } from './peers.js';

/**
 * Lets in only connections of this user's and root's programs: each is looked up once, before a byte is read from it, and hung
 * up on where it is another's. To be called before the server listens.
 */
export function closeToOthers(server: Server): void {
  const accept = server.listeners('connection') as ((socket: Socket) => void)[];
  server.removeAllListeners('connection');
  // `net.createServer` takes this as an option; `http.createServer` has it, too, but does not pass it on.
  Object.assign(server, { pauseOnConnect: true });
  server.on('connection', (socket: Socket) => {
    const hangUp = () => socket.destroy();
    // A connection that breaks while it waits has nobody yet who would hear of it.
    socket.on('error', hangUp);
    void isOwn(socket).then((own) => {
      socket.off('error', hangUp);
      // A server that was closed meanwhile has hung up on all that it knew.
      if (!own || !server.listening) return hangUp();
      if (socket.destroyed) return;
      for (const each of accept) each.call(server, socket);
      socket.resume();
    }, hangUp);
  });
}
