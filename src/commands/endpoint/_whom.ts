import type { Choice } from '#command';
import { nobodyAmong } from '#globus/people/called';

/** One person, or a group, as both `role create` and `permission create` ask for them. */
export const personOrGroup = (question: string): readonly Choice[] => [
  {
    name: 'one person',
    words: [],
    then: {
      question: 'Their username or identity id:',
      words: (text) => ['--identity', text],
      check: (text, tools) => nobodyAmong([text], tools),
    },
  },
  {
    name: 'the members of a group',
    words: [],
    then: { question, pick: 'group', words: (text) => ['--group', text] },
  },
];
