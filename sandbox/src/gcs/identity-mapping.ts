import type { Identity } from '../auth/state.js';
import { isObject, type Json } from '../http/body.js';
import type { Issues } from '../http/issues.js';
import { TooSlow, withinTime } from '../within-time.js';

const expressions = 'expression_identity_mapping#1.0.0';
const external = 'external_identity_mapping#1.0.0';
/** What of an identity mappings may speak of. */
const fields = ['id', 'username', 'name', 'email', 'organization', 'identity_provider', 'status'] as const;
/** What an account cannot be called: it names a home folder, and stands for `$USER` in patterns of paths. */
const impossible = /[/*?[\]\0-\x1f\x7f]/;
const longestName = 255;
const longestMatchMs = 200;

/** The account an identity is mapped to, or why there is none. */
export type Mapped = { account: string } | { refused: string };

interface Expression {
  readonly source: string;
  readonly match: string;
  readonly output: string;
  readonly literal?: boolean;
  readonly ignore_case?: boolean;
}

/** Notes what is wrong with the identity mappings of a storage gateway. */
export function checkMappings(issues: Issues, value: unknown): void {
  if (!Array.isArray(value)) return;
  value.forEach((document: unknown, index) => {
    const loc = ['identity_mappings', index];
    if (!isObject(document)) issues.add(loc, 'must be a document');
    else if (document['DATA_TYPE'] === external) checkCommand(issues, loc, document);
    else if (document['DATA_TYPE'] === expressions) checkExpressions(issues, loc, document);
    else issues.add([...loc, 'DATA_TYPE'], `must be ${expressions} or ${external}`);
  });
}

/** The account that the first fitting expression of the mappings makes of an identity. */
export function mapIdentity(mappings: readonly Json[], identity: Identity): Mapped {
  for (const { DATA_TYPE: type, mappings: expressions } of mappings) {
    // what the program would say of this identity nobody knows, so that what comes after it does not count
    if (type === external)
      return { refused: 'The storage gateway maps identities by an external program, which the sandbox does not run' };
    for (const expression of expressions as Expression[]) {
      const account = apply(expression, identity);
      if (account === 'slow')
        return {
          refused: `The identity ${identity.username} cannot be mapped: the match '${expression.match}' takes too long`,
        };
      if (account !== undefined && isAccountName(account)) return { account };
    }
  }
  return { refused: `The storage gateway maps the identity ${identity.username} to no account` };
}

/** Whether an account can be called that. */
export function isAccountName(name: string): boolean {
  return (
    name !== '' && name !== '.' && name !== '..' && !impossible.test(name) && Buffer.byteLength(name) <= longestName
  );
}

function apply(
  { source, match, output, literal = false, ignore_case: ignoreCase = false }: Expression,
  identity: Identity,
): string | 'slow' | undefined {
  const text = fill(source, identity, []);
  if (text === undefined) return undefined;
  try {
    const groups = literal
      ? same(match, text, ignoreCase)
      : withinTime(longestMatchMs, () => pattern(match, ignoreCase).exec(text)?.slice(1));
    return groups && fill(output, identity, groups);
  } catch (error) {
    if (error instanceof TooSlow) return 'slow';
    throw error;
  }
}

const same = (a: string, b: string, ignoreCase: boolean): string[] | undefined =>
  (ignoreCase ? a.toLowerCase() === b.toLowerCase() : a === b) ? [] : undefined;

/** A match is for the whole text. Named groups are written as in Python. */
const pattern = (match: string, ignoreCase: boolean): RegExp =>
  new RegExp(`^(?:${match.replaceAll('(?P<', '(?<')})$`, ignoreCase ? 'i' : '');

/** The text with fields of the identity, and groups by their number, in the place of their names; undefined where one has no value. */
function fill(text: string, identity: Identity, groups: readonly (string | undefined)[]): string | undefined {
  const missing: string[] = [];
  const filled = text.replace(/\{([^{}]*)\}/g, (_, name: string) => {
    const value = /^\d+$/.test(name) ? groups[Number(name)] : identity[name as (typeof fields)[number]];
    if (value === undefined || value === null || value === '') missing.push(name);
    return value ?? '';
  });
  return missing.length === 0 ? filled : undefined;
}

function checkCommand(issues: Issues, loc: (string | number)[], { command }: Json): void {
  if (
    !Array.isArray(command) ||
    command.length === 0 ||
    !command.every((word) => typeof word === 'string' && word !== '')
  )
    issues.add([...loc, 'command'], 'must be a list of texts: a program and its arguments');
}

function checkExpressions(issues: Issues, loc: (string | number)[], { mappings }: Json): void {
  if (!Array.isArray(mappings) || mappings.length === 0) {
    issues.add([...loc, 'mappings'], 'must be a list of expressions');
    return;
  }
  mappings.forEach((expression: unknown, index) => {
    const here = [...loc, 'mappings', index];
    if (!isObject(expression)) issues.add(here, 'must be an expression');
    else checkExpression(issues, here, expression);
  });
}

function checkExpression(issues: Issues, here: (string | number)[], expression: Json): void {
  issues.read(expression, here, {
    source: { kind: 'string', required: true },
    match: { kind: 'string', required: true },
    output: { kind: 'string', required: true },
    literal: { kind: 'boolean', notNull: true },
    ignore_case: { kind: 'boolean', notNull: true },
  });
  const { source, match, output, literal } = expression;
  let groups = 0;
  if (typeof match === 'string' && literal !== true) {
    try {
      groups = (pattern(`${match}|`, false).exec('')?.length ?? 1) - 1;
    } catch (error) {
      issues.add([...here, 'match'], `is no regular expression: ${(error as Error).message}`);
      return;
    }
  }
  for (const [property, text, known] of [
    ['source', source, 0],
    ['output', output, groups],
  ] as const) {
    if (typeof text !== 'string') continue;
    for (const [, name = ''] of text.matchAll(/\{([^{}]*)\}/g)) {
      if (/^\d+$/.test(name) ? Number(name) >= known : !(fields as readonly string[]).includes(name))
        issues.add([...here, property], `there is nothing that {${name}} stands for`);
    }
  }
}
