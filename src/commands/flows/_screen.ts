import { idOf, kind, type Line, principal, summary, timeSpan } from '#command';
import { descriptionOf } from '#globus/flows/failure';
import { everyoneWords } from '#globus/people/grammar';
import { tookWords } from '#globus/tasks/words';
import type { Flow, Run } from '#services/flows';

export const flowScreen = {
  Title: 'title',
  Owner: principal<Flow>('flow_owner'),
  Changed: kind<Flow>('time', 'updated_at'),
  Subtitle: 'subtitle',
  ID: idOf<Flow>('flow', 'id'),
} as const;
export const runScreen = {
  Flow: kind<Run>('name', 'flow_title'),
  Label: 'label',
  Status: 'status',
  Started: kind<Run>('time', 'start_time'),
  Took: kind<Run>('span', (run) => tookOf(run)),
  ID: idOf<Run>('run', 'run_id'),
} as const;

/** Seconds that a run took; nothing while it goes on, or where its times are none. */
function tookOf({ start_time: start, completion_time: end }: Run): number | null {
  const took = start && end ? (Date.parse(end) - Date.parse(start)) / 1000 : NaN;
  return Number.isNaN(took) ? null : took;
}

/** Who may do what, in a line; nothing where it is nobody. */
const people = (what: string, urns: readonly string[] | undefined, names: ReadonlyMap<string, string>) =>
  urns?.length ? `${what} ${urns.map((urn) => names.get(urn) ?? everyoneWords.get(urn) ?? urn).join(', ')}` : undefined;
const principalsOf = (flow: Flow) => [
  ...[flow.flow_owner].filter((urn) => urn !== undefined),
  ...(flow.flow_administrators ?? []),
  ...(flow.flow_starters ?? []),
  ...(flow.flow_viewers ?? []),
];

/** A flow in a few lines: what it is, whose, who may use it, and how to start it. */
export const flowSummary = summary(
  (flow: Flow, { names: { principal: names }, time }) => [
    [{ text: flow.title, as: 'strong' }, flow.subtitle ? { text: `  ${flow.subtitle}`, as: 'whole' } : ''],
    flow.description,
    [
      flow.flow_owner ? `owned by ${names.get(flow.flow_owner) ?? flow.flow_owner}, ` : '',
      flow.updated_at ? `changed ${time(flow.updated_at)}` : '',
    ],
    people('started by', flow.flow_starters, names),
    people('seen by', flow.flow_viewers, names),
    people('administered by', flow.flow_administrators, names),
    flow.keywords?.length ? flow.keywords.join(', ') : undefined,
    [`Start it:  `, { text: `globus flows start ${flow.id}`, as: 'command' }],
  ],
  { lookup: (flow) => ({ principal: principalsOf(flow) }) },
);

/** A run in a few lines: of which flow, how it is doing, when and how long, and what next. */
export const runSummary = summary(
  (run: Run, { names: { principal: names }, time, since }) => {
    const took = tookOf(run);
    const said = descriptionOf(run);
    const lasts = took ?? since(run.start_time);
    return [
      [{ text: run.label || run.flow_title || 'A run', as: 'strong' }, run.label ? `  ${run.flow_title ?? ''}` : ''],
      [{ text: run.status, as: 'state' }, ...(said ? [{ text: `  ${said}`, as: 'whole' } as const] : [])],
      [
        run.start_time ? `started ${time(run.start_time)}` : '',
        lasts === undefined ? '' : `, ${took === null ? `for ${timeSpan(lasts)}` : tookWords(lasts)}`,
      ],
      run.run_owner ? `owned by ${names.get(run.run_owner) ?? run.run_owner}` : undefined,
      run.tags?.length ? run.tags.join(', ') : undefined,
      next(run),
    ];
  },
  { lookup: (run) => ({ principal: run.run_owner ? [run.run_owner] : [] }) },
);
function next({ run_id: id, status, blocking_web_input_id: input }: Run): Line {
  if (input) return [`It waits for a person:  `, { text: `globus flows web-input show ${input}`, as: 'command' }];
  if (status === 'ACTIVE') return [`Follow it:  `, { text: `globus flows run watch ${id}`, as: 'command' }];
  if (status === 'INACTIVE') return [`Go on:  `, { text: `globus flows run resume ${id}`, as: 'command' }];
  return [`What happened:  `, { text: `globus flows run show-logs ${id}`, as: 'command' }];
}
