import type { Choice, Guide, Texts } from '#command';
import { ownShares } from '#globus/sharing/to-take-back';
import { named } from './_guide.js';

/** Who loses it is said by what was chosen, unless the line says it. */
const whom = ({ with: recipients, everyone }: Texts, recipient: string) =>
  recipients === undefined && everyone === undefined ? ['--with', recipient] : [];

const elsewhere: Choice = {
  name: 'of another folder',
  words: [],
  then: { question: 'The folder', pick: 'place', only: 'shareable', words: (text) => [text] },
};
/** A folder is one with a slash at its end, and without. */
const whole = (place: string) => `${place.includes(':') ? place : `${place}:`}/`.replace(/(?<!\/)\/+$/, '/');
const all: Choice = { name: 'all who have access by a rule for this folder', words: ['--everyone'] };

/** From `globus share revoke` to a share that there is; a folder alone leads to those who have access to it. */
export const revokeGuide: Guide = {
  offers: [
    {
      question: 'Which access is taken away?',
      answeredBy: ['place'],
      isNeeded: true,
      choices: (texts, tools) =>
        ownShares(tools).then((shares) => [
          ...shares.map(({ place, recipient, who, may }) => ({
            name: `${who}  ${may}  ${place}`,
            words: [place, ...whom(texts, recipient)],
          })),
          elsewhere,
        ]),
    },
    {
      question: 'Who loses access?',
      answeredBy: ['with', 'everyone'],
      isNeeded: true,
      choices: ({ place = '' }, tools) =>
        ownShares(tools).then((shares) => {
          const known = shares.filter((each) => whole(each.place) === whole(place));
          const people = known.map(({ recipient, who, may }) => ({
            name: `${who}  ${may}`,
            words: ['--with', recipient],
          }));
          return people.length ? [...people, all] : [...named('Who loses access'), all];
        }),
    },
  ],
};
