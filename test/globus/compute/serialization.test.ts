import { ExactNumber } from '../../../src/exact-json.js';
import { describe, expect, test } from 'vitest';
import {
  packArguments,
  packBuffers,
  packFunction,
  readResult,
  unpackBuffers,
  unpackFunction,
} from '../../../src/globus/compute/serialization.js';

describe('packed buffers', () => {
  test('lengths are code points: é is one, an emoji is one, a combining accent is its own', () => {
    expect(packBuffers(['é🎉'])).toBe('2\né🎉');
    expect(packBuffers(['e\u0301'])).toBe('2\ne\u0301');
    expect(packBuffers(['👩‍🚀', ''])).toBe('3\n👩‍🚀0\n');
    expect(packFunction('f', 'def f(): return "🎉"')).toBe('24\nst\nf:def f(): return "🎉"');
    expect(packArguments('[1]', '{}')).toBe('6\n11\n[1]5\n11\n{}');
  });

  test('unpacking gives back what was packed, line breaks and digits included', () => {
    const buffers = ['é🎉\n3\n', '', '12\n', '𝒳'.repeat(1000)];
    expect(unpackBuffers(packBuffers(buffers))).toEqual(buffers);
  });

  test.each(['abc', '5\nab', '3\nabcd', '-1\n'])('%j is not packed', (text) => {
    expect(unpackBuffers(text)).toBeUndefined();
  });
});

describe('functions and results', () => {
  test('source is read back; other forms are named', () => {
    expect(unpackFunction(packFunction('greet', 'def greet():\n    x: int = 1\n'))).toEqual({
      name: 'greet',
      source: 'def greet():\n    x: int = 1\n',
    });
    expect(unpackFunction('410\n10\n04\n:gASV')).toEqual({ form: 'an unknown serialization' });
    expect(unpackFunction(packBuffers(['04\ngASVQAAAA']))).toEqual({ form: 'DillCodeSource' });
  });

  test('JSON results keep their text; NaN is said as it is', () => {
    expect(readResult('11\n{"a": 1.0}')).toEqual({ text: '{"a": 1.0}', value: { a: new ExactNumber('1.0') } });
    expect(readResult('11\nNaN')).toEqual({ text: 'NaN', value: 'NaN' });
    expect(readResult('00\ngASVBAAAAAAAAABLKi4=')).toEqual({ form: 'DillDataBase64' });
    expect(readResult('10000')).toEqual({ form: 'an unknown serialization' });
  });
});
