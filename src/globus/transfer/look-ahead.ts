import type { FileList } from '../../services/transfer.js';
import type { Pace } from './pace.js';

/** So many folders are asked for before their turn comes, at most. */
const window = 96;

/** First pages of folders, asked for before their turn: as many at once as the pace allows, in the order in which they are wanted. */
export class LookAhead<Folder extends object> {
  readonly #ahead = new Map<Folder, Promise<FileList>>();
  #isOver = false;

  /** `upcoming` are the folders whose turn is to come, the next one first. */
  constructor(
    private readonly pace: Pace,
    private readonly list: (folder: Folder) => Promise<FileList>,
    private readonly upcoming: () => Iterable<Folder>,
  ) {}

  fill(): void {
    let seen = 0;
    if (this.#isOver || !this.pace.hasRoom()) return;
    for (const folder of this.upcoming()) {
      if (!this.#ahead.has(folder)) void this.#start(folder);
      if (!this.pace.hasRoom() || ++seen >= window) return;
    }
  }

  /** The first page of a folder whose turn it is. */
  take(folder: Folder): Promise<FileList> {
    const listed = this.#ahead.get(folder) ?? this.#start(folder);
    this.#ahead.delete(folder);
    return listed;
  }

  /** Nothing more is asked for. */
  end(): void {
    this.#isOver = true;
  }

  #start(folder: Folder): Promise<FileList> {
    const listed = this.list(folder);
    this.#ahead.set(folder, listed);
    // a failure is thrown where the folder is taken
    void listed.catch(() => undefined).then(() => this.fill());
    return listed;
  }
}
