import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { joinScopes, mergeScopes, parseScopes, type ScopeTree, writeScopes } from '../../src/auth/scopes.js';

const tree = (scope: string, dependencies: readonly ScopeTree[] = [], optional = false): ScopeTree => ({
  scope,
  optional,
  dependencies,
});

describe('a scope string', () => {
  test('is read with what it depends on, and what of that is optional', () => {
    expect(parseScopes('a[b *c[d]] e')).toEqual([tree('a', [tree('b'), tree('c', [tree('d')], true)]), tree('e')]);
    expect(parseScopes('  ')).toEqual([]);
    expect(parseScopes('* a [ b ]')).toEqual([tree('a', [tree('b')], true)]);
  });
  test.each(['a[b', 'a]', 'a[b]]', '[a]', 'a[[b]]', '*', 'a[*]', '**a', '[', ']'])(
    '%s is refused, and the reason quotes it',
    (text) => {
      expect(() => parseScopes(text)).toThrow(SyntaxError);
      expect(() => parseScopes(text)).toThrow(`'${text}'`);
    },
  );
  test('with brackets thousands deep is refused, too, without an end of the stack', () => {
    expect(() => parseScopes('a['.repeat(50_000))).toThrow(SyntaxError);
  });
  test('names of Object.prototype are scopes as any other', () => {
    expect(joinScopes(['__proto__[constructor]', 'toString'])).toBe('__proto__[constructor] toString');
  });
  test('the same scope twice has the dependencies of both, and is needed where one of them needs it', () => {
    expect(joinScopes(['a[*b]', 'a[b c]'])).toBe('a[b c]');
  });
});

const { scopes } = fc.letrec<{ scopes: ScopeTree[]; scope: ScopeTree }>((tie) => ({
  scopes: fc.array(tie('scope'), { maxLength: 4 }),
  scope: fc.record({
    scope: fc.stringMatching(/^[\w:/.-]{1,8}$/),
    optional: fc.boolean(),
    dependencies: fc.oneof({ maxDepth: 5 }, fc.constant([]), tie('scopes')),
  }),
}));
test('what is written is read back the same', () => {
  fc.assert(
    fc.property(scopes, (trees) => {
      const merged = mergeScopes(trees);
      expect(parseScopes(writeScopes(merged))).toEqual(merged);
    }),
  );
});
test('any text is read or refused with a SyntaxError', () => {
  fc.assert(
    fc.property(fc.string({ unit: fc.constantFrom('a', '[', ']', '*', ' ', 'é') }), (text) => {
      try {
        parseScopes(text);
      } catch (error) {
        expect(error).toBeInstanceOf(SyntaxError);
      }
    }),
  );
});
