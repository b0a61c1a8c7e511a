import { posix } from 'node:path';
import { UsageError } from '../../errors.js';
import type { TransferItem } from '../../services/transfer.js';
import { visible } from '../../visible.js';
import type { Entry } from './entries.js';
import { UnsafeNameError } from './names.js';
import { PathIndex } from './path-index.js';

/** Two sources would have one path at the destination: one of them would be lost. */
export const twice = (path: string): UsageError =>
  new UsageError(`Two of these would both become ${visible(path)}: one of them would be lost.`, {
    hint: 'Copy them into different folders.',
  });

/** The paths of a collection that tasks write, files one by one and folders with whatever is in them. */
export class WrittenByTasks {
  private readonly paths = new PathIndex<{ readonly relative: string }>();
  private readonly folders = new Set<string>();
  /** All folders that hold one of them. */
  private readonly above = new Set<string>();

  /** The same items. UsageError where one writes what another does. */
  async *noted(items: AsyncIterable<TransferItem>): AsyncGenerator<TransferItem> {
    for await (const item of items) {
      const path = item.destination_path;
      if (this.has(path) || (item.recursive && this.above.has(path))) throw twice(path);
      this.paths.add({ relative: path });
      if (item.recursive) this.folders.add(path);
      for (let folder = posix.dirname(path); !this.above.has(folder); folder = posix.dirname(folder))
        this.above.add(folder);
      yield item;
    }
  }

  /** UnsafeNameError where something of this path is among them. */
  demandNot(path: string, { relative }: Pick<Entry, 'relative'>): void {
    if (this.has(path))
      throw new UnsafeNameError(`'${relative}' is not written: another of these has the same name there.`);
  }

  private has(path: string): boolean {
    if (this.paths.get(path)) return true;
    if (!this.folders.size) return false;
    for (let folder = posix.dirname(path); ; folder = posix.dirname(folder)) {
      if (this.folders.has(folder)) return true;
      if (folder === posix.dirname(folder)) return false;
    }
  }
}
