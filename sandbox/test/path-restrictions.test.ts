import { describe, expect, test } from 'vitest';
import { permitted } from '../src/gcs/path-restrictions.js';

const account = { username: 'ada', home: '/home/ada' };
const of = (restrictions: object, path: string) => permitted(restrictions, path, account);

describe('restrictions of paths', () => {
  test('leave everything where there is none that matches', () => {
    expect(of({}, '/any')).toBe('read_write');
    expect(of({ none: ['/secret'] }, '/secretary')).toBe('read_write');
  });
  test('hold for what is below, and the longest decides', () => {
    const some = { none: ['/'], read: ['/data'], read_write: ['/data/scratch'] };
    expect(['/', '/etc', '/data', '/data/a/b', '/data/scratch/x'].map((path) => of(some, path))).toEqual([
      'none',
      'none',
      'read',
      'read',
      'read_write',
    ]);
    expect(of({ none: ['/data/'], read: ['/data'] }, '/data')).toBe('none');
  });
  test('override each other as the service says', () => {
    expect(of({ read: ['/data/a'], read_write: ['/data'] }, '/data/a')).toBe('read_write');
    expect(of({ read: ['/data/a'], none: ['/data'] }, '/data/a')).toBe('read');
    expect(of({ none: ['/data/a'], read_write: ['/data'] }, '/data/a')).toBe('none');
  });
  test('know homes and users', () => {
    const own = { none: ['/home'], read_write: ['~'], read: ['/scratch/$USER'] };
    expect(['/home/grace', '/home/ada/x', '/scratch/ada', '/scratch/grace'].map((path) => of(own, path))).toEqual([
      'none',
      'read_write',
      'read',
      'read_write',
    ]);
    expect(of({ none: ['$HOME/private'] }, '/home/ada/private/x')).toBe('none');
  });
  test('are shell patterns, and nothing in them is more than that', () => {
    expect(['/runs-1', '/runs-22/x', '/run'].map((path) => of({ none: ['/runs-*'] }, path))).toEqual([
      'none',
      'none',
      'read_write',
    ]);
    expect(['/a1', '/a12', '/ab'].map((path) => of({ none: ['/a[!b]'] }, path))).toEqual([
      'none',
      'read_write',
      'read_write',
    ]);
    expect(['/a.b', '/axb'].map((path) => of({ none: ['/a.b'] }, path))).toEqual(['none', 'read_write']);
    expect(of({ none: ['/[z-a]'] }, '/b')).toBe('read_write');
    expect(
      ['/data/a', '/data/b', '/data/c'].map((path) =>
        of({ none: ['/data/?'], read_write: ['/data/[a]', '/data/b'] }, path),
      ),
    ).toEqual(['read_write', 'read_write', 'none']);
    expect(of({ none: [`/${'*a'.repeat(30)}b`] }, `/${'a'.repeat(4000)}`)).toBe('read_write');
    expect(of({ none: ['/(a+)+$'] }, '/aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa!')).toBe('read_write');
  });
});
