import type { Guide } from '#command';
import { peopleCalled } from '#globus/people/called';
import { personOrGroup } from '../_whom.js';

/** From `globus endpoint permission create` alone to a rule. */
export const permissionGuide: Guide = {
  offers: [
    {
      question: 'Who gets access?',
      answeredBy: ['provisionIdentity', 'allAuthenticated', 'anonymous', 'group', 'identity'],
      isNeeded: true,
      choices: [
        ...personOrGroup('Who gets access'),
        { name: 'everyone who logs in', words: ['--all-authenticated'] },
        { name: 'everyone, without a login', words: ['--anonymous'] },
      ],
    },
  ],
  tells: ({ endpointPlusPath = '', permissions, identity, provisionIdentity, group, allAuthenticated }, tools) => {
    const others =
      group !== undefined ? `the members of ${group}` : allAuthenticated ? 'everyone who logs in' : 'everyone';
    const told = (who: string) => [`Lets ${who} read${permissions === 'rw' ? ' and write' : ''} ${endpointPlusPath}`];
    return identity === undefined
      ? told(provisionIdentity ?? others)
      : peopleCalled([identity], tools).then((person) => told(person));
  },
  question: 'Give it?',
};
