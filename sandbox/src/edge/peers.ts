import { open, type FileHandle } from 'node:fs/promises';
import { connect, createServer, type AddressInfo, type Socket } from 'node:net';
import { endianness } from 'node:os';

/** Two programs of this machine that speak to each other have an entry each, and that of the peer says whose it is. */
const tables = ['/proc/net/tcp', '/proc/net/tcp6'];
/** A table that changes while it is read can miss an entry, so it is read again, after so many milliseconds each time. */
const pauses = [0, 1, 2, 5, 10, 20, 50, 100, 200, 400];
const pausesOfTrial = [0, 1, 10];
/** The kernel gives a page of a table at a time, whatever is asked for. */
const buffer = Buffer.allocUnsafeSlow(64 * 1024);

/** Who may connect: the user that this process runs as, and root, from whom nothing can be kept. */
export async function isOwn(socket: Socket): Promise<boolean> {
  const uid = await uidOfPeer(socket, pauses);
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
      const socket = await new Promise<Socket>((resolve, reject) => {
        client.once('error', reject);
        server.on('connection', (from) => {
          if (from.remotePort === client.localPort) resolve(from);
          else from.destroy();
        });
      });
      const uid = await uidOfPeer(socket, pausesOfTrial);
      socket.destroy();
      return uid === process.geteuid?.();
    } finally {
      client.destroy();
    }
  } finally {
    server.close();
  }
}

/** The user whose program is at the other end of a loopback connection; undefined where it is gone, or nothing tells. */
async function uidOfPeer(socket: Socket, waits: readonly number[]): Promise<number | undefined> {
  const { remoteAddress, remotePort, localAddress, localPort } = socket;
  if (remoteAddress === undefined || remotePort === undefined) return undefined;
  if (localAddress === undefined || localPort === undefined) return undefined;
  const theirs = addressOf(remoteAddress, remotePort);
  const ours = addressOf(localAddress, localPort);
  for (const milliseconds of waits) {
    if (milliseconds > 0) await new Promise((resolve) => setTimeout(resolve, milliseconds));
    const owner = await nextLook(`${theirs} ${ours}`, `${mapped(theirs)} ${mapped(ours)}`);
    if (owner === 'nobody') return undefined;
    if (owner !== undefined) return owner;
  }
  return undefined;
}

/** Whose an entry is. A socket that its program has closed is nobody's, and never becomes somebody's again. */
type Owner = number | 'nobody';
interface Question {
  readonly tell: (owner: Owner | undefined) => void;
  /** The entry in either table: a program can speak IPv4 through an IPv6 socket, which is in the other one. */
  readonly entries: readonly string[];
}

let asked: Question[] = [];
let isLooking = false;

/**
 * Looks an entry up in tables that are read from now on, never in what was read before: a connection must not be taken for one
 * that had its ports. However many ask at once, there is one look at a time, for all who asked before it began.
 */
function nextLook(...entries: string[]): Promise<Owner | undefined> {
  return new Promise((tell) => {
    asked.push({ tell, entries });
    if (!isLooking) void look();
  });
}

async function look(): Promise<void> {
  isLooking = true;
  while (asked.length > 0) {
    let left = asked;
    asked = [];
    for (const [i, table] of tables.entries()) {
      if (left.length === 0) break;
      const found = await ownersIn(table, new Set(left.map(({ entries }) => entries[i] as string)));
      left = left.filter(({ entries, tell }) => {
        const owner = found.get(entries[i] as string);
        if (owner !== undefined) tell(owner);
        return owner === undefined;
      });
    }
    for (const { tell } of left) tell(undefined);
  }
  isLooking = false;
}

/** Reads a table until all that is wanted was found, off the main thread: one of a busy machine takes a while. */
async function ownersIn(table: string, wanted: ReadonlySet<string>): Promise<Map<string, Owner>> {
  const found = new Map<string, Owner>();
  try {
    const file = await open(table);
    try {
      await search(file, wanted, found);
    } finally {
      await file.close();
    }
  } catch {
    // A machine without IPv6 has no table of it, and one without a free file descriptor tells nothing for now: what was
    // not found is looked for again, and without an answer nobody is let in.
  }
  return found;
}

async function search(file: FileHandle, wanted: ReadonlySet<string>, found: Map<string, Owner>): Promise<void> {
  let rest = '';
  while (found.size < wanted.size) {
    const { bytesRead } = await file.read(buffer, 0, buffer.length, null);
    if (bytesRead === 0) return;
    const lines = (rest + buffer.toString('latin1', 0, bytesRead)).split('\n');
    rest = lines.pop() ?? '';
    for (const line of lines) {
      // number: theirs ours state queues timer retransmissions uid timeout inode
      const start = line.indexOf(': ') + 2;
      const entry = line.slice(start, line.indexOf(' ', line.indexOf(' ', start) + 1));
      if (!wanted.has(entry)) continue;
      const [, , , , uid, , inode] = line.slice(start + entry.length + 1).split(/ +/);
      // A socket that its program has closed is listed as root's, without an inode.
      found.set(entry, inode === '0' ? 'nobody' : Number(uid));
    }
  }
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
