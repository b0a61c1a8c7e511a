import { describe, expect, test } from 'vitest';
import { timeText } from '../../src/output/when.js';
import { whenWords } from '../../src/when-words.js';
import { everySpan, roughSpan, timeSpan } from '../../src/time-span.js';

const now = new Date('2026-11-28T12:00:00Z');

describe('a time, as people say it', () => {
  test.each([
    ['2026-11-28T11:59:58Z', 'just now'],
    ['2026-11-28T11:59:10Z', 'just now'],
    ['2026-11-28T12:00:40Z', 'in 40 s'],
    ['2026-11-28T11:58:00Z', '2 min ago'],
    ['2026-11-28T12:05:00Z', 'in 5 min'],
    ['2026-11-28T09:30:00Z', 'today 09:30'],
    ['2026-11-28T23:30:00Z', 'today 23:30'],
    ['2026-11-29T02:00:00Z', 'tomorrow 02:00'],
    ['2026-11-27T23:59:00Z', 'yesterday 23:59'],
    ['2026-11-20T12:00:00Z', '20 Nov 12:00'],
    ['2025-11-27T12:00:00Z', '27 Nov 2025'],
    ['2027-01-01T00:00:00Z', '1 Jan 2027'],
  ])('%s is %s', (time, words) => expect(whenWords(new Date(time), now)).toBe(words));

  test('nothing is nothing, and what is no time is left as it came', () => {
    expect([null, undefined, '', 'soon'].map((value) => timeText(value, 'relative', now))).toEqual([
      '',
      '',
      '',
      'soon',
    ]);
  });
  test('is written out where nobody knows the time, or wants it so', () => {
    expect(timeText('2026-11-28 09:30:00+00:00', 'relative', undefined)).toBe('2026-11-28 09:30:00');
    expect(timeText('2026-11-28T09:30:00+02:00', 'utc', now)).toBe('2026-11-28 07:30:00Z');
  });
});

describe('how long something takes', () => {
  test.each([
    [0, '0 s', '0 s'],
    [59.6, '1 min', '1 min'],
    [127, '2 min 7 s', '2 min'],
    [3600, '1 h', '1 h'],
    [3900, '1 h 5 min', '1 h'],
    [86_400, '1 day', '1 day'],
    [280_800, '3 days 6 h', '3 days'],
  ])('%d seconds are %s, roughly %s', (seconds, words, roughly) => {
    expect([timeSpan(seconds), roughSpan(seconds)]).toEqual([words, roughly]);
  });
  test.each([
    [86_400, 'every day'],
    [1_209_600, 'every 2 weeks'],
    [5400, 'every 90 minutes'],
    [3600, 'every hour'],
    [1, 'every second'],
    [90, 'every 1 min 30 s'],
  ])('%d seconds between are %s', (seconds, words) => expect(everySpan(seconds)).toBe(words));
});
