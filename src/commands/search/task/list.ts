import { command, firstRows, optionalLimit, table } from '#command';
import type { SearchTaskList } from '#services/search';
import { indexId } from '../_params.js';

export default command({
  summary: 'List the latest tasks of an index, newest first.',
  examples: [{ title: 'List the tasks', line: 'globus search task list recipes' }],
  needs: ['search'],
  args: { indexId },
  flags: { limit: optionalLimit },
  nothing: 'Nothing has been done to this index yet.',
  output: table((list: SearchTaskList) => list.tasks, {
    State: 'state',
    'Task ID': 'task_id',
    'Creation Date': 'creation_date',
    'Completion Date': 'completion_date',
  }),
  run: async ({ args, flags, search }) => firstRows(await search.getTaskList(args.indexId), 'tasks', flags.limit),
});
