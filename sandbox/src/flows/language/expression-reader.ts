import { FlowError } from '../flow-error.js';
import { tokensOf, type Token } from './expression-tokens.js';

/** How deep brackets and signs may stand in one another. */
const mostNested = 100;
/** How long an expression may be: what it is made of calls one another, and the stack has an end. */
const longest = 10_000;

/** Goes through the tokens of an expression, one after the other. Throws `FlowError` for one that must not be there. */
export class TokenReader {
  private readonly tokens: readonly Token[];
  private at = 0;
  private depth = 0;

  constructor(private readonly text: string) {
    if (text.length > longest)
      throw new FlowError('States.Runtime', `an expression has at most ${longest} characters, not ${text.length}`);
    this.tokens = tokensOf(text);
  }

  /** The token that comes next. */
  protected get token(): Token {
    return this.tokens[this.at] ?? { kind: 'end', text: '' };
  }

  /** Refuses the token that comes next. */
  protected stop(): never {
    throw new FlowError('States.Runtime', `the expression '${this.text}' cannot be read at '${this.token.text}'`);
  }

  /** Whether one of these words or signs comes next. */
  protected is(...texts: string[]): boolean {
    return (this.token.kind === 'name' || this.token.kind === 'operator') && texts.includes(this.token.text);
  }

  /** Goes past one of these words or signs, and says which; stays where none of them comes next. */
  protected take(...texts: string[]): string | undefined {
    if (!this.is(...texts)) return undefined;
    const { text } = this.token;
    this.skip();
    return text;
  }

  /** Goes past this word or sign, which must come next. */
  protected expect(text: string): void {
    if (this.take(text) === undefined) this.stop();
  }

  /** Goes past a name, which must come next, and returns it. */
  protected name(): string {
    const { kind, text } = this.token;
    if (kind !== 'name') this.stop();
    this.skip();
    return text;
  }

  protected skip(): void {
    this.at += 1;
  }

  /** Reads what may hold the like of itself. */
  protected nested<T>(read: () => T): T {
    this.depth += 1;
    if (this.depth > mostNested)
      throw new FlowError('States.Runtime', `the expression '${this.text.slice(0, 40)}...' is nested too deeply`);
    const value = read();
    this.depth -= 1;
    return value;
  }
}
