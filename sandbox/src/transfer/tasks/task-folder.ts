import {
  appendFileSync,
  closeSync,
  existsSync,
  openSync,
  readFileSync,
  readSync,
  rmSync,
  truncateSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { makeFolder } from '../../state/new-folder.js';
import type { World } from '../../world.js';

/** One path of a submission, as it was asked for. */
export interface TaskItem {
  readonly source: string;
  /** Absent for a delete. */
  readonly destination?: string;
  /** Absent: the service looks what it is. */
  readonly recursive?: boolean;
  /** Copy the link itself. */
  readonly link?: boolean;
  readonly checksum?: string;
  readonly algorithm?: string;
}

/** The lists of a task that grow with its files; kept as JSON lines, out of the world's state. */
export type ListName = 'successful' | 'skipped';

const page = 1000;
const chunkBytes = 1024 * 1024;

/** The files in which a task keeps what it was asked for and what became of it. */
export class TaskFolder {
  private readonly folder: string;
  private readonly unwritten: Record<ListName, string[]> = { successful: [], skipped: [] };

  constructor(world: World, taskId: string) {
    this.folder = join(world.tasksFolder, taskId);
  }

  writeItems(items: TaskItem[]): void {
    makeFolder(this.folder);
    writeFileSync(join(this.folder, 'items.json'), JSON.stringify(items));
  }

  readItems(): TaskItem[] {
    return JSON.parse(readFileSync(join(this.folder, 'items.json'), 'utf8')) as TaskItem[];
  }

  add(list: ListName, row: Record<string, unknown>): void {
    this.unwritten[list].push(JSON.stringify(row));
  }

  /** Writes what was added; to be called before the counters that count it are saved. */
  flush(): void {
    for (const list of ['successful', 'skipped'] as const) {
      const lines = this.unwritten[list];
      if (lines.length === 0) continue;
      appendFileSync(this.path(list), lines.join('\n') + '\n');
      this.unwritten[list] = [];
    }
  }

  /** Every row of a list, without a last line that a killed process left half written. */
  readWhole(list: ListName): Record<string, unknown>[] {
    if (!existsSync(this.path(list))) return [];
    const bytes = readFileSync(this.path(list));
    const whole = bytes.lastIndexOf(10) + 1;
    if (whole < bytes.length) truncateSync(this.path(list), whole);
    return bytes
      .toString('utf8', 0, whole)
      .split('\n')
      .filter((line) => line !== '')
      .map((line) => JSON.parse(line) as Record<string, unknown>);
  }

  clear(list: ListName): void {
    rmSync(this.path(list), { force: true });
  }

  /** Up to 1000 rows from a marker on; the marker of the next page is null when there is none. */
  page(list: ListName, marker: number): { rows: Record<string, unknown>[]; next: number | null } {
    if (!existsSync(this.path(list))) return { rows: [], next: null };
    const rows: Record<string, unknown>[] = [];
    const file = openSync(this.path(list), 'r');
    try {
      let at = marker;
      let rest = Buffer.alloc(0);
      const chunk = Buffer.alloc(chunkBytes);
      for (;;) {
        const end = rest.indexOf(10);
        if (end >= 0) {
          if (rows.length === page) return { rows, next: at };
          rows.push(JSON.parse(rest.toString('utf8', 0, end)) as Record<string, unknown>);
          at += end + 1;
          rest = rest.subarray(end + 1);
          continue;
        }
        const read = readSync(file, chunk, 0, chunkBytes, at + rest.length);
        if (read === 0) return { rows, next: null };
        rest = Buffer.concat([rest, chunk.subarray(0, read)]);
      }
    } finally {
      closeSync(file);
    }
  }

  remove(): void {
    rmSync(this.folder, { recursive: true, force: true });
  }

  private path(list: ListName): string {
    return join(this.folder, `${list}.jsonl`);
  }
}
