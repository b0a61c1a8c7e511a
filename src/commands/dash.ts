import { command, listing, rowsTable, things } from '#command';
import { type ActivityRow, activityRows } from '#globus/activity/rows';
import { othersAgain } from '#globus/activity/deeds';
import { managedSources, ownSources } from '#globus/activity/sources';

const rows = rowsTable<ActivityRow>({
  Kind: 'kind',
  Name: 'name',
  State: 'state',
  Details: 'details',
  Began: 'began',
  Ended: 'ended',
  'Next Run': 'next_run',
  ID: 'id',
});

export default command({
  summary: 'Show what you have running, and what ran lately.',
  description:
    'Transfers, deletions, runs of flows, timers, ingests into search indexes, and Compute endpoints, live: Enter shows details, e events, c cancels, p pauses or resumes a timer, a does it again. Each service is asked once per interval, and less often while nothing runs.\n\nWith --endpoint, it shows the tasks of everybody on a collection that you manage, or on all collections of an endpoint. Without a terminal, everything is printed once.',
  examples: [
    { title: 'See what is running', line: 'globus dash' },
    {
      title: 'Everything that needs attention, in a script',
      line: 'globus dash --jmespath "[?state==\'stuck\'].name"',
    },
    { title: 'What others run on an endpoint of yours', line: "globus dash --endpoint 'Lab data'" },
  ],
  needs: ['transfer', 'flows', 'timers', 'search', 'compute', 'screens'],
  flags: {
    endpoint: things.collection({ summary: 'The tasks on this collection or endpoint, for those who manage it' }),
  },
  output: rows,
  run: async ({ flags, screens, ...services }) => {
    const { endpoint } = flags;
    const sources = endpoint === undefined ? ownSources(services) : managedSources(services.transfer, endpoint);
    if (!screens.available) return listing(activityRows(sources));
    if (endpoint === undefined) await screens.ownDash();
    else await screens.dash({ sources, isManaged: true, title: 'Tasks on the endpoint', again: othersAgain });
    return undefined;
  },
});
