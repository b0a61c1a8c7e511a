import { command, waiting } from '#command';
import { paced } from '#globus/compute/limits';
import { resultOf } from '#globus/compute/results';
import { waitForTasks } from '#globus/compute/waiting';
import { taskId } from '../_params.js';
import { resultView, type ShownResult } from '../_views.js';

const { wait, waitTimeout } = waiting;

export default command({
  summary: 'Print the result of a task as JSON.',
  description: 'For a task that failed, shows the traceback of its function; the exit code is then 1.',
  examples: [
    {
      title: 'Wait for a result and take a part of it',
      line: 'globus compute task result TASK_ID --wait --jmespath result.mean',
    },
  ],
  needs: ['compute', 'progress', 'clock'],
  args: { taskId },
  flags: { wait, waitTimeout },
  output: resultView,
  run: async ({ args, flags, compute, ...tools }): Promise<ShownResult> => {
    const { taskId: id } = args;
    const options = {
      work: `Task ${id}`,
      timeout: flags.waitTimeout,
      again: `globus compute task result ${id} --wait`,
    };
    const waited = flags.wait
      ? await waitForTasks([id], { ...tools, compute: paced(compute, tools.clock) }, options)
      : [await compute.getTask(id)];
    const { text, value } = resultOf(waited[0] ?? { task_id: id, status: 'unknown' });
    return { text, document: { task_id: id, result: value } };
  },
});
