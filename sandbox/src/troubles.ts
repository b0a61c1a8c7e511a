const most = 1000;

/** A failure of the sandbox itself. */
export interface Breakdown {
  readonly method: string;
  readonly path: string;
  readonly error: string;
}

/** What the sandbox could not do, to be looked at. Neither list grows without end. */
export class Troubles {
  /** How often each route that there is none of was asked for, once there are very many: all others together. */
  readonly missing = new Map<string, number>();
  /** The latest failures. */
  readonly breakdowns: Breakdown[] = [];

  /** Counts a route, `METHOD PATH`, that there is none of. */
  count(route: string): void {
    const key = this.missing.has(route) || this.missing.size < most ? route : 'others';
    this.missing.set(key, (this.missing.get(key) ?? 0) + 1);
  }

  /** Records a failure: of a request, or of the work that a method in capitals (`TASK`, `RUN`) stands for. */
  add(method: string, path: string, error: unknown): void {
    this.breakdowns.push({ method, path, error: String((error as Error).stack ?? error) });
    if (this.breakdowns.length > most) this.breakdowns.shift();
  }

  /** Counts anew, as for a new world; failures are the sandbox's own and stay. */
  forgetMissing(): void {
    this.missing.clear();
  }
}
