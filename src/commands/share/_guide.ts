import type { Choice, Guide, Texts } from '#command';
import { nobodyAmong } from '#globus/people/called';
import { type Everyone, everyoneTyped } from '#globus/people/grammar';

/** All people as this line names them, in a person's words. */
const everyone: Readonly<Record<Everyone, string>> = { anyone: 'everyone', 'logged-in': 'everyone who logs in' };
const allOf = (word: string) => {
  const all = everyoneTyped(word);
  return all === undefined || all === 'either' ? undefined : everyone[all];
};
/** A comma in a name stands between two, where nothing quotes it. */
const groupWord = (name: string) => `group:${name.includes(',') ? `"${name}"` : name}`;

/** Those of a list that are people, whatever they look like: `group:NAME` is a group, whose name may have commas in quotes. */
const people = (list: string) =>
  list.split(/,(?=(?:[^"]*"[^"]*")*[^"]*$)/).flatMap((each) => {
    const word = each.trim();
    return everyoneTyped(word) || /^group:/i.test(word) ? [] : [word];
  });

const who = ({ with: recipients = '' }: Texts) =>
  allOf(recipients) ?? recipients.replace(/^group:"?([^"]*)"?$/, 'the members of $1');
const end = ({ expires }: Texts) => (expires === undefined ? '' : `, until ${expires}`);

/** Who is meant, where it is not everyone. */
export const named = (question: string): readonly Choice[] => [
  {
    name: 'people I name',
    words: [],
    then: {
      question: 'Their usernames, with commas between:',
      words: (text) => ['--with', text],
      check: (text, tools) => nobodyAmong(people(text), tools),
    },
  },
  {
    name: 'the members of a group',
    words: [],
    then: { question, pick: 'group', words: (text) => ['--with', groupWord(text)] },
  },
];

/** From `globus share` alone to who has access. */
export const shareGuide: Guide = {
  refuses: ({ with: recipients }, tools) => nobodyAmong(recipients === undefined ? [] : people(recipients), tools),
  offers: [
    {
      question: 'Who gets access?',
      answeredBy: ['with'],
      isNeeded: true,
      choices: [
        ...named('Who gets access'),
        { name: 'everyone who logs in', words: ['--with', 'logged-in'] },
        { name: 'everyone, without a login', words: ['--with', 'anyone'] },
      ],
    },
    {
      question: 'What may they do?',
      answeredBy: ['read', 'write'],
      isNeeded: true,
      choices: [
        { name: 'read', words: ['--read'] },
        { name: 'read and write', words: ['--write'] },
      ],
    },
    {
      question: 'When does the access end, such as 7d or 2030-01-31 (Enter for never):',
      answeredBy: ['expires'],
      words: (text) => ['--expires', text],
    },
  ],
  tells: (texts) => [
    `Lets ${who(texts)} read${texts['write'] === undefined ? '' : ' and write'} ${texts['place'] ?? ''}${end(texts)}`,
  ],
  question: 'Share it?',
};
