import { plain, sentence } from '#command';
import { type ConsentTree, consentTrees } from '#globus/people/consent-tree';
import type { Consent } from '#services/auth';

const remarks = ({ status, allows_refresh: refresh, last_used: used }: Consent) =>
  [
    ...(status === 'approved' ? [] : [plain(status)]),
    ...(refresh ? ['refresh'] : []),
    ...(used ? [`last used ${plain(used).slice(0, 10)}`] : []),
  ].join(', ');
const words = (consent: Consent) => {
  const more = remarks(consent);
  return sentence`${consent.scope_name}${more ? `  (${more})` : ''}`;
};

function lines(trees: readonly ConsentTree[], before: string): string[] {
  return trees.flatMap(({ consent, children }, i) => {
    const last = i === trees.length - 1;
    return [
      `${before}${last ? '└── ' : '├── '}${words(consent)}`,
      ...lines(children, `${before}${last ? '    ' : '│   '}`),
    ];
  });
}

/** The consents as trees, one client after another. */
export function drawConsents(consents: readonly Consent[]): string {
  if (!consents.length) return 'There are no consents.';
  const roots = consentTrees(consents);
  const clients = [...new Set(roots.map(({ consent }) => consent.client))];
  return clients
    .map((client) =>
      [
        sentence`Client ${client}`,
        ...lines(
          roots.filter(({ consent }) => consent.client === client),
          '',
        ),
      ].join('\n'),
    )
    .join('\n\n');
}
