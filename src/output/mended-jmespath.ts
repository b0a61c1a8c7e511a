import type * as JmesPath from '@jmespath-community/jmespath';

type Library = typeof JmesPath;
export type Node = ReturnType<Library['compile']>;

/** Text between backquotes that is no JSON (`` `dir` ``): not in the specification any more, and in most of the scripts there are. */
const options = { enable_legacy_literals: true };

/** What has an order. */
type Ordered = number | string;
const hasOrder = (value: unknown): value is Ordered => typeof value === 'number' || typeof value === 'string';

/** Numbers by their size, texts by code point: less than 0 where the first comes before the second. */
function order(one: Ordered, two: Ordered): number {
  if (typeof one !== typeof two) throw new Error('a number and a text have no order');
  return typeof one === 'string' ? Buffer.compare(Buffer.from(one), Buffer.from(String(two))) : one - Number(two);
}

/** What each comparison asks of an order, by the name of its node. */
const comparisons = new Map<string, (order: number) => boolean>([
  ['LT', (order) => order < 0],
  ['LTE', (order) => order <= 0],
  ['GT', (order) => order > 0],
  ['GTE', (order) => order >= 0],
]);
/** A name that nobody can write in an expression, since it holds a space. */
const comparing = (name: string) => `${name} of numbers or texts`;

/** Asks an object for what it has itself: the library would give `constructor` and the like for a part of every object. */
const ownPart = 'own part';
const asked = ([value, name]: readonly unknown[]): unknown =>
  value !== null && typeof value === 'object' && !Array.isArray(value) && Object.hasOwn(value, String(name))
    ? (value as Readonly<Record<string, unknown>>)[String(name)]
    : null;

/** Compiles an expression so that it selects what the Python library does, where this one departs from it. */
export function compile(expression: string, library: Library): Node {
  register(library);
  return mended(library.compile(expression, options));
}

/**
 * Texts have an order, as in Python: scripts compare dates. A number and a text have none, which is an error there, too; others give null.
 * And what is equal keeps its order when it is sorted.
 */
function register({ register, isRegistered, TreeInterpreter, TYPE_ANY, TYPE_ARRAY, TYPE_EXPREF }: Library): void {
  if (isRegistered(comparing('LT'))) return;
  type Call = Parameters<typeof register>[1];
  for (const [name, compare] of comparisons) {
    const call = ([one, two]: readonly unknown[]) => (hasOrder(one) && hasOrder(two) ? compare(order(one, two)) : null);
    register(comparing(name), call as Call, [{ types: [TYPE_ANY] }, { types: [TYPE_ANY] }]);
  }
  register(ownPart, asked as Call, [{ types: [TYPE_ANY] }, { types: [TYPE_ANY] }]);
  const sortBy = ([list, key]: readonly [readonly JmesPath.JSONValue[], Node]) =>
    list
      .map((item) => ({ item, key: orderedKey(TreeInterpreter.visit(key, item)) }))
      .toSorted((one, two) => order(one.key, two.key))
      .map(({ item }) => item);
  // the name as any text: its type forbids the names of what the library brings
  const mendedName: string = 'sort_by';
  register(mendedName, sortBy as unknown as Call, [{ types: [TYPE_ARRAY] }, { types: [TYPE_EXPREF] }], {
    override: true,
  });
}

function orderedKey(value: unknown): Ordered {
  if (hasOrder(value)) return value;
  throw new Error(`only numbers and texts can be sorted by, not ${JSON.stringify(value)}`);
}

function mended(node: Node): Node {
  const whole = withParts(node, mended);
  if (whole.type === 'Comparator' && comparisons.has(whole.name))
    return { type: 'Function', name: comparing(whole.name), children: [whole.left, whole.right] };
  if (whole.type === 'Field' && whole.name in Object.prototype)
    return { type: 'Function', name: ownPart, children: [{ type: 'Current' }, { type: 'Literal', value: whole.name }] };
  if (whole.type !== 'Function') return whole;
  const [list, key] = whole.children;
  if (!list) return whole;
  // the library sorts numbers as texts, and knows no smallest and no greatest text, but it has all that is needed for them
  if (whole.name === 'sort' && !key) return sortedBy(list, { type: 'ExpressionReference', child: { type: 'Current' } });
  if (whole.name === 'min_by' && key) return item(sortedBy(list, key), 0);
  // of several that are equal, the first
  if (whole.name === 'max_by' && key)
    return item(sortedBy({ type: 'Function', name: 'reverse', children: [list] }, key), -1);
  return whole;
}

const sortedBy = (list: Node, key: Node): Node => ({ type: 'Function', name: 'sort_by', children: [list, key] });
const item = (list: Node, value: number): Node => ({
  type: 'IndexExpression',
  left: list,
  right: { type: 'Index', value },
});

/** A node with each of its parts as `change` makes them. */
export function withParts(node: Node, change: (node: Node) => Node): Node {
  if (node.type === 'Literal') return node;
  const part = (value: unknown): unknown => {
    if (Array.isArray(value)) return value.map(part);
    if (value === null || typeof value !== 'object' || !('type' in value)) return value;
    return change(value as Node);
  };
  return Object.fromEntries(Object.entries(node).map(([key, value]) => [key, part(value)])) as unknown as Node;
}
