import { isObject } from '../../exact-json.js';
import { catchersOf, type Catcher, type Fields, nextOf, statesOf, textOf } from './states.js';

/** What an error leaves where a Catch without ResultPath has put it in the place of the input; `_context` is about the run and always there. */
const left = ['Error', 'Cause', '_context'];

/**
 * A sentence for each Catch without ResultPath behind which a state reads what the Catch has thrown away. States are followed until one
 * replaces the data again. What `.=` expressions read is not looked at.
 */
export function lostInput(definition: Fields): string[] {
  const states = statesOf(definition);
  return [...states].flatMap(([name, state]) =>
    catchersOf(state)
      .filter(({ replacesInput }) => replacesInput)
      .flatMap((catcher) => {
        const lost = lostBehind(catcher, states);
        return lost.length ? [sentence(name, catcher, lost)] : [];
      }),
  );
}

interface Lost {
  readonly state: string;
  readonly path: string;
}
function sentence(name: string, { next }: Catcher, lost: readonly Lost[]): string {
  const reads = lost.map(({ state, path }) => `'${state}' reads ${path}`).join(', ');
  return (
    `The Catch of state '${name}' that goes to '${next}' has no ResultPath, so the error replaces all data of the run, but ${reads}. ` +
    `Give the Catch a ResultPath, such as "$.error".`
  );
}

/** What the states behind a Catch read and nothing has written since. */
function lostBehind({ next }: Catcher, states: ReadonlyMap<string, Fields>): Lost[] {
  // what is surely there when a state begins: a state with several ways to it is looked at again until that shrinks no more
  const known = new Map<string, ReadonlySet<string>>([[next, new Set(left)]]);
  const waiting = [next];
  for (let name = waiting.pop(); name !== undefined; name = waiting.pop()) {
    const state = states.get(name);
    if (!state) continue;
    const before = known.get(name) ?? new Set<string>();
    for (const { to, has } of waysFrom(state, before)) {
      const old = known.get(to);
      const now = old ? new Set([...old].filter((key) => has.has(key))) : has;
      if (old?.size === now.size) continue;
      known.set(to, now);
      waiting.push(to);
    }
  }
  return [...known].flatMap(([name, has]) =>
    [...new Set(pathsOf(states.get(name) ?? {}))]
      .filter((path) => !has.has(firstOf(path) ?? 'Error'))
      .map((path) => ({ state: name, path })),
  );
}

interface Way {
  readonly to: string;
  readonly has: ReadonlySet<string>;
}
/** Where a state leads, and what is there then. Ways on which the data is replaced are left out: what is there then is not known. */
function waysFrom(state: Fields, before: ReadonlySet<string>): Way[] {
  const path = resultPathOf(state);
  const onwards = path === '$' ? [] : nextOf(state).map((to) => ({ to, has: plus(before, path) }));
  const caught = catchersOf(state)
    .filter(({ replacesInput }) => !replacesInput)
    .map(({ next, resultPath }) => ({ to: next, has: plus(before, resultPath) }));
  return [...onwards, ...caught];
}
const plus = (has: ReadonlySet<string>, path: string | null): ReadonlySet<string> => {
  const key = path === null ? undefined : firstOf(path);
  return key === undefined ? has : new Set([...has, key]);
};

/** Where a state puts its result; null where it has none, or drops it. */
function resultPathOf(state: Fields): string | null {
  const type = state['Type'];
  const changes = ['Result', 'Parameters', 'InputPath'].some((key) => state[key] !== undefined);
  if (type === 'Choice' || type === 'Wait' || type === 'Fail' || (type === 'Pass' && !changes)) return null;
  return state['ResultPath'] === undefined ? '$' : (textOf(state['ResultPath']) ?? null);
}

/** The paths that a state reads: of its parameters, its input, its conditions and times. */
function pathsOf(state: Fields): string[] {
  const within = (value: unknown, isPath: (key: string) => boolean): string[] => {
    if (Array.isArray(value)) return value.flatMap((each) => within(each, isPath));
    if (!isObject(value)) return [];
    return Object.entries(value).flatMap(([key, inner]) =>
      isPath(key) && typeof inner === 'string' ? [inner] : within(inner, isPath),
    );
  };
  const { Catch: _, Result: __, ResultPath: ___, Parameters: parameters, ...rest } = state;
  return [
    ...within(parameters, (key) => key.endsWith('.$')),
    ...within(rest, (key) => key === 'Variable' || key.endsWith('Path')),
  ];
}
/** The first key of a path: `a` of `$.a.b`, `$['a']` and `$["a"]`; undefined for the whole. */
const firstOf = (path: string): string | undefined =>
  /^\$(?:\.([^.[]+)|\[['"]([^'"]+)['"]\])/.exec(path)?.slice(1).find(Boolean);
