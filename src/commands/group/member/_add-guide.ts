import type { Guide } from '#command';
import { memberAlready } from '#globus/groups/already';
import { nobodyAmong, peopleCalled } from '#globus/people/called';

/** From `globus group member add` alone to a member. */
export const addGuide: Guide = {
  offers: [
    {
      question: 'Who is added? A username or an identity id:',
      answeredBy: ['user', 'from'],
      isNeeded: true,
      words: (text) => [text],
      check: (text, tools, { groupId = '' }) =>
        nobodyAmong([text], tools).then((nobody) => nobody ?? memberAlready(text, groupId, tools)),
    },
    {
      question: 'What may they do in the group?',
      answeredBy: ['role', 'from'],
      choices: [
        { name: 'be a member', words: [] },
        { name: 'look after its members (manager)', words: ['--role', 'manager'] },
        { name: 'everything (admin)', words: ['--role', 'admin'] },
      ],
    },
  ],
  tells: ({ groupId = '', user, from = '', role = 'member' }, tools) =>
    user === undefined
      ? [`Adds everybody in ${from} to ${groupId}`]
      : peopleCalled([user], tools).then((person) => [`Adds ${person} to ${groupId} as ${role}`]),
  question: 'Add them?',
};
