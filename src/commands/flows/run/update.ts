import { command, grantees, param, reading } from '#command';
import { definedFields } from '../_document.js';
import { principalHelp, runId } from '../_params.js';
import { runView } from '../_views.js';

export default command({
  summary: 'Change the label, the tags and the people of a run.',
  description: `What you do not give stays as it is. A list replaces the old one; '' empties it.\n\n${principalHelp}`,
  examples: [{ title: 'Mark a run', line: 'globus flows run update @last --tags nightly,checked' }],
  needs: ['flows'],
  args: { runId },
  flags: {
    label: param.text({ summary: 'The new label', bare: 'Rename it' }),
    tags: param.commaList({ summary: 'Keywords to find it by' }),
    managers: grantees({ summary: 'Who may manage it' }),
    monitors: grantees({ summary: 'Who may see it' }),
  },
  changes: {
    now: reading(({ runId: id }, { flows }) => flows.getRun(id)),
    fields: { managers: 'run_managers', monitors: 'run_monitors' },
  },
  output: runView,
  run: ({ args, flags, flows }) =>
    flows.updateRun(
      args.runId,
      definedFields({
        label: flags.label,
        tags: flags.tags,
        run_managers: flags.managers,
        run_monitors: flags.monitors,
      }),
    ),
});
