import { command, dryRun, endpointMaybePath, exclusive, notify, param, sentence, whenWords } from '#command';
import { demandDataAccess } from '#globus/timers/consents';
import { pathOnBothSides } from '#globus/endpoint-path';
import { submitting } from '#globus/submitting';
import { previewRuns, scheduleOf, timerName } from '#globus/timers/schedule';
import { transferItems } from '#globus/transfer/items';
import { transferBody } from '#globus/transfer/transfer-document';
import { jsonView } from '../../_json-view.js';
import { filtersOf, transferFlags } from '../../_transfer-flags.js';
import { timerGuide } from './_transfer-guide.js';
import { newTimer } from './_new-timer.js';
import { scheduleComplaint, scheduleFlags, scheduleRules } from '../_schedule.js';
import { createdView } from '../_views.js';

export default command({
  summary: 'Make a timer that copies files and folders.',
  description:
    'Takes the same paths, batches and filters as globus transfer, and the time of the runs. The next runs are shown before the timer is made. ' +
    'Patterns in a source match only what exists when the timer is made; to copy what comes later, copy a folder with --recursive and --include.\n\n' +
    'Timers needs your consent for the data of a mapped collection: globus session consent --timer-data-access COLLECTION_ID.',
  examples: [
    {
      title: 'Copy what has changed, every day',
      line: 'globus timer create transfer @data @archive -r --interval 1d --sync-level mtime',
    },
    {
      title: 'The same, at two at night',
      line: "globus timer create transfer @data @archive -r --cron '0 2 * * *'",
    },
    {
      title: 'Copy once, tonight',
      line: 'globus timer create transfer @data @archive --start 2027-01-31T22:00:00 --stop-after-runs 1',
    },
  ],
  needs: ['timers', 'transfer', 'auth', 'session', 'prompt', 'notices', 'clock', 'files'],
  args: {
    source: endpointMaybePath({ summary: 'Where to copy from', names: ['SOURCE_ENDPOINT_ID[:SOURCE_PATH]'] }),
    destination: endpointMaybePath({ summary: 'Where to copy to', names: ['DEST_ENDPOINT_ID[:DEST_PATH]'] }),
  },
  flags: {
    ...scheduleFlags,
    ...transferFlags,
    label: param.text({ summary: 'A label to find its tasks by' }),
    notify: notify({ summary: 'When to send email about a task' }),
    deleteDestinationExtra: param.switch({ summary: 'Delete what the source folder does not have' }),
    delete: param.switch({ summary: 'The same as --delete-destination-extra', hidden: true }),
    dryRun,
  },
  rules: [...scheduleRules, exclusive('batch', 'recursive'), exclusive('delete', 'deleteDestinationExtra')],
  check: ({ args, flags }) =>
    !flags.batch && (args.source.path === null || args.destination.path === null)
      ? pathOnBothSides
      : scheduleComplaint(flags),
  guide: timerGuide,
  login: {
    of: ['source', 'destination'],
    demand: ({ source, destination }, tools) => demandDataAccess([source.endpoint, destination.endpoint], tools),
  },
  output: ({ flags }) => (flags.dryRun ? jsonView : createdView),
  run: async ({ args, flags, timers, transfer, files, inOrder, prompt, ...tools }) => {
    const now = tools.clock.now();
    const ask = (looksNow: boolean) =>
      demandDataAccess([args.source.endpoint, args.destination.endpoint], { transfer, ...tools }, looksNow);
    const items = await transferItems(args, flags, files, {
      transfer,
      ...tools,
      beforeListing: prompt.available ? () => ask(true) : undefined,
    });
    const how = { ...flags, deleteDestinationExtra: flags.deleteDestinationExtra || flags.delete };
    const task = {
      ...transferBody(args.source.endpoint, args.destination.endpoint, items, how, filtersOf(inOrder)),
      label: flags.label ?? null,
    };
    const schedule = scheduleOf(flags, now);
    previewRuns(schedule, { ...tools, words: prompt.available ? whenWords : undefined });
    const timer = { timer_type: 'transfer', name: timerName(flags.name, now), schedule, body: task };
    if (flags.dryRun) return { timer };
    await ask(false);
    return (await submitting(newTimer, () => timers.createTimer({ timer }))).timer;
  },
  made: (made, { flags }) => ('job_id' in made ? { id: made.job_id, name: flags.name } : undefined),
  next: (made) => ('job_id' in made ? sentence`See it:  globus timer show ${made.job_id}` : undefined),
});
