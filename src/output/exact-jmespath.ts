import type * as JmesPath from '@jmespath-community/jmespath';
import { compile, type Node, withParts } from './mended-jmespath.js';
import { ExactNumber, type ExactJson, isNumber, stringifyJson, withPlainNumbers } from '../exact-json.js';

type Library = typeof JmesPath;
type Call = (args: ExactJson[]) => unknown;

/** Names that nobody can write in an expression, since they hold a space. */
const deep = 'as plain numbers';
const top = 'as a plain number';
const exactly = (name: string) => `${name} of exact numbers`;

/** Functions that hand on what they are given. All others get plain numbers. */
const handsOn = new Set(
  'map not_null to_array reverse zip from_items group_by max_by min_by sort_by'.split(' ').concat(deep, top),
);
/** Functions of objects or texts, which refuse a number. */
const refusesNumber = new Set('keys values items length merge'.split(' '));
/** Functions that hand on one or all of the numbers they are given, or their text. */
const choosing = ['max', 'min'];
const own = new Set([...choosing, 'to_string', 'to_number']);

/**
 * What an expression selects of a document that holds exact numbers. The library knows plain numbers only: where an expression
 * compares or computes, it is given those; everywhere else what it selects is handed on with its digits.
 */
export function selectExactly(document: unknown, expression: string, library: Library): unknown {
  register(library);
  return library.TreeInterpreter.search(withCalls(compile(expression, library)), document as JmesPath.JSONValue);
}

/** Whether there is an exact number in a document. */
export const holdsExact = (value: unknown): boolean =>
  value instanceof ExactNumber ||
  (typeof value === 'object' && value !== null && Object.values(value).some(holdsExact));

function register(library: Library): void {
  const { register, isRegistered, TreeInterpreter, TYPE_ANY } = library;
  if (isRegistered(deep)) return;
  const add = (name: string, call: Call) =>
    register(name, call as Parameters<typeof register>[1], [{ types: [TYPE_ANY] }]);
  add(deep, ([value = null]) => withPlainNumbers(value));
  add(top, ([value]) => (value instanceof ExactNumber ? value.valueOf() : value));
  add(exactly('to_string'), ([value]) => (typeof value === 'string' ? value : stringifyJson(value)));
  const builtIn = (name: string, value: ExactJson) =>
    TreeInterpreter.runtime.callFunction(name, [withPlainNumbers(value)]);
  add(exactly('to_number'), ([value = null]) => (isNumber(value) ? value : builtIn('to_number', value)));
  for (const name of choosing) add(exactly(name), ([value = null]) => restored(builtIn(name, value), value));
}

/** A result with its numbers as they stand in the list that they were chosen from. */
function restored(result: unknown, list: ExactJson): unknown {
  const left = new Map<number, ExactJson[]>();
  for (const each of Array.isArray(list) ? list : []) {
    if (!isNumber(each)) continue;
    const same = left.get(Number(each));
    if (same) same.push(each);
    else left.set(Number(each), [each]);
  }
  const restore = (value: unknown) => (typeof value === 'number' ? (left.get(value)?.shift() ?? value) : value);
  return Array.isArray(result) ? result.map(restore) : restore(result);
}

const call = (name: string, child: Node): Node => ({ type: 'Function', name, children: [child] });

/** The expression with calls of the functions above wherever plain numbers are wanted. */
function withCalls(node: Node): Node {
  switch (node.type) {
    case 'Literal':
      return node;
    case 'Field':
      return { type: 'Subexpression', left: call(top, { type: 'Current' }), right: node };
    case 'Comparator':
    case 'Arithmetic':
      return { ...node, left: call(deep, withCalls(node.left)), right: call(deep, withCalls(node.right)) };
    case 'Unary':
      return { ...node, operand: call(deep, withCalls(node.operand)) };
    case 'ValueProjection':
      return { ...node, left: call(top, withCalls(node.left)), right: withCalls(node.right) };
    case 'Function':
      return withArguments(node);
    default:
      return withParts(node, withCalls);
  }
}

function withArguments(node: Extract<Node, { type: 'Function' }>): Node {
  const { name } = node;
  const isBy = name.endsWith('_by');
  const children = node.children.map((child) => {
    // what is sorted by is compared; what is mapped is handed on
    if (child.type === 'ExpressionReference')
      return { ...child, child: isBy ? call(deep, withCalls(child.child)) : withCalls(child.child) };
    const argument = withCalls(child);
    if (own.has(name) || handsOn.has(name)) return argument;
    return call(refusesNumber.has(name) ? top : deep, argument);
  });
  return { ...node, name: own.has(name) ? exactly(name) : name, children };
}
