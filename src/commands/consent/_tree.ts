import type { Consent } from '#services/auth';

interface Branch {
  readonly consent: Consent;
  readonly children: Branch[];
}

/** Consents under those they depend on: a path ends with the consent's own id, the rest leads to it from the root. */
function forest(consents: readonly Consent[]): readonly Branch[] {
  const branches = new Map(consents.map((consent) => [consent.id, { consent, children: [] as Branch[] }]));
  const roots: Branch[] = [];
  for (const branch of branches.values()) {
    const parent = branches.get(branch.consent.dependency_path.at(-2) ?? NaN);
    (parent ? parent.children : roots).push(branch);
  }
  return roots;
}

const remarks = ({ status, allows_refresh: refresh, last_used: used }: Consent) =>
  [
    ...(status === 'approved' ? [] : [status]),
    ...(refresh ? ['refresh'] : []),
    ...(used ? [`last used ${used.slice(0, 10)}`] : []),
  ].join(', ');
const words = (consent: Consent) => {
  const more = remarks(consent);
  return `${consent.scope_name}${more ? `  (${more})` : ''}`;
};

function lines(branches: readonly Branch[], before: string): string[] {
  return branches.flatMap(({ consent, children }, i) => {
    const last = i === branches.length - 1;
    return [
      `${before}${last ? '└── ' : '├── '}${words(consent)}`,
      ...lines(children, `${before}${last ? '    ' : '│   '}`),
    ];
  });
}

/** The consents as trees, one client after another. */
export function drawConsents(consents: readonly Consent[]): string {
  if (!consents.length) return 'There are no consents.';
  const roots = forest(consents);
  const clients = [...new Set(roots.map(({ consent }) => consent.client))];
  return clients
    .map((client) =>
      [
        `Client ${client}`,
        ...lines(
          roots.filter(({ consent }) => consent.client === client),
          '',
        ),
      ].join('\n'),
    )
    .join('\n\n');
}
