// What the page is told, and by whom it is drawn: types that the server and the browser agree on. Nothing here may need Node.

/** What the page shows of a collection. */
export interface CollectionRow {
  readonly id: string;
  readonly display_name: string;
  readonly owner: string;
  readonly connected: boolean;
  readonly paused: boolean;
}

/** What the page shows of a task. `done` of `total` steps are finished; `total` grows while folders are looked into. */
export interface TaskRow {
  readonly id: string;
  readonly type: string;
  readonly label: string | null;
  readonly status: string;
  /** What keeps it from going on, if anything does. */
  readonly trouble: string | null;
  readonly owner: string;
  readonly source: string;
  readonly destination: string | null;
  readonly done: number;
  readonly total: number;
  readonly files: number;
  readonly bytes: number;
  readonly faults: number;
  readonly requested: string;
  readonly completed: string | null;
}

/** What the page shows of a run of a flow. */
export interface RunRow {
  readonly id: string;
  readonly flow: string;
  readonly label: string | null;
  readonly status: string;
  readonly owner: string;
  /** The state it is in, or ended in. */
  readonly state: string;
  readonly started: string;
  readonly completed: string | null;
}

/** What the page shows of a timer. */
export interface TimerRow {
  readonly id: string;
  readonly name: string | null;
  readonly type: string;
  readonly status: string;
  readonly owner: string;
  readonly next: string | null;
  readonly runs: number;
  readonly errors: number;
}

/** What the page shows of a fault rule. */
export interface FaultRow {
  readonly id: string;
  readonly service: string;
  readonly method: string;
  readonly path: string;
  readonly probability: number;
  readonly count: number | null;
  readonly effect: { readonly type: string };
}

/** What there is in a world and what goes on in it; nothing secret. Things that come and go are newest first. */
export interface Overview {
  readonly collections: readonly CollectionRow[];
  readonly tasks: readonly TaskRow[];
  readonly runs: readonly RunRow[];
  readonly timers: readonly TimerRow[];
  readonly faults: readonly FaultRow[];
  readonly faults_paused: boolean;
  readonly breakdowns: number;
}

/** What the page shows of a request. */
export interface RequestRow {
  readonly time: string;
  readonly method: string;
  readonly path: string;
  readonly query: string;
  readonly service: string;
  readonly status: number;
  readonly ms: number;
  /** The id of the fault rule that acted, if one did. */
  readonly fault?: string | undefined;
}

/** The events that the page listens to, with the document each carries. */
export interface PageEvents {
  readonly clock: { readonly time: string };
  readonly overview: Overview;
  /** The latest, oldest first. */
  readonly requests: readonly RequestRow[];
  readonly request: RequestRow;
}
