import { bad, command, exclusive, oneOf, param, record, requires } from '#command';
import { where } from '../_sandbox.js';
import { detailFlags, effectFlags, effectKeys, effectOf, worded } from './_effect.js';
import { columns, type FaultRule } from './_rule.js';

const services = ['auth', 'transfer', 'groups', 'search', 'flows', 'timer', 'compute', 'gcs', 'https'] as const;
const share = param.custom(
  (raw, context) => {
    const value = Number(raw);
    if (raw.trim() === '' || !(value >= 0 && value <= 1)) throw bad(context, raw, 'a number from 0 to 1');
    return value;
  },
  { metavar: 'NUMBER' },
);

export default command({
  summary: 'Add a fault rule to the sandbox.',
  description:
    'The rule applies to requests to a service with this method and path, as often as you say. Paths are globs without the prefix of the service. For work that continues after the answer, they are /COLLECTION_ID/path for tasks of Transfer, /INDEX_ID/TASK_TYPE in Search, /ENDPOINT_ID/FUNCTION_ID in Compute, /FLOW_ID/STATE in Flows and /TIMER_ID in Timers. To disconnect a collection, use `globus sandbox collection update`.',
  examples: [
    {
      title: 'Answer 429 twice, then as usual',
      line: 'globus sandbox fault add --service transfer --retry-after 2 --count 2',
    },
    { title: 'Let every tenth request break', line: 'globus sandbox fault add --status 503 --probability 0.1' },
    {
      title: 'Demand multi-factor authentication for submissions',
      line: `globus sandbox fault add --method POST --path '/v0.10/transfer' --authorization-required '{"session_required_mfa": true}'`,
    },
    {
      title: 'Let a file of a task fail once',
      line: "globus sandbox fault add --task-fault PERMISSION_DENIED --path '*/report.txt' --count 1",
    },
    {
      title: 'Let the next ingest fail',
      line: 'globus sandbox fault add --service search --task-fail FAILED --count 1',
    },
  ],
  needs: ['sandbox'],
  flags: {
    ...where,
    service: param.choice(services, { summary: 'Requests to this service only' }),
    method: param.text({ summary: 'Requests of this method only' }),
    path: param.text({ summary: 'Requests whose path fits this glob only', metavar: 'GLOB' }),
    probability: share({ summary: 'How likely it is to act, from 0 to 1' }),
    count: param.integer({ summary: 'Act this many times, then no more', min: 1 }),
    ...effectFlags,
    ...detailFlags,
  },
  rules: [
    oneOf(...effectKeys),
    exclusive(...effectKeys),
    requires('code', 'status'),
    exclusive('method', 'taskFault'),
    exclusive('method', 'taskFail'),
    exclusive('method', 'taskHold'),
    exclusive('method', 'taskLost'),
    exclusive('method', 'taskSkip'),
  ],
  check: ({ given }) =>
    given('message') && !worded.some((key) => given(key))
      ? '--message also needs --status, --task-fault or --task-fail.'
      : undefined,
  output: record<FaultRule>(columns),
  run: async ({ flags, sandbox }) => {
    const { service, method, path, probability, count } = flags;
    const rule = { service, method, path, probability, count, effect: effectOf(flags) };
    return sandbox.ask<FaultRule>(await sandbox.running(flags.dir), 'POST', 'faults', rule);
  },
});
