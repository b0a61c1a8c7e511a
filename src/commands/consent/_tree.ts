import { plain, sentence, summary } from '#command';
import { type ConsentTree, consentTrees } from '#globus/people/consent-tree';
import { scopeWords } from '#globus/people/scope-words';
import type { Consent } from '#services/auth';

const remarks = ({ status, allows_refresh: refresh, last_used: used }: Consent, time: (value: string) => string) =>
  [
    ...(status === 'approved' ? [] : [plain(status)]),
    ...(refresh ? ['refresh'] : []),
    ...(used ? [`last used ${time(plain(used))}`] : []),
  ].join(', ');
const inBrackets = (more: string) => (more ? `  (${more})` : '');

/** A consent, and the branch of the tree that it hangs on. */
interface Leaf {
  readonly branch: string;
  readonly consent: Consent;
}

function leaves(trees: readonly ConsentTree[], before = ''): Leaf[] {
  return trees.flatMap(({ consent, children }, i) => {
    const last = i === trees.length - 1;
    return [
      { branch: `${before}${last ? '└── ' : '├── '}`, consent },
      ...leaves(children, `${before}${last ? '    ' : '│   '}`),
    ];
  });
}

/** The trees of one client after another, with an empty line between them. */
function treesOf<T>(consents: readonly Consent[], drawn: (leaf: Leaf) => T): readonly (T | string)[] {
  const roots = consentTrees(consents);
  const clients = [...new Set(roots.map(({ consent }) => consent.client))];
  return clients.flatMap((client, i) => [
    ...(i ? [''] : []),
    sentence`Client ${client}`,
    ...leaves(roots.filter(({ consent }) => consent.client === client)).map(drawn),
  ]);
}

/** The consents as trees, one client after another. */
export function drawConsents(consents: readonly Consent[]): string {
  if (!consents.length) return 'There are no consents.';
  const day = (value: string) => value.slice(0, 10);
  return treesOf(
    consents,
    ({ branch, consent }) => sentence`${branch}${plain(consent.scope_name)}${inBrackets(remarks(consent, day))}`,
  ).join('\n');
}

/** On a screen an id is told by its begin; `-v` has it whole. */
const withShortId = (words: string) => words.replace(/^([0-9a-f]{8})-[0-9a-f-]{27}(?=:)/, '$1');

/** The same for a person, a line each: scopes by the names of their services, times as people say them. */
export const consentScreen = summary(({ consents }: { readonly consents: readonly Consent[] }, { time }) =>
  treesOf(consents, ({ branch, consent }) => [
    `${branch}${withShortId(scopeWords(plain(consent.scope_name)))}`,
    { text: inBrackets(remarks(consent, time)), as: 'dim' as const },
  ]),
);
