import { randomBytes } from 'node:crypto';
import { closeSync, ftruncateSync, openSync, statfsSync, writeSync } from 'node:fs';
import { dirname } from 'node:path';

const bytes = 256 * 1024;
const pieceBytes = 64 * 1024;

/**
 * Room on the disk that is held by a file of nothing, for changes that are made by the time the disk is found to be full: they can
 * still be kept, and nothing has to be taken back.
 */
export class Reserve {
  private file = -1;
  private held = 0;

  constructor(private readonly path: string) {}

  /** Whether all of it is there. */
  get isWhole(): boolean {
    return this.held === bytes;
  }

  /** Fills it up. Throws where there is no room for it. */
  fill(): void {
    if (this.isWhole) return;
    if (this.file < 0) this.file = openSync(this.path, 'w', 0o600);
    // No zeros: some disks keep those without using room.
    const content = randomBytes(bytes - this.held);
    for (let done = 0; done < content.length;) {
      const written = writeSync(this.file, content, done, content.length - done, this.held);
      done += written;
      this.held += written;
    }
  }

  /** Gives a piece of the room back to the disk; false when there was none left. */
  give(): boolean {
    if (this.held === 0) return false;
    this.held = Math.max(0, this.held - pieceBytes);
    ftruncateSync(this.file, this.held);
    return true;
  }

  /** Throws where the disk has not so much room beside it, as far as the system tells. */
  requireBeside(wanted: number): void {
    const { bavail, bsize } = statfsSync(dirname(this.path));
    if (bavail * bsize < wanted)
      throw Object.assign(new Error('ENOSPC: no space left on device, write'), { code: 'ENOSPC', syscall: 'write' });
  }

  close(): void {
    if (this.file >= 0) closeSync(this.file);
    this.file = -1;
    this.held = 0;
  }
}
