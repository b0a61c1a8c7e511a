import { expect, test } from 'vitest';
import { InterruptedError, WentBackError } from '../src/errors.js';
import { retrace, type Trail } from '../src/retrace.js';
import type { Leading } from '../src/tools.js';

const back = Symbol('Esc');
type Key = string | typeof back;

/** Somebody who answers each question that is asked with the next key; what was asked, and how, is noted. */
function person(...keys: readonly Key[]) {
  const left = [...keys];
  const asked: string[] = [];
  const ask =
    (question: string) =>
    async ({ former, escape }: Leading<string>) => {
      asked.push([question, escape, former].filter(Boolean).join(' '));
      const key = left.shift();
      if (key === undefined) throw new Error(`nobody answers ${question}`);
      if (key === back) throw new WentBackError();
      return String(key);
    };
  return { asked, question: ({ answer }: Trail, question: string) => answer(question, ask(question)) };
}

test('Esc goes back one question, and what was answered there is offered', async () => {
  const { asked, question } = person('a', 'b', back, back, 'A', 'B', 'C');
  const found = await retrace(async (trail) => [
    await question(trail, 'first'),
    await question(trail, 'second'),
    await question(trail, 'third'),
  ]);
  expect(found).toEqual(['A', 'B', 'C']);
  expect(asked).toEqual([
    'first leave',
    'second back',
    'third back',
    'second back b',
    'first leave a',
    'second back b',
    'third back',
  ]);
});

test('another answer leads another way, and what was answered on the first is known there', async () => {
  const { asked, question } = person('person', back, 'group', 'Lab');
  const found = await retrace(async (trail) => {
    const who = await question(trail, 'who');
    return [who, await question(trail, who), 'end'];
  });
  expect(found).toEqual(['group', 'Lab', 'end']);
  expect(asked).toEqual(['who leave', 'person back', 'who leave person', 'group back']);
});

test('Esc at the first question leaves; so does Ctrl-C at any, and what fails fails', async () => {
  const left = person(back);
  await expect(retrace((trail) => left.question(trail, 'first'))).rejects.toThrow(WentBackError);
  for (const error of [new InterruptedError('Interrupted.'), new TypeError('broken')]) {
    let runs = 0;
    const work = async ({ answer }: Trail) => {
      runs++;
      await answer('first', async () => 'a');
      throw error;
    };
    await expect(retrace(work)).rejects.toBe(error);
    expect(runs).toBe(1);
  }
});

test('what was found out is not asked for again', async () => {
  const { question } = person('a', back, 'a', 'b');
  let requests = 0;
  await retrace(async (trail) => {
    await question(trail, 'first');
    expect(await trail.once('flow', async () => ++requests)).toBe(1);
    await question(trail, 'second');
  });
  expect(requests).toBe(1);
});
