import { ApiError } from '../../http/api-error.js';
import { mostLevels } from '../../http/json-size.js';
import { fieldPath, type FieldPath } from './fields.js';
import type { Operator, QueryNode } from './syntax.js';

/**
 * Reads the advanced syntax: `word`, `"a phrase"`, `field:word`, `field:(a b)`, `[a TO b]`, `{a TO b}`, `>=a`, `te?t*`, `/regex/`,
 * `word~1`, `word^2`, `(a b)^2`, `AND OR NOT && || ! + -`, parentheses, `_exists_:field` and `*:*`. 400 when it is not that.
 */
export function advancedQuery(q: string, operator: Operator): QueryNode {
  return new Reader(q, operator).whole();
}

const special = new Set(['(', ')', '[', ']', '{', '}', '"', ':', '^', '~', ' ', '\t', '\n', '\r']);

class Reader {
  private at = 0;
  private depth = 0;

  constructor(
    private readonly text: string,
    private readonly operator: Operator,
  ) {}

  whole(): QueryNode {
    const node = this.group(null);
    if (this.at < this.text.length) this.fail(`unexpected '${this.peek()}'`);
    return node;
  }

  /** Clauses up to a closing parenthesis or the end. */
  private group(field: FieldPath | null): QueryNode {
    const must: QueryNode[] = [];
    const should: QueryNode[] = [];
    const mustNot: QueryNode[] = [];
    let joined = false;
    for (this.space(); this.at < this.text.length && this.peek() !== ')'; this.space()) {
      if (this.takeWord('OR') || this.take('||')) {
        if (must.length + should.length + mustNot.length === 0 || joined) this.fail('nothing before OR');
        joined = true;
        continue;
      }
      const { node, sign } = this.chain(field);
      if (sign === '-') mustNot.push(node);
      else if (sign === '+' || (this.operator === 'and' && !joined && !this.orFollows())) must.push(node);
      else should.push(node);
      joined = false;
    }
    if (joined) this.fail('nothing after OR');
    if (must.length + should.length + mustNot.length === 0) this.fail('an empty query');
    if (must.length === 0 && mustNot.length === 0 && should.length === 1) return should[0] as QueryNode;
    return { type: 'bool', must, should, mustNot };
  }

  /** Clauses joined by AND, which binds more tightly than OR. */
  private chain(field: FieldPath | null): { node: QueryNode; sign: '+' | '-' | '' } {
    const first = this.signed(field);
    const rest = [];
    while (this.andFollows()) rest.push(this.signed(field));
    if (rest.length === 0) return first;
    const all = [first, ...rest];
    const pick = (negative: boolean) => all.filter(({ sign }) => (sign === '-') === negative).map(({ node }) => node);
    return { node: { type: 'bool', must: pick(false), should: [], mustNot: pick(true) }, sign: '' };
  }

  private signed(field: FieldPath | null): { node: QueryNode; sign: '+' | '-' | '' } {
    this.space();
    let sign: '+' | '-' | '' = '';
    for (;;) {
      if (this.takeWord('NOT') || this.take('!') || this.takeSign('-')) sign = sign === '-' ? '+' : '-';
      else if (this.takeSign('+')) sign = '+';
      else break;
      this.space();
    }
    return { node: this.clause(field), sign };
  }

  private clause(field: FieldPath | null): QueryNode {
    this.space();
    if (this.at >= this.text.length) this.fail('something is missing at the end');
    const char = this.peek();
    if (char === '(') {
      this.at += 1;
      this.depth += 1;
      if (this.depth > mostLevels) this.fail('too many brackets in one another');
      const node = this.group(field);
      if (!this.take(')')) this.fail("')' is missing");
      this.depth -= 1;
      return this.boosted(node);
    }
    if (char === '"') return this.phrase(field);
    if (char === '[' || char === '{') return this.boosted(this.range(field));
    if (char === '/') return this.boosted(this.regex(field));
    if (char === '>' || char === '<') return this.comparison(field);
    const { raw, wild } = this.bare();
    if (raw === '') this.fail(`unexpected '${this.peek()}'`);
    if (this.peek() === ':' && field === null) {
      this.at += 1;
      if (raw === '*') return this.take('*') ? { type: 'all' } : this.fail("only '*' can follow '*:'");
      if (raw === '_exists_') return { type: 'exists', field: fieldPath(this.bare().raw) };
      return this.clause(fieldPath(raw));
    }
    const text = raw.replace(/\\(.)/g, '$1');
    const fuzzy = this.take('~') ? Math.min(this.integer(2), 2) : 0;
    const boost = this.boost();
    if (wild && raw === '*') return field === null ? { type: 'all' } : { type: 'exists', field };
    return wild
      ? { type: 'wildcard', field, pattern: raw.toLowerCase(), boost }
      : { type: 'words', field, text, fuzzy, boost };
  }

  private phrase(field: FieldPath | null): QueryNode {
    this.at += 1;
    const text = this.until('"').replace(/\\(.)/g, '$1');
    const slop = this.take('~') ? this.integer(0) : 0;
    return { type: 'phrase', field, text, slop, boost: this.boost() };
  }

  private range(field: FieldPath | null): QueryNode {
    if (field === null) this.fail('a range needs a field');
    const open = this.peek() === '[' ? 'gte' : 'gt';
    this.at += 1;
    const match = /^\s*("[^"]*"|[^\s\]}]+)\s+TO\s+("[^"]*"|[^\s\]}]+)\s*([\]}])/.exec(this.text.slice(this.at));
    if (!match) this.fail('a range is written [from TO to]');
    const [whole, from = '', to = '', end] = match;
    this.at += whole.length;
    const bound = (text: string) => text.replace(/^"(.*)"$/, '$1');
    return {
      type: 'range',
      field: field,
      bounds: {
        ...(from === '*' ? {} : { [open]: bound(from) }),
        ...(to === '*' ? {} : { [end === ']' ? 'lte' : 'lt']: bound(to) }),
      },
    };
  }

  private comparison(field: FieldPath | null): QueryNode {
    if (field === null) this.fail('a comparison needs a field');
    const [sign = ''] = /^[<>]=?/.exec(this.text.slice(this.at)) ?? [];
    this.at += sign.length;
    this.space();
    const value = this.take('"') ? this.until('"') : this.bare().raw.replace(/\\(.)/g, '$1');
    if (value === '') this.fail(`nothing to compare with after '${sign}'`);
    const name = { '>': 'gt', '>=': 'gte', '<': 'lt', '<=': 'lte' }[sign] ?? 'gte';
    return { type: 'range', field: field, bounds: { [name]: value } };
  }

  private regex(field: FieldPath | null): QueryNode {
    this.at += 1;
    const source = this.until('/');
    try {
      return { type: 'regex', field, pattern: new RegExp(`^(?:${source})$`, 'u') };
    } catch (error) {
      return this.fail((error as Error).message);
    }
  }

  /** A word up to something special, with its escapes; wild with an unescaped `*` or `?` in it. */
  private bare(): { raw: string; wild: boolean } {
    const start = this.at;
    let wild = false;
    while (this.at < this.text.length && !special.has(this.peek())) {
      if (this.peek() === '\\') this.at += 1;
      else if (this.peek() === '*' || this.peek() === '?') wild = true;
      this.at += 1;
    }
    return { raw: this.text.slice(start, this.at), wild };
  }

  private until(end: string): string {
    const start = this.at;
    while (this.at < this.text.length && this.peek() !== end) this.at += this.peek() === '\\' ? 2 : 1;
    if (this.at >= this.text.length) this.fail(`'${end}' is missing`);
    this.at += 1;
    return this.text.slice(start, this.at - 1);
  }

  /** What counts more, or less, by a number after it. */
  private boosted(node: QueryNode): QueryNode {
    const boost = this.boost();
    return boost === 1 ? node : { type: 'boosted', node, boost };
  }

  private boost(): number {
    if (!this.take('^')) return 1;
    const [number = ''] = /^\d+(\.\d+)?/.exec(this.text.slice(this.at)) ?? [];
    if (number === '') this.fail("a number must follow '^'");
    this.at += number.length;
    return Number(number);
  }

  private integer(fallback: number): number {
    const [digits = ''] = /^\d*/.exec(this.text.slice(this.at)) ?? [];
    this.at += digits.length;
    return digits === '' ? fallback : Number(digits);
  }

  private orFollows(): boolean {
    return /^\s*(OR\b|\|\|)/.test(this.text.slice(this.at));
  }

  private andFollows(): boolean {
    this.space();
    return this.takeWord('AND') || this.take('&&');
  }

  private takeWord(word: string): boolean {
    const after = this.text[this.at + word.length];
    return (after === undefined || /[\s(]/.test(after)) && this.take(word);
  }

  // A sign that stands alone is a word like any other.
  private takeSign(sign: string): boolean {
    return /\S/.test(this.text[this.at + 1] ?? ' ') && this.take(sign);
  }

  private take(text: string): boolean {
    if (!this.text.startsWith(text, this.at)) return false;
    this.at += text.length;
    return true;
  }

  private peek(): string {
    return this.text[this.at] ?? '';
  }

  private space(): void {
    while (/\s/.test(this.peek())) this.at += 1;
  }

  private fail(why: string): never {
    throw new ApiError(
      400,
      'BadRequest.QueryParseError',
      `The query cannot be understood: ${why} at character ${this.at + 1}`,
    );
  }
}
