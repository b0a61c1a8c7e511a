import { TokenReader } from './expression-reader.js';
import { arithmetic, compare, contains, signed, truth, type Value } from './expression-values.js';

/** What the names and the paths of an expression stand for. Both throw `FlowError` for what is not there. */
export interface Scope {
  readonly name: (name: string) => Value;
  readonly path: (path: string) => Value;
}
export type Code = (scope: Scope) => Value;

const levels = [
  ['+', '-'],
  ['*', '/', '//', '%'],
];

/** Turns an expression into a function by recursive descent: the operators of Python, a method per level of precedence. */
export abstract class OperatorReader extends TokenReader {
  /** Reads what stands between operators. */
  protected abstract operand(): Code;

  /** Reads an expression. */
  protected ternary(): Code {
    return this.nested(() => this.choice());
  }

  private choice(): Code {
    const yes = this.or();
    if (!this.take('if')) return yes;
    const condition = this.or();
    this.expect('else');
    const no = this.ternary();
    return (scope) => (truth(condition(scope)) ? yes(scope) : no(scope));
  }

  protected or(): Code {
    let left = this.and();
    while (this.take('or')) {
      const [first, second] = [left, this.and()];
      left = (scope) => {
        const value = first(scope);
        return truth(value) ? value : second(scope);
      };
    }
    return left;
  }

  private and(): Code {
    let left = this.not();
    while (this.take('and')) {
      const [first, second] = [left, this.not()];
      left = (scope) => {
        const value = first(scope);
        return truth(value) ? second(scope) : value;
      };
    }
    return left;
  }

  private not(): Code {
    if (!this.take('not')) return this.comparison();
    const code = this.nested(() => this.not());
    return (scope) => !truth(code(scope));
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
    return (scope) => {
      let left = first(scope);
      for (const { operator, code } of others) {
        const right = code(scope);
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
      left = (scope) => arithmetic(sign, first(scope), second(scope));
    }
    return left;
  }

  private unary(): Code {
    const sign = this.take('-', '+');
    if (sign !== undefined) {
      const code = this.nested(() => this.unary());
      return (scope) => signed(sign, code(scope));
    }
    const base = this.operand();
    if (!this.take('**')) return base;
    const exponent = this.nested(() => this.unary());
    return (scope) => arithmetic('**', base(scope), exponent(scope));
  }
}
