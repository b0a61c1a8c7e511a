import type { Guide } from '#command';
import { peopleCalled } from '#globus/people/called';
import { personOrGroup } from '../_whom.js';

/** From `globus endpoint role create` alone to a role. */
export const roleGuide: Guide = {
  offers: [
    {
      question: 'Who gets the role?',
      answeredBy: ['provisionIdentity', 'group', 'identity'],
      isNeeded: true,
      choices: personOrGroup('Who gets the role'),
    },
    {
      question: 'What may they do?',
      answeredBy: ['role'],
      isNeeded: true,
      choices: [
        { name: 'everything (administrator)', words: ['--role', 'administrator'] },
        { name: 'give others access (access manager)', words: ['--role', 'access_manager'] },
        { name: 'see, pause and cancel all tasks (activity manager)', words: ['--role', 'activity_manager'] },
        { name: 'see all tasks (activity monitor)', words: ['--role', 'activity_monitor'] },
      ],
    },
  ],
  tells: ({ endpointId = '', role = '', identity, provisionIdentity = '', group }, tools) => {
    const gives = (who: string) => [`Gives ${who} the role ${role.replaceAll('_', ' ')} on ${endpointId}`];
    if (group !== undefined) return gives(`the members of ${group}`);
    return identity === undefined ? gives(provisionIdentity) : peopleCalled([identity], tools).then(gives);
  },
  question: 'Give it?',
};
