import type { Activity, ActivityKind, ActivityState } from './activity.js';
import type { Source } from './sources.js';
import { lookOnce } from './watch.js';

/** An activity as it is printed: times are ISO 8601 in UTC. */
export interface ActivityRow {
  readonly kind: ActivityKind;
  readonly id: string;
  readonly name: string;
  readonly where: string;
  readonly state: ActivityState;
  readonly details: string;
  readonly began: string | null;
  readonly ended: string | null;
  readonly next_run: string | null;
}

const text = (moment: number | undefined) =>
  moment === undefined || Number.isNaN(moment) ? null : new Date(moment).toISOString();

const rowOf = ({ kind, id, name, where, state, said, began, ended, next }: Activity): ActivityRow => ({
  kind,
  id,
  name,
  where,
  state,
  details: said,
  began: text(began),
  ended: text(ended),
  next_run: text(next),
});

/** Everything that these sources know, asked for once. */
export async function* activityRows(sources: readonly Source[]): AsyncGenerator<ActivityRow> {
  yield* (await lookOnce(sources)).map(rowOf);
}
