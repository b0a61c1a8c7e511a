import { FlowError } from '../flow-error.js';
import { numeral, negated } from './numbers.js';

/** One step of a path. Those of the last five kinds may lead to many places. */
export type Step =
  | { readonly name: string }
  | { readonly index: number }
  | { readonly all: true }
  /** The value and everything below it. */
  | { readonly deep: true }
  | { readonly slice: readonly (number | undefined)[] }
  | { readonly union: readonly Step[] }
  | { readonly filter: Condition };

/** What `?(...)` asks of each value. */
export type Condition =
  | { readonly or: readonly Condition[] }
  | { readonly and: readonly Condition[] }
  | { readonly not: Condition }
  /** Something is there, or compares so with something else. */
  | { readonly left: Operand; readonly operator?: string; readonly right?: Operand };

/** A constant, or the first value at a path that begins with the value itself (`@`) or with all the data (`$`). */
export type Operand = { readonly literal: unknown } | { readonly from: string; readonly steps: readonly Step[] };

/** How deep brackets may stand in one another. */
const mostNested = 100;
const bareName = /[\p{L}_][\p{L}\p{N}_-]*/uy;
const quotedText = /'((?:[^'\\]|\\.)*)'|"((?:[^"\\]|\\.)*)"/y;
const slicing = /(-?\d+)?\s*:\s*(-?\d+)?(?:\s*:\s*(-?\d+)?)?/y;
const wholeNumber = /-?\d+/y;
const anyNumber = /(-?)(\d+(?:\.\d+)?(?:[eE][+-]?\d+)?)/y;
const words = new Map<string, unknown>([
  ['true', true],
  ['false', false],
  ['null', null],
]);

/**
 * The steps of a path such as `$.files[0]['a name'].*`, `$.files[1:]`, `$..name` or `$.files[?(@.size > 1 && @.type == 'file')]`;
 * throws `FlowError` on anything else.
 */
export function parsePath(text: string): Step[] {
  return new PathReader(text).whole();
}

class PathReader {
  private at = 1;
  private depth = 0;

  constructor(private readonly text: string) {}

  whole(): Step[] {
    if (!this.text.startsWith('$'))
      throw new FlowError('States.Runtime', `'${this.text}' is not a JSONPath: it must begin with $`);
    const steps = this.steps();
    return this.at < this.text.length ? this.stop() : steps;
  }

  private steps(): Step[] {
    const steps: Step[] = [];
    for (;;) {
      if (this.take('..')) {
        steps.push({ deep: true });
        if (!this.text.startsWith('[', this.at)) steps.push(this.named());
      } else if (this.take('.')) steps.push(this.named());
      else if (this.take('[')) steps.push(this.bracketed());
      else return steps;
    }
  }

  private named(): Step {
    if (this.take('*')) return { all: true };
    const [name] = this.match(bareName) ?? this.stop();
    return { name };
  }

  private bracketed(): Step {
    const choices: Step[] = [];
    do {
      this.blanks();
      choices.push(this.choice());
      this.blanks();
    } while (this.take(','));
    if (!this.take(']')) this.stop();
    const [only, ...others] = choices;
    return only !== undefined && others.length === 0 ? only : { union: choices };
  }

  private choice(): Step {
    if (this.take('*')) return { all: true };
    if (this.take('?')) return { filter: this.condition() };
    const quoted = this.quoted();
    if (quoted !== undefined) return { name: quoted };
    const slice = this.match(slicing);
    if (slice) {
      const bounds = slice.slice(1, 4).map((bound: string | undefined) => (bound ? Number(bound) : undefined));
      return bounds[2] === 0 ? this.stop() : { slice: bounds };
    }
    const [index] = this.match(wholeNumber) ?? this.stop();
    return { index: Number(index) };
  }

  private condition(): Condition {
    if ((this.depth += 1) > mostNested) this.stop();
    const any = this.conditions('|', () => this.conditions('&', () => this.single()));
    this.depth -= 1;
    return any;
  }

  /** Conditions with one sign between them, which may stand there twice. */
  private conditions(sign: '|' | '&', one: () => Condition): Condition {
    const found = [one()];
    for (this.blanks(); this.take(sign); this.blanks()) {
      this.take(sign);
      found.push(one());
    }
    const [only, ...others] = found;
    return only !== undefined && others.length === 0 ? only : sign === '|' ? { or: found } : { and: found };
  }

  private single(): Condition {
    this.blanks();
    if (this.take('!')) {
      if ((this.depth += 1) > mostNested) this.stop();
      const not = this.single();
      this.depth -= 1;
      return { not };
    }
    if (this.take('(')) {
      const inner = this.condition();
      this.blanks();
      return this.take(')') ? inner : this.stop();
    }
    const left = this.operand();
    this.blanks();
    const operator = ['==', '!=', '<=', '>=', '<', '>'].find((sign) => this.take(sign));
    if (operator === undefined) return 'from' in left ? { left } : this.stop();
    this.blanks();
    return { left, operator, right: this.operand() };
  }

  private operand(): Operand {
    const from = ['@', '$'].find((sign) => this.take(sign));
    if (from !== undefined) return { from, steps: this.steps() };
    const quoted = this.quoted();
    if (quoted !== undefined) return { literal: quoted };
    const number = this.match(anyNumber);
    if (number) {
      const literal = numeral(number[2] ?? '');
      return { literal: number[1] === '-' ? negated(literal) : literal };
    }
    const [word] = this.match(bareName) ?? this.stop();
    return words.has(word) ? { literal: words.get(word) } : this.stop();
  }

  private quoted(): string | undefined {
    const quoted = this.match(quotedText);
    return quoted && (quoted[1] ?? quoted[2] ?? '').replace(/\\(.)/g, '$1');
  }

  private match(pattern: RegExp): RegExpExecArray | undefined {
    pattern.lastIndex = this.at;
    const match = pattern.exec(this.text) ?? undefined;
    this.at += match?.[0].length ?? 0;
    return match;
  }

  private take(sign: string): boolean {
    if (!this.text.startsWith(sign, this.at)) return false;
    this.at += sign.length;
    return true;
  }

  private blanks(): void {
    while (this.take(' '));
  }

  private stop(): never {
    throw new FlowError(
      'States.Runtime',
      `'${this.text}' is not a JSONPath that can be read at '${this.text.slice(this.at)}'`,
    );
  }
}
