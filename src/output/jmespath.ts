import { createRequire } from 'node:module';
import type * as JmesPath from '@jmespath-community/jmespath';
import { CliError } from '../errors.js';
import { isObject } from '../exact-json.js';
import { visible } from '../visible.js';
import { compile } from './mended-jmespath.js';
import { holdsExact, selectExactly } from './exact-jmespath.js';

// Loaded when an expression is given, and never otherwise.
const load = () => createRequire(import.meta.url)('@jmespath-community/jmespath') as typeof JmesPath;

/** Throws CliError where the expression is not JMESPath, or calls what is no function of it: said before anything is sent. */
export function checkExpression(expression: string): void {
  const library = load();
  const refuse = (why: string, cause?: unknown) =>
    new CliError(`--jmespath: ${visible(`'${expression}' is not a JMESPath expression: ${why}`)}`, { cause });
  let compiled;
  try {
    compiled = compile(expression, library);
  } catch (cause) {
    throw refuse((cause as Error).message, cause);
  }
  // the library's own question takes the names that every object has for functions
  const known = library.getRegisteredFunctions();
  const unknown = calls(compiled).find((name) => !known.includes(name));
  if (unknown !== undefined) throw refuse(`there is no function '${unknown}'`);
}

/** The functions that a compiled expression calls. */
function calls(node: unknown): string[] {
  if (Array.isArray(node)) return node.flatMap(calls);
  if (!isObject(node) || node['type'] === 'Literal') return [];
  const called = node['type'] === 'Function' ? [String(node['name'])] : [];
  return [...called, ...Object.values(node).flatMap(calls)];
}

/** The part of a document that the expression selects; null where it selects nothing. */
export function select(document: unknown, expression: string): unknown {
  try {
    const library = load();
    return holdsExact(document)
      ? selectExactly(document, expression, library)
      : library.TreeInterpreter.search(compile(expression, library), document as JmesPath.JSONValue);
  } catch (cause) {
    // the library stumbles where a function meets what it does not take, such as keys(null)
    const stumbled = cause instanceof TypeError || cause instanceof RangeError;
    const what = stumbled ? `'${expression}' does not fit this document` : (cause as Error).message;
    throw new CliError(`--jmespath: ${visible(what)}`, { cause });
  }
}
