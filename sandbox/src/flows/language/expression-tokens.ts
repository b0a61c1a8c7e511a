import { FlowError } from '../flow-error.js';

export type Token = { kind: 'number' | 'string' | 'name' | 'path' | 'operator' | 'end'; text: string };

const token =
  /\s*(?:(\d+\.?\d*(?:[eE][+-]?\d+)?|\.\d+)|("(?:[^"\\]|\\[^])*"|'(?:[^'\\]|\\[^])*')|([A-Za-z_]\w*)|`([^`]*)`|(\*\*|\/\/|==|!=|<=|>=|[-+*/%<>()[\]{},:.]))/y;

/** The tokens of a Python expression, an `end` last. Throws `FlowError` at what is none. */
export function tokensOf(text: string): Token[] {
  const tokens: Token[] = [];
  token.lastIndex = 0;
  const end = text.trimEnd().length;
  let at = 0;
  while (at < end) {
    token.lastIndex = at;
    const match = token.exec(text);
    if (!match)
      throw new FlowError('States.Runtime', `the expression '${text}' cannot be read at '${text.slice(at).trim()}'`);
    const [, number, string, name, path, operator] = match;
    if (number !== undefined) tokens.push({ kind: 'number', text: number });
    else if (string !== undefined) tokens.push({ kind: 'string', text: unquote(string) });
    else if (name !== undefined) tokens.push({ kind: 'name', text: name });
    else if (path !== undefined) tokens.push({ kind: 'path', text: path });
    else tokens.push({ kind: 'operator', text: operator ?? '' });
    at = token.lastIndex;
  }
  return [...tokens, { kind: 'end', text: '' }];
}

const escapes: Record<string, string> = { n: '\n', t: '\t', r: '\r', b: '\b', f: '\f', '\n': '' };

/** The text that a literal stands for; line breaks may stand in it as they are. */
function unquote(text: string): string {
  return text
    .slice(1, -1)
    .replace(/\\(u[0-9a-fA-F]{4}|x[0-9a-fA-F]{2}|[^])/g, (_, code: string) =>
      code.length > 1 ? String.fromCharCode(parseInt(code.slice(1), 16)) : (escapes[code] ?? code),
    );
}
