import { command, message } from '#command';
import { waitForSuccess } from '#globus/compute/waiting';
import { patienceFlags, taskGroupId } from '../_params.js';

export default command({
  summary: 'Wait until all tasks of a group have ended.',
  description: 'Exits 0 when all succeeded and 1 when one failed.',
  examples: [{ title: 'Wait for a batch', line: 'globus compute task-group wait TASK_GROUP_ID --timeout 3600' }],
  needs: ['compute', 'progress', 'clock'],
  args: { taskGroupId },
  flags: patienceFlags,
  output: message(() => ''),
  run: async ({ args, flags, ...tools }) => {
    const { tasks } = await tools.compute.getTaskGroup(args.taskGroupId);
    const again = `globus compute task-group wait ${args.taskGroupId}`;
    if (tasks.length)
      await waitForSuccess(
        tasks.map(({ id }) => id),
        tools,
        { ...flags, work: `Task group ${args.taskGroupId}`, again },
      );
  },
});
