import { bool, date, latePrincipal, list, message, onScreen, principal, record, rowsTable, sentence } from '#command';
import type { DeletedFlow, Flow, Run } from '#services/flows';
import { flowSummary, runScreen, runSummary } from './_screen.js';

const flowFields = {
  'Flow ID': 'id',
  Title: 'title',
  Subtitle: 'subtitle',
  Description: 'description',
  Keywords: list<Flow>('keywords'),
  Owner: principal<Flow>('flow_owner'),
  'High Assurance': bool<Flow>((flow) => flow.is_high_assurance ?? flow.authentication_policy_id),
  'Authentication Policy ID': 'authentication_policy_id',
  'Subscription ID': 'subscription_id',
  'Created At': date<Flow>('created_at'),
  'Updated At': date<Flow>('updated_at'),
  Administrators: principal<Flow>('flow_administrators'),
  Viewers: principal<Flow>('flow_viewers'),
  Starters: latePrincipal<Flow>('flow_starters'),
  'Run Managers': principal<Flow>('run_managers'),
  'Run Monitors': principal<Flow>('run_monitors'),
} as const;
export const flowView = onScreen<Flow>(flowSummary, record<Flow>(flowFields));
export const deletedFlowView = onScreen(
  message((flow: DeletedFlow) => sentence`The flow '${flow.title}' was deleted.`),
  record<DeletedFlow>({ Deleted: 'DELETED', ...flowFields }),
);

const runHead = {
  'Run ID': 'run_id',
  'Run Label': 'label',
  'Run Tags': list<Run>('tags'),
  Status: 'status',
  'Started At': date<Run>('start_time'),
  'Completed At': date<Run>('completion_time'),
  'Flow ID': 'flow_id',
  'Flow Title': 'flow_title',
} as const;
const runPeople = {
  'Run Owner': principal<Run>('run_owner'),
  'Run Managers': principal<Run>('run_managers'),
  'Run Monitors': principal<Run>('run_monitors'),
} as const;
export const runView = onScreen<Run>(runSummary, record<Run>({ ...runHead, ...runPeople }));
/** A run with what its flow was about when it was started. */
export const describedRunView = record<Run>({
  ...runHead,
  'Flow Subtitle': 'flow_description.subtitle',
  'Flow Description': 'flow_description.description',
  'Flow Keywords': list<Run>('flow_description.keywords'),
  ...runPeople,
});
export const runsView = rowsTable<Run>(
  { 'Run ID': 'run_id', 'Flow Title': 'flow_title', 'Run Label': 'label', Status: 'status' },
  runScreen,
);
