import { plainNumbers } from '../../exact-json.js';
import { isObject, type Json } from '../../http/body.js';
import { FlowError } from '../flow-error.js';
import { TokenReader } from './expression-reader.js';
import {
  arithmetic,
  attribute,
  compare,
  contains,
  functions,
  keyText,
  item,
  iterate,
  slice,
  truth,
  wrong,
  type Value,
} from './expression-values.js';

type Names = (name: string) => Value;
type Code = (names: Names) => Value;

const named: Record<string, Value> = { True: true, False: false, None: null };
const levels = [
  ['+', '-'],
  ['*', '/', '//', '%'],
];

/**
 * The value of an expression, which computes with plain numbers, in the Python-like language of `.=` keys: its names are the keys of the data, `_context` among
 * them. Throws `FlowError` when it cannot be read, or has no value.
 */
export function evaluate(text: string, data: unknown, context: Json): Value {
  const code = new Parser(text).whole();
  return code((name) => {
    if (name === '_context') return context as Value;
    const value = isObject(data) && Object.hasOwn(data, name) ? data[name] : undefined;
    if (value === undefined)
      throw new FlowError('States.Runtime', `'${name}' is not defined for the expression '${text}'`);
    return plainNumbers(value) as Value;
  });
}

/** Reads an expression for its form alone; throws `FlowError` when it has none. */
export function checkExpression(text: string): void {
  new Parser(text).whole();
}

/** Turns an expression into a function by recursive descent, a method per level of precedence. */
class Parser extends TokenReader {
  whole(): Code {
    const code = this.ternary();
    if (this.token.kind !== 'end') this.stop();
    return code;
  }

  private ternary(): Code {
    return this.nested(() => this.choice());
  }

  private choice(): Code {
    const yes = this.or();
    if (!this.take('if')) return yes;
    const condition = this.or();
    this.expect('else');
    const no = this.ternary();
    return (names) => (truth(condition(names)) ? yes(names) : no(names));
  }

  private or(): Code {
    let left = this.and();
    while (this.take('or')) {
      const [first, second] = [left, this.and()];
      left = (names) => {
        const value = first(names);
        return truth(value) ? value : second(names);
      };
    }
    return left;
  }

  private and(): Code {
    let left = this.not();
    while (this.take('and')) {
      const [first, second] = [left, this.not()];
      left = (names) => {
        const value = first(names);
        return truth(value) ? second(names) : value;
      };
    }
    return left;
  }

  private not(): Code {
    if (!this.take('not')) return this.comparison();
    const code = this.nested(() => this.not());
    return (names) => !truth(code(names));
  }

  private comparison(): Code {
    const first = this.level(0);
    const others: { operator: string; code: Code }[] = [];
    for (;;) {
      let operator = this.take('==', '!=', '<', '<=', '>', '>=', 'in', 'not', 'is');
      if (operator === undefined) break;
      if (operator === 'not') {
        this.expect('in');
        operator = 'not in';
      } else if (operator === 'is') operator = this.take('not') ? '!=' : '==';
      others.push({ operator, code: this.level(0) });
    }
    if (others.length === 0) return first;
    return (names) => {
      let left = first(names);
      for (const { operator, code } of others) {
        const right = code(names);
        const holds =
          operator === 'in'
            ? contains(right, left)
            : operator === 'not in'
              ? !contains(right, left)
              : compare(operator, left, right);
        if (!holds) return false;
        left = right;
      }
      return true;
    };
  }

  private level(depth: number): Code {
    const operators = levels[depth];
    if (!operators) return this.unary();
    let left = this.level(depth + 1);
    for (let operator = this.take(...operators); operator !== undefined; operator = this.take(...operators)) {
      const [sign, first, second] = [operator, left, this.level(depth + 1)];
      left = (names) => arithmetic(sign, first(names), second(names));
    }
    return left;
  }

  private unary(): Code {
    const sign = this.take('-', '+');
    if (sign !== undefined) {
      const code = this.nested(() => this.unary());
      return (names) => arithmetic(sign, 0, code(names));
    }
    const base = this.postfix();
    if (!this.take('**')) return base;
    const exponent = this.nested(() => this.unary());
    return (names) => arithmetic('**', base(names), exponent(names));
  }

  private postfix(): Code {
    let code = this.atom();
    for (;;) {
      const target = code;
      if (this.take('.')) {
        const name = this.name();
        code = (names) => attribute(target(names), name);
      } else if (this.take('[')) code = this.subscript(target);
      else return code;
    }
  }

  private subscript(target: Code): Code {
    const from = this.is(':') ? undefined : this.ternary();
    if (!this.take(':')) {
      this.expect(']');
      const key = from as Code;
      return (names) => item(target(names), key(names));
    }
    const to = this.is(']') ? undefined : this.ternary();
    this.expect(']');
    return (names) => slice(target(names), from?.(names), to?.(names));
  }

  private atom(): Code {
    const { kind, text } = this.token;
    if (kind === 'number' || kind === 'string') {
      this.skip();
      const value = kind === 'number' ? Number(text) : text;
      return () => value;
    }
    if (kind === 'name') return this.named();
    if (this.take('(')) {
      const code = this.ternary();
      this.expect(')');
      return code;
    }
    if (this.take('[')) return this.list();
    if (this.take('{')) return this.dict();
    return this.stop();
  }

  private named(): Code {
    const name = this.name();
    if (Object.hasOwn(named, name)) return () => named[name] ?? null;
    if (!this.take('(')) return (names) => names(name);
    if (name === 'is_present' && this.token.kind === 'string') {
      const steps = this.token.text.replace(/^\$\.?/, '').split('.');
      this.skip();
      this.expect(')');
      return (names) =>
        hasValue(() => steps.slice(1).reduce<Value>((value, step) => attribute(value, step), names(steps[0] ?? '')));
    }
    const args: Code[] = [];
    while (!this.is(')')) {
      args.push(this.ternary());
      if (!this.take(',')) break;
    }
    this.expect(')');
    // the one function whose argument may have no value
    if (name === 'is_present') return (names) => hasValue(() => args.map((arg) => arg(names)));
    const call = Object.hasOwn(functions, name) ? functions[name] : undefined;
    if (!call) throw wrong(`there is no function '${name}'`);
    return (names) => call(...args.map((arg) => arg(names)));
  }

  private list(): Code {
    if (this.take(']')) return () => [];
    const first = this.ternary();
    if (this.is('for')) {
      const each = this.comprehension();
      this.expect(']');
      return (names) => each(names).map((inner) => first(inner));
    }
    const items = [first];
    while (this.take(',') && !this.is(']')) items.push(this.ternary());
    this.expect(']');
    return (names) => items.map((code) => code(names));
  }

  private dict(): Code {
    const pairs: [Code, Code][] = [];
    while (!this.is('}')) {
      const key = this.ternary();
      this.expect(':');
      pairs.push([key, this.ternary()]);
      if (this.is('for')) {
        const each = this.comprehension();
        this.expect('}');
        return (names) =>
          Object.fromEntries(
            each(names).flatMap((inner) => pairs.map(([k, v]): [string, Value] => [keyText(k(inner)), v(inner)])),
          );
      }
      if (!this.take(',')) break;
    }
    this.expect('}');
    return (names) =>
      Object.fromEntries(pairs.map(([key, value]): [string, Value] => [keyText(key(names)), value(names)]));
  }

  /** `for x in values if condition`: the names as they are for each value that passes. */
  private comprehension(): (names: Names) => Names[] {
    this.expect('for');
    const variable = this.name();
    this.expect('in');
    const values = this.or();
    const condition = this.take('if') ? this.or() : undefined;
    return (names) =>
      iterate(values(names))
        .map(
          (value): Names =>
            (name) =>
              name === variable ? value : names(name),
        )
        .filter((inner) => condition === undefined || truth(condition(inner)));
  }
}

function hasValue(find: () => unknown): boolean {
  try {
    find();
    return true;
  } catch (error) {
    if (error instanceof FlowError) return false;
    throw error;
  }
}
