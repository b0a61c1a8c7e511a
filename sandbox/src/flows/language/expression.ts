import { isObject, type Json } from '../../http/body.js';
import { FlowError } from '../flow-error.js';
import { callMethod } from './expression-methods.js';
import { OperatorReader, type Code, type Scope } from './expression-operators.js';
import { attribute, functions, item, iterate, keyText, slice, truth, wrong, type Value } from './expression-values.js';
import { parsePath } from './json-path-steps.js';
import { get, lookUp } from './json-path.js';
import { numeral } from './numbers.js';

const constants: Record<string, Value> = { True: true, False: false, None: null };
/** How many values a comprehension goes over. */
const mostValues = 100_000;

/**
 * The value of an expression in the Python-like language of `.=` keys. Its names are the keys
 * of the data, `_context` among them, and paths stand in backticks. Throws `FlowError` when it cannot be read, or has no value.
 */
export function evaluate(text: string, data: unknown, context: Json): Value {
  const code = new Parser(text).whole();
  return code({
    name: (name) => {
      if (name === '_context') return context as Value;
      const value = isObject(data) && Object.hasOwn(data, name) ? data[name] : undefined;
      if (value === undefined)
        throw new FlowError('States.Runtime', `'${name}' is not defined for the expression '${text}'`);
      return value as Value;
    },
    path: (path) => get(path, data, context) as Value,
  });
}

/** Reads an expression for its form alone; throws `FlowError` when it has none. */
export function checkExpression(text: string): void {
  new Parser(text).whole();
}

/** Reads what stands between the operators: constants, names, paths, calls, lists and dictionaries. */
class Parser extends OperatorReader {
  whole(): Code {
    const code = this.ternary();
    if (this.token.kind !== 'end') this.stop();
    return code;
  }

  protected operand(): Code {
    let code = this.atom();
    for (;;) {
      const target = code;
      if (this.take('.')) {
        const name = this.name();
        if (this.take('(')) {
          const args = this.args();
          code = (scope) => callMethod(target(scope), name, valuesOf(args, scope));
        } else code = (scope) => attribute(target(scope), name);
      } else if (this.take('[')) code = this.subscript(target);
      else return code;
    }
  }

  private subscript(target: Code): Code {
    const bound = (): Code | undefined => (this.is(':') || this.is(']') ? undefined : this.ternary());
    const from = bound();
    if (!this.take(':')) {
      this.expect(']');
      const key = from ?? this.stop();
      return (scope) => item(target(scope), key(scope));
    }
    const to = bound();
    const step = this.take(':') ? bound() : undefined;
    this.expect(']');
    return (scope) => slice(target(scope), from?.(scope), to?.(scope), step?.(scope));
  }

  private atom(): Code {
    const { kind, text } = this.token;
    if (kind === 'number' || kind === 'string') {
      this.skip();
      const value = kind === 'number' ? numeral(text) : text;
      return () => value;
    }
    if (kind === 'path') {
      this.skip();
      parsePath(text);
      return (scope) => scope.path(text);
    }
    if (kind === 'name') return this.named();
    if (this.take('(')) return this.bracketed();
    if (this.take('[')) return this.list();
    if (this.take('{')) return this.dict();
    return this.stop();
  }

  /** What stands in brackets: an expression, or the values of a tuple, which is a list here. */
  private bracketed(): Code {
    if (this.take(')')) return () => [];
    const first = this.ternary();
    if (this.take(')')) return first;
    const items = [first];
    while (this.take(',') && !this.is(')')) items.push(this.ternary());
    this.expect(')');
    return (scope) => valuesOf(items, scope);
  }

  private args(): Code[] {
    const args: Code[] = [];
    while (!this.is(')')) {
      args.push(this.ternary());
      if (!this.take(',')) break;
    }
    this.expect(')');
    return args;
  }

  private named(): Code {
    const name = this.name();
    if (Object.hasOwn(constants, name)) return () => constants[name] ?? null;
    if (!this.take('(')) return (scope) => scope.name(name);
    const args = this.args();
    const [first, second, third] = args;
    if (name === 'is_present' && first) return (scope) => isPresent(first, scope);
    if (name === 'getattr' && first) {
      return (scope) => {
        const whole = first(scope);
        if (typeof whole === 'string') {
          const value = valueAt(whole, scope);
          return value === undefined ? (second?.(scope) ?? null) : value;
        }
        const key = second?.(scope) ?? null;
        if (isObject(whole) && typeof key === 'string' && Object.hasOwn(whole, key)) return whole[key] as Value;
        return third ? third(scope) : item(whole, key);
      };
    }
    const call = Object.hasOwn(functions, name) ? functions[name] : undefined;
    if (!call) throw wrong(`there is no function '${name}'`);
    return (scope) => call(...valuesOf(args, scope));
  }

  private list(): Code {
    if (this.take(']')) return () => [];
    const first = this.ternary();
    if (this.is('for')) {
      const each = this.comprehension();
      this.expect(']');
      return (scope) => each(scope).map((inner) => first(inner));
    }
    const items = [first];
    while (this.take(',') && !this.is(']')) items.push(this.ternary());
    this.expect(']');
    return (scope) => valuesOf(items, scope);
  }

  private dict(): Code {
    const pairs: [Code, Code][] = [];
    const made = (scopes: readonly Scope[]) =>
      Object.fromEntries(
        scopes.flatMap((scope) => pairs.map(([k, v]): [string, Value] => [keyText(k(scope)), v(scope)])),
      );
    while (!this.is('}')) {
      const key = this.ternary();
      this.expect(':');
      pairs.push([key, this.ternary()]);
      if (this.is('for')) {
        const each = this.comprehension();
        this.expect('}');
        return (scope) => made(each(scope));
      }
      if (!this.take(',')) break;
    }
    this.expect('}');
    return (scope) => made([scope]);
  }

  /** `for x in values if condition`, as often as it stands there: the scope as it is for each value that passes. */
  private comprehension(): (scope: Scope) => Scope[] {
    const clauses: ((scope: Scope) => Scope[])[] = [];
    while (this.take('for')) {
      const variables = [this.name()];
      while (this.take(',')) variables.push(this.name());
      this.expect('in');
      const values = this.or();
      const conditions: Code[] = [];
      while (this.take('if')) conditions.push(this.or());
      clauses.push((scope) =>
        iterate(values(scope))
          .map((value) => withVariables(scope, variables, value))
          .filter((inner) => conditions.every((condition) => truth(condition(inner)))),
      );
    }
    return (scope) => {
      let scopes = [scope];
      for (const clause of clauses) {
        const grown: Scope[] = [];
        for (const each of scopes) {
          for (const inner of clause(each)) grown.push(inner);
          if (grown.length > mostValues) throw wrong(`a comprehension goes over more than ${mostValues} values`);
        }
        scopes = grown;
      }
      return scopes;
    };
  }
}

const valuesOf = (codes: readonly Code[], scope: Scope): Value[] => codes.map((code) => code(scope));

function withVariables(scope: Scope, variables: readonly string[], value: Value): Scope {
  const values = variables.length === 1 ? [value] : iterate(value);
  if (values.length !== variables.length)
    throw wrong(`${values.length} values cannot be given to ${variables.length} names`);
  const known = new Map(variables.map((name, index) => [name, values[index] as Value]));
  return { ...scope, name: (name) => (known.has(name) ? (known.get(name) as Value) : scope.name(name)) };
}

/** What `getattr` and `is_present` mean by a text such as `files[0].name`, or undefined. */
function valueAt(text: string, scope: Scope): Value | undefined {
  const path = text.startsWith('$') ? text : `$.${text}`;
  parsePath(path);
  const [start, name] = /^\$\.([\p{L}_][\p{L}\p{N}_-]*)/u.exec(path) ?? [];
  return start === undefined || name === undefined
    ? unlessMissing(() => scope.path(path))
    : unlessMissing(() => lookUp(`$${path.slice(start.length)}`, scope.name(name), {}) as Value | undefined);
}

/** Whether the reference that an argument gives as a text leads to something; what is no text is there once it has a value. */
function isPresent(argument: Code, scope: Scope): boolean {
  const value = unlessMissing(() => argument(scope));
  return value !== undefined && (typeof value !== 'string' || valueAt(value, scope) !== undefined);
}

function unlessMissing<T>(find: () => T): T | undefined {
  try {
    return find();
  } catch (error) {
    if (error instanceof FlowError) return undefined;
    throw error;
  }
}
