import { type FlagsOf, grantee, type Json, param } from '#command';
import { flowInput } from '../_flow-input.js';
import { definedFields } from './_document.js';

/** What is said of a run when it is started. */
export const runFlags = {
  input: flowInput,
  label: param.text({ summary: 'A label to find the run by' }),
  manager: grantee({ summary: 'Who may manage it', multiple: true }),
  monitor: grantee({ summary: 'Who may see it', multiple: true }),
  tag: param.text({ summary: 'A keyword to find it by', multiple: true }),
  activityNotificationPolicy: param.choice(['INACTIVE', 'FAILED', 'SUCCEEDED'], {
    summary: 'Send email when the run gets to this state',
    multiple: true,
  }),
};

/** The document that starts a run, or has it checked. */
export const runRequest = (body: Readonly<Record<string, Json>>, flags: FlagsOf<typeof runFlags>) =>
  definedFields({
    body,
    label: flags.label,
    tags: flags.tag,
    run_managers: flags.manager,
    run_monitors: flags.monitor,
    activity_notification_policy: flags.activityNotificationPolicy.length
      ? { status: flags.activityNotificationPolicy }
      : undefined,
  });
