import { readFileSync } from 'node:fs';
import { connect, createServer, type AddressInfo, type Socket } from 'node:net';
import { endianness } from 'node:os';

/** Two programs of this machine that speak to each other have an entry each, and that of the peer says whose it is. */
const tables = ['/proc/net/tcp', '/proc/net/tcp6'];
/** A table that changes while it is read can miss an entry. */
const looks = 3;

/** Who may connect: the user that this process runs as, and root, from whom nothing can be kept. */
export function isOwn(socket: Socket): boolean {
  const uid = uidOfPeer(socket);
  return uid !== undefined && (uid === 0 || uid === process.geteuid?.());
}

/**
 * Whether this machine tells who connects. Linux does, but not every container and compatibility layer that calls itself
 * so: this asks it about a connection of this process.
 */
export async function tellsPeers(): Promise<boolean> {
  if (process.platform !== 'linux') return false;
  const server = createServer({ pauseOnConnect: true });
  try {
    await new Promise<void>((resolve, reject) => server.once('error', reject).listen(0, '127.0.0.1', resolve));
    const client = connect((server.address() as AddressInfo).port, '127.0.0.1');
    try {
      return await new Promise<boolean>((resolve, reject) => {
        client.once('error', reject);
        server.on('connection', (socket) => {
          if (socket.remotePort === client.localPort) resolve(uidOfPeer(socket) === process.geteuid?.());
          socket.destroy();
        });
      });
    } finally {
      client.destroy();
    }
  } finally {
    server.close();
  }
}

/** The user whose program is at the other end of a loopback connection; undefined where it is gone, or nothing tells. */
function uidOfPeer({ remoteAddress, remotePort, localAddress, localPort }: Socket): number | undefined {
  if (remoteAddress === undefined || remotePort === undefined) return undefined;
  if (localAddress === undefined || localPort === undefined) return undefined;
  const theirs = addressOf(remoteAddress, remotePort);
  const ours = addressOf(localAddress, localPort);
  // A program can speak IPv4 through an IPv6 socket, which is in the other table.
  const entries = [`: ${theirs} ${ours} `, `: ${mapped(theirs)} ${mapped(ours)} `];
  for (let look = 0; look < looks; look += 1) {
    for (const [i, table] of tables.entries()) {
      const uid = uidIn(table, entries[i] as string);
      if (uid !== undefined) return uid;
    }
  }
  return undefined;
}

function uidIn(table: string, entry: string): number | undefined {
  let text: string;
  try {
    text = readFileSync(table, 'latin1');
  } catch (error) {
    // A machine without IPv6 has no table of it.
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
    throw error;
  }
  const at = text.indexOf(entry);
  if (at < 0) return undefined;
  // state, queues, timer, retransmissions, uid, timeout, inode
  const [, , , , uid, , inode] = text.slice(at + entry.length, text.indexOf('\n', at)).split(/ +/);
  // A socket that its program has closed belongs to nobody, and is listed as root's.
  return inode === '0' ? undefined : Number(uid);
}

/** An IPv4 address and a port as the kernel's tables have them: the address as the machine's own number, in hexadecimal. */
function addressOf(address: string, port: number): string {
  const bytes = address
    .replace(/^::ffff:/, '')
    .split('.')
    .map(Number);
  if (endianness() === 'LE') bytes.reverse();
  return `${Buffer.from(bytes).toString('hex')}:${port.toString(16).padStart(4, '0')}`.toUpperCase();
}

function mapped(address: string): string {
  return `0000000000000000${endianness() === 'LE' ? 'FFFF0000' : '0000FFFF'}${address}`;
}
