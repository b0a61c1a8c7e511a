import { createRequire } from 'node:module';
import type * as JmesPath from '@jmespath-community/jmespath';
import { CliError } from '../errors.js';
import { visible } from '../visible.js';
import { holdsExact, selectExactly } from './exact-jmespath.js';

// Loaded when an expression is given, and never otherwise.
const load = () => createRequire(import.meta.url)('@jmespath-community/jmespath') as typeof JmesPath;

/** Throws CliError where the expression is not JMESPath: said before anything is sent. */
export function checkExpression(expression: string): void {
  try {
    load().compile(expression);
  } catch (cause) {
    const what = `'${expression}' is not a JMESPath expression: ${(cause as Error).message}`;
    throw new CliError(`--jmespath: ${visible(what)}`, { cause });
  }
}

/** The part of a document that the expression selects; null where it selects nothing. */
export function select(document: unknown, expression: string): unknown {
  try {
    return holdsExact(document)
      ? selectExactly(document, expression, load())
      : load().search(document as JmesPath.JSONValue, expression);
  } catch (cause) {
    throw new CliError(`--jmespath: ${(cause as Error).message}`, { cause });
  }
}
