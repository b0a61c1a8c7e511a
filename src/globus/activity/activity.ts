/** How something that works for one is doing. `waiting` has not begun, or begins again of itself. */
export type ActivityState = 'running' | 'waiting' | 'paused' | 'stuck' | 'done' | 'failed' | 'canceled';
export type ActivityKind = 'transfer' | 'delete' | 'run' | 'timer' | 'ingest' | 'compute';

/** Something that runs, ran lately, or will run: a row of the live screens. */
export interface Activity {
  readonly kind: ActivityKind;
  readonly id: string;
  /** Its label or title, else what it does. */
  readonly name: string;
  /** What its owner called a task or a run, where they did. */
  readonly label?: string | undefined;
  /** From where to where, or what it works on; empty where that is not told. */
  readonly where: string;
  readonly state: ActivityState;
  /** How far it is, or why it does not go on, in words. */
  readonly said: string;
  /** Milliseconds since 1970: when it began or was asked for, when it ended, when it runs next. */
  readonly began: number | undefined;
  readonly ended?: number | undefined;
  readonly next?: number | undefined;
  /** Collections that it may have changed. */
  readonly changes?: readonly string[];
}

/** What it is called on a screen: the label that this program gives a copy, to find it again, says nothing to anybody. */
export const calledOf = ({ name, where }: Pick<Activity, 'name' | 'where'>): string =>
  /^copy-[0-9a-f]{12}$/.test(name) && where !== '' ? where : name;

export const hasEnded = ({ state }: Pick<Activity, 'state'>): boolean =>
  state === 'done' || state === 'failed' || state === 'canceled';
