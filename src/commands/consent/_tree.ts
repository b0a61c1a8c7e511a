import { plain, sentence, summary } from '#command';
import { type ConsentTree, consentTrees } from '#globus/people/consent-tree';
import { scopeWords } from '#globus/people/scope-words';
import type { Consent } from '#services/auth';

type Words = (consent: Consent) => string;
const remarks = ({ status, allows_refresh: refresh, last_used: used }: Consent, time: (value: string) => string) =>
  [
    ...(status === 'approved' ? [] : [plain(status)]),
    ...(refresh ? ['refresh'] : []),
    ...(used ? [`last used ${time(plain(used))}`] : []),
  ].join(', ');
const withRemarks = (name: string, more: string) => sentence`${name}${more ? `  (${more})` : ''}`;

function lines(trees: readonly ConsentTree[], words: Words, before = ''): string[] {
  return trees.flatMap(({ consent, children }, i) => {
    const last = i === trees.length - 1;
    return [
      `${before}${last ? '└── ' : '├── '}${words(consent)}`,
      ...lines(children, words, `${before}${last ? '    ' : '│   '}`),
    ];
  });
}

/** The trees of one client after another, with an empty line between them. */
function treesOf(consents: readonly Consent[], words: Words): readonly string[] {
  const roots = consentTrees(consents);
  const clients = [...new Set(roots.map(({ consent }) => consent.client))];
  return clients.flatMap((client, i) => [
    ...(i ? [''] : []),
    sentence`Client ${client}`,
    ...lines(
      roots.filter(({ consent }) => consent.client === client),
      words,
    ),
  ]);
}

/** The consents as trees, one client after another. */
export function drawConsents(consents: readonly Consent[]): string {
  if (!consents.length) return 'There are no consents.';
  const day = (value: string) => value.slice(0, 10);
  return treesOf(consents, (consent) => withRemarks(plain(consent.scope_name), remarks(consent, day))).join('\n');
}

/** The same for a person: scopes by the names of their services, times as people say them. */
export const consentScreen = summary(({ consents }: { readonly consents: readonly Consent[] }, { time }) =>
  treesOf(consents, (consent) => withRemarks(scopeWords(plain(consent.scope_name)), remarks(consent, time))),
);
