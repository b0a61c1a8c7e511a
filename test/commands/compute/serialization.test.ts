import { describe, expect, test } from 'vitest';
import { members } from '../../../src/commands/compute/_calls.js';
import { batchesOf, maxBytes, paced } from '../../../src/commands/compute/_limits.js';
import {
  packArguments,
  packBuffers,
  packFunction,
  readResult,
  unpackBuffers,
  unpackFunction,
} from '../../../src/commands/compute/_serialization.js';

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
    expect(readResult('11\n{"a": 1.0}')).toEqual({ text: '{"a": 1.0}', value: { a: 1 } });
    expect(readResult('11\nNaN')).toEqual({ text: 'NaN', value: 'NaN' });
    expect(readResult('00\ngASVBAAAAAAAAABLKi4=')).toEqual({ form: 'DillDataBase64' });
    expect(readResult('10000')).toEqual({ form: 'an unknown serialization' });
  });
});

test('members are the texts as written', () => {
  const line = ' {"args": [1.0, 12345678901234567890, "a,]}\\"", {"args": 2}], "k\\u0065y":{ "x" : [ ] }, "n":null}';
  expect([...members(line)]).toEqual([
    ['args', '[1.0, 12345678901234567890, "a,]}\\"", {"args": 2}]'],
    ['key', '{ "x" : [ ] }'],
    ['n', 'null'],
  ]);
  expect([...members('{}')]).toEqual([]);
});

test('batches hold at most 10 MB and keep the order', () => {
  const [half, little] = [maxBytes / 2, 1];
  expect(batchesOf([half, half, little, half, half], (size) => size)).toEqual([[half, half], [little, half], [half]]);
  expect(batchesOf([], () => 1)).toEqual([]);
});

test('no more than 20 requests leave in any 10 seconds', async () => {
  let now = 0;
  const sent: number[] = [];
  const clock = {
    now: () => new Date(now),
    sleep: (seconds: number) => {
      now += Math.round(seconds * 1000);
      return Promise.resolve();
    },
    signal: new AbortController().signal,
  };
  const getTask = (id: string) => {
    sent.push(now);
    now += 100;
    return Promise.resolve({ task_id: id, status: 'running' });
  };
  const { getTask: pacedGet } = paced({ getTask } as never, clock);
  for (let i = 0; i < 65; i++) expect(await pacedGet(String(i))).toEqual({ task_id: String(i), status: 'running' });
  expect(sent[19]).toBe(1900);
  sent.forEach((time, i) => expect((sent[i + 20] ?? Infinity) - time).toBeGreaterThanOrEqual(10_000));
  expect(sent[20]).toBe(10_000);
});
