import fc from 'fast-check';
import { isAbsolute, relative, resolve } from 'node:path';
import { describe, expect, test } from 'vitest';
import { foldOf, pathBelow, staysInside } from '../../../src/globus/data/names.js';

const refused = (name: string, platform?: NodeJS.Platform) => () => pathBelow('/dst', name, platform);

describe('a name that a server gave', () => {
  test.each([
    '..',
    '../x',
    'a/../../x',
    '/etc/passwd',
    'a//b',
    '.',
    'a/./b',
    '',
    'a/',
    'a\nb',
    'a\x1b[2J',
    'a\x00',
    'a\tb',
    'a\u202eb',
    '.x.globus-part',
  ])('is no file here: %j', (name) => expect(refused(name)).toThrow('is not written here'));
  test.each(['C:', 'C:x', 'a\\b', '..\\x', 'con', 'NUL.txt', 'com1', 'LPT9.log', 'a.', 'a ', 'a|b', 'a?', 'x:stream'])(
    'is no file of Windows: %j',
    (name) => expect(refused(name, 'win32')).toThrow('is not written here'),
  );
  test.each(['a', 'a/b', '...', 'a b', '-rf', '$HOME', 'é', '‏שלום', 'console', '.hidden', 'a:b'])(
    'is one: %j',
    (name) => {
      expect(pathBelow('/dst', name, 'linux')).toBe(`/dst/${name}`);
    },
  );

  test('never leads out, whatever it is', () => {
    const part = fc.oneof(fc.constantFrom('..', '.', '', '/', '\\', 'C:', '~', '\0'), fc.string());
    fc.assert(
      fc.property(fc.array(part, { maxLength: 5 }), (parts) => {
        let path: string;
        try {
          path = pathBelow('/dst/in', parts.join('/'), 'linux');
        } catch {
          return;
        }
        const inside = relative('/dst/in', resolve(path));
        expect(inside === '' || inside.split('/')[0] === '..' || isAbsolute(inside)).toBe(false);
      }),
      { numRuns: 2000 },
    );
  });
});

test('a link stays inside only where it never goes above', () => {
  expect(['b', '../b', 'c/../../b', './b'].map((target) => staysInside('a/link', target))).toEqual([
    true,
    true,
    true,
    true,
  ]);
  expect(
    ['/etc', '../../b', '..\\b', 'C:/x', '', 'c/../../../b', 'x\x1b'].some((target) => staysInside('a/link', target)),
  ).toBe(false);
  expect(staysInside('link', '..')).toBe(false);
});

test('names that a disk takes for the same are folded to one, and no others', () => {
  const [nfc, nfd] = ['Straße/École ſ'.normalize('NFC'), 'straße/école s'.normalize('NFD')];
  const both = foldOf({ capitals: true, forms: true });
  expect(both?.(nfc)).toBe(both?.(nfd));
  expect(both?.('a')).not.toBe(both?.('b'));
  const capitals = foldOf({ capitals: true, forms: false });
  expect(capitals?.('ÉCOLE')).toBe(capitals?.('école'));
  expect(capitals?.('e\u0301')).not.toBe(capitals?.('\u00e9'));
  const forms = foldOf({ capitals: false, forms: true });
  expect(forms?.('e\u0301')).toBe(forms?.('\u00e9'));
  expect(forms?.('A')).not.toBe(forms?.('a'));
  expect(foldOf({ capitals: false, forms: false })).toBeUndefined();
});
