import type { AuthRequirement } from '../errors.js';
import { parseScopes, type ScopeTree, timerScope } from './scopes.js';

/** What a scope or a session can be about: what is looked up by its id, to be called by its name. */
export interface Named {
  readonly kind: 'collection' | 'endpoint' | 'flow' | 'identity';
  readonly id: string;
}
export type NameOf = (named: Named) => string;

const uuid = '[0-9a-f]{8}-[0-9a-f-]{27}';
const patterns = [
  ['data', 'collection', new RegExp(`/scopes/(${uuid})/data_access$`)],
  ['files', 'collection', new RegExp(`/scopes/(${uuid})/https$`)],
  ['manage', 'endpoint', new RegExp(`^urn:globus:auth:scope:(${uuid}):manage_collections$`)],
  ['run', 'flow', new RegExp(`/scopes/(${uuid})/flow_`)],
] as const;
type About = (typeof patterns)[number][0];

interface Read extends Named {
  readonly about: About;
}
function read({ scope }: ScopeTree): Read | undefined {
  for (const [about, kind, pattern] of patterns) {
    const id = pattern.exec(scope)?.[1];
    if (id !== undefined) return { about, kind, id };
  }
  return undefined;
}

/** A scope that is about something, and the outermost scope that it is wanted through. */
interface Wish {
  readonly wanted: Read;
  readonly through: Read | 'timers' | undefined;
}
function* wishesIn(trees: readonly ScopeTree[], through?: Wish['through']): Generator<Wish> {
  for (const tree of trees) {
    const wanted = read(tree);
    const inner = through ?? (tree.scope === timerScope ? 'timers' : wanted);
    const wishes = [...wishesIn(tree.dependencies, inner)];
    // who wants something of another says all there is to say
    if (wanted && !wishes.some(({ through: by }) => by === wanted)) yield { wanted, through };
    yield* wishes;
  }
}
const wishesOf = ({ required_scopes: scopes = [] }: AuthRequirement) => [...wishesIn(scopes.flatMap(parseScopes))];

/** All that the words about a requirement call by name. */
export function namedIn(requirement: AuthRequirement): Named[] {
  const things = wishesOf(requirement).flatMap(({ wanted, through }) => [
    wanted,
    ...(through && through !== 'timers' ? [through] : []),
  ]);
  const people = (requirement.session_required_identities ?? []).map((id) => ({ kind: 'identity' as const, id }));
  const all = [...things, ...people].map(({ kind, id }): Named => ({ kind, id }));
  return [...new Map(all.map((each) => [each.id, each])).values()];
}

/** Who asks for which permission, one sentence each; none where the scopes are those of whole services. */
export function permissionsInWords(requirement: AuthRequirement, nameOf: NameOf): string[] {
  const sentences = new Map<string, string[]>();
  const add = (who: string, what: string) => sentences.set(what, [...(sentences.get(what) ?? []), who]);
  for (const { wanted, through } of wishesOf(requirement)) {
    const [name, by] = [nameOf(wanted), byName(through, nameOf)];
    if (wanted.about === 'data' || wanted.about === 'files') {
      if (by === undefined || (through !== 'timers' && through?.id === wanted.id)) add(name, 'reach ITS data');
      else add(by, `reach the data of ${name}`);
    } else if (wanted.about === 'run') {
      if (by === undefined) add(`The flow ${name}`, 'act for you');
      else add(by, `start the flow ${name}`);
    } else add(name, 'manage IT');
  }
  return [...sentences].map(([what, who]) => {
    const askers = [...new Set(who)];
    const [its, it, ask] = askers.length === 1 ? ['its', 'it', 'asks'] : ['their', 'them', 'ask'];
    return `${askers.join(' and ')} ${ask} for your permission to ${what.replace('ITS', its).replace('IT', it)}.`;
  });
}

function byName(through: Wish['through'], nameOf: NameOf): string | undefined {
  if (through === undefined || through === 'timers') return through && 'Timers';
  return through.about === 'run' ? `The flow ${nameOf(through)}` : nameOf(through);
}
