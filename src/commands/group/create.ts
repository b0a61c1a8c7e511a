import { command, message, onScreen, param, sentence, shellWord, things } from '#command';
import type { Group } from '#services/groups';

export default command({
  summary: 'Make a group; you become its administrator.',
  examples: [
    { title: 'Make a group', line: "globus group create 'Genome lab' --description 'Who may see the raw reads'" },
  ],
  needs: ['groups'],
  args: { name: param.text({ summary: 'The name of the new group' }) },
  flags: {
    description: param.text({ summary: 'What it is for' }),
    parentId: things.group({ summary: 'The group that it is part of' }),
  },
  next: (_made, { args }) => `Add people:  globus group member add ${shellWord(args.name)}`,
  output: onScreen(
    message((group: Group) => sentence`The group '${group.name}' was created: ${group.id}`),
    message((group: Group) => sentence`Group ${group.id} created successfully`),
  ),
  run: ({ args, flags, groups }) =>
    groups.createGroup({
      name: args.name,
      ...(flags.description !== undefined && { description: flags.description }),
      ...(flags.parentId !== undefined && { parent_id: flags.parentId }),
    }),
});
