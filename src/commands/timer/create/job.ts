import { command, dryRun, jsonObject, param, sentence, UsageError, whenWords } from '#command';
import { submitting } from '#globus/submitting';
import { jobTiming, previewRuns, scheduleOf, timerName } from '#globus/timers/schedule';
import { jsonView } from '../../_json-view.js';
import { newTimer } from './_new-timer.js';
import { whenItRuns } from './_when.js';
import { scheduleComplaint, scheduleFlags, scheduleRules } from '../_schedule.js';
import { timerView } from '../_views.js';

export default command({
  summary: 'Make a timer that calls any action provider.',
  description:
    'For work that is neither a transfer nor a flow: Timers sends the body to the URL at each run, with a token for the scope.',
  examples: [
    {
      title: 'Call an action provider every hour',
      line: 'globus timer create job https://actions.example.org/hello/run \'{"body": {"echo_string": "hello"}}\' --interval 1h --action-scope SCOPE',
    },
  ],
  needs: ['timers', 'notices', 'clock', 'prompt'],
  args: {
    callbackUrl: param.text({ summary: 'Where to send the body' }),
    callbackBody: jsonObject({ summary: 'What to send, as JSON or a file that holds it' }),
  },
  flags: { actionScope: param.text({ summary: 'The scope of the token that goes with it' }), ...scheduleFlags, dryRun },
  rules: scheduleRules,
  check: ({ flags }) => scheduleComplaint(flags),
  guide: { offers: whenItRuns, question: 'Make the timer?' },
  output: ({ flags }) => (flags.dryRun ? jsonView : timerView),
  run: ({ args, flags, timers, prompt, ...tools }) => {
    const now = tools.clock.now();
    if (!URL.canParse(args.callbackUrl)) throw new UsageError(`'${args.callbackUrl}' is not a URL.`);
    const schedule = scheduleOf(flags, now);
    const job = {
      name: timerName(flags.name, now),
      ...jobTiming(schedule, now),
      callback_url: args.callbackUrl,
      callback_body: args.callbackBody,
      ...(flags.actionScope !== undefined && { scope: flags.actionScope }),
    };
    previewRuns(schedule, { ...tools, words: prompt.available ? whenWords : undefined });
    return flags.dryRun ? job : submitting(newTimer, () => timers.createJob(job));
  },
  made: (made, { flags }) => ('job_id' in made ? { id: made.job_id, name: flags.name } : undefined),
  next: (made) => ('job_id' in made ? sentence`See it:  globus timer show ${made.job_id}` : undefined),
});
