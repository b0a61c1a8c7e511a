import type { FileList } from '../../services/transfer.js';
import type { Pace } from './pace.js';

/** So many folders are asked for before their turn comes, at most. */
const window = 96;
/** And none while more entries than these wait for their turn, or are to be expected: memory has to hold them. */
const mostWaiting = 10_000;
/** After so many entries, what was read of them is let go of. */
const untilLetGo = 10_000;

/** First pages of folders, asked for before their turn: as many at once as the pace allows, in the order in which they are wanted. */
export class LookAhead<Folder extends object> {
  readonly #ahead = new Map<Folder, Promise<FileList>>();
  /** Entries of folders that have answered before their turn. */
  #waiting = 0;
  #underWay = 0;
  #answered = { folders: 0, entries: 0 };
  #sinceLetGo = 0;
  #isOver = false;

  /** `upcoming` are the folders whose turn is to come, the next one first. */
  constructor(
    private readonly pace: Pace,
    private readonly list: (folder: Folder) => Promise<FileList>,
    private readonly upcoming: () => Iterable<Folder>,
  ) {}

  fill(): void {
    let seen = 0;
    if (this.#isOver) return;
    if (!this.#hasRoom()) return;
    for (const folder of this.upcoming()) {
      if (!this.#ahead.has(folder)) void this.#start(folder);
      if (!this.#hasRoom() || ++seen >= window) return;
    }
  }

  /** The first page of a folder whose turn it is. */
  async take(folder: Folder): Promise<FileList> {
    try {
      const list = await (this.#ahead.get(folder) ?? this.#start(folder));
      this.#waiting -= list.DATA.length;
      this.#sinceLetGo += list.DATA.length;
      if (this.#sinceLetGo >= untilLetGo) {
        this.#sinceLetGo = 0;
        (await import('./let-go.js')).letGo();
      }
      return list;
    } finally {
      this.#ahead.delete(folder);
    }
  }

  /** Nothing more is asked for. */
  end(): void {
    this.#isOver = true;
  }

  #start(folder: Folder): Promise<FileList> {
    const listed = this.list(folder);
    this.#ahead.set(folder, listed);
    this.#underWay += 1;
    const ended = (entries: number) => {
      this.#underWay -= 1;
      this.#waiting += entries;
      this.#answered = { folders: this.#answered.folders + 1, entries: this.#answered.entries + entries };
      this.fill();
    };
    // a failure is thrown where the folder is taken
    void listed.then(
      ({ DATA }) => ended(DATA.length),
      () => ended(0),
    );
    return listed;
  }

  #hasRoom(): boolean {
    const { folders, entries } = this.#answered;
    const expected = folders ? (this.#underWay * entries) / folders : 0;
    return this.pace.hasRoom() && this.#waiting + expected < mostWaiting;
  }
}
