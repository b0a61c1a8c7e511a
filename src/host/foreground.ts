import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import type { Runtime } from '../runtime.js';

/**
 * Whether this process is the one that its terminal listens to. Another (`globus task watch nightly &`) is stopped by the system as soon
 * as it touches the keyboard.
 */
export function isInForeground({ platform, pid }: Pick<Runtime, 'platform' | 'pid'>): boolean {
  if (platform === 'win32') return true;
  if (platform === 'linux') {
    // behind the name, which may hold anything: state, parent, group, session, terminal, and the group it listens to
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
    const [, , group, , , listened] = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
    return group === listened;
  }
  // where nothing tells, no key is listened to
  const { status, stdout } = spawnSync('ps', ['-o', 'stat=', '-p', String(pid)], { encoding: 'utf8' });
  return status === 0 && stdout.includes('+');
}
