import { describe, expect, test } from 'vitest';
import { cronBeat } from '../../../src/globus/timers/cron.js';
import { firstRuns, jobTiming, previewRuns, scheduleOf } from '../../../src/globus/timers/schedule.js';
import { whenWords } from '../../../src/when-words.js';

// a Wednesday; the tests run in UTC
const now = new Date('2027-01-06T10:30:00Z');

describe('a cron line', () => {
  test.each([
    ['*/15 * * * *', 900, '2027-01-06T10:30:00.000Z'],
    ['* * * * *', 60, '2027-01-06T10:30:00.000Z'],
    ['29 * * * *', 3600, '2027-01-06T11:29:00.000Z'],
    ['0 */6 * * *', 21_600, '2027-01-06T12:00:00.000Z'],
    ['0 2 * * ?', 86_400, '2027-01-07T02:00:00.000Z'],
    ['0 2 * * WED', 604_800, '2027-01-13T02:00:00.000Z'],
    ['0 2 * * 7', 604_800, '2027-01-10T02:00:00.000Z'],
    ['@daily', 86_400, '2027-01-07T00:00:00.000Z'],
  ])('%s is a fixed interval', (line, seconds, first) => {
    const beat = cronBeat(line, '--cron');
    expect([beat.intervalSeconds, beat.first(now).toISOString()]).toEqual([seconds, first]);
  });
  test.each([
    ['0 2 * *', 'a cron line has five fields, this has 4'],
    ['0 2,4 * * *', 'lists, ranges and names of months are no fixed interval'],
    ['60 * * * *', 'the minute is 0 to 59, not 60'],
    ['0 24 * * *', 'the hour is 0 to 23, not 24'],
    ['0 0 0 * *', 'the day of the month is 1 to 31, not 0'],
    ['0 0 1 13 *', 'the month is 1 to 12, not 13'],
    ['0 0 * * 8', 'the day of the week is 0 to 7, not 8'],
    ['0 2 1 * *', 'days of the month and months are not equally far apart'],
    ['0 2 * * */2', 'steps of weekdays begin again every week'],
    ['* 2 * * *', 'several times within one hour of the day are not equally far apart'],
    ['0 */5 * * *', 'every 5 hours begins again at midnight, and 24 is no multiple of 5'],
    ['*/7 * * * *', 'every 7 minutes begins again every hour, and 60 is no multiple of 7'],
    ['* */2 * * *', 'several times within some hours are not equally far apart'],
    ['0 * * * 1', 'several times on one day of the week are not equally far apart'],
  ])('%s is refused', (line, why) => {
    expect(() => cronBeat(line, '--cron')).toThrow(`Invalid value for --cron: a timer cannot do '${line}': ${why}.`);
  });
});

describe('a schedule', () => {
  test('once, at a distance, and to an end', () => {
    const start = new Date('2027-02-01T00:00:00Z');
    expect(scheduleOf({ stopAfterRuns: 1 }, now)).toEqual({ type: 'once' });
    expect(scheduleOf({ start, stopAfterRuns: 1 }, now)).toEqual({
      type: 'once',
      datetime: '2027-02-01T00:00:00+00:00',
    });
    expect(scheduleOf({ interval: 60, stopAfterRuns: 3 }, now)).toEqual({
      type: 'recurring',
      interval_seconds: 60,
      end: { condition: 'iterations', count: 3 },
    });
    expect(scheduleOf({ cron: cronBeat('0 2 * * *', ''), stopAfterDate: start }, now)).toEqual({
      type: 'recurring',
      interval_seconds: 86_400,
      start: '2027-01-07T02:00:00+00:00',
      end: { condition: 'time', datetime: '2027-02-01T00:00:00+00:00' },
    });
  });
  test('its first runs: none in the past, none after the end', () => {
    const schedule = { type: 'recurring', interval_seconds: 3600, start: '2027-01-06T09:00:00Z' } as const;
    const times = (end: object) => firstRuns({ ...schedule, end }, now).map((run) => run.toISOString().slice(11, 16));
    expect(times({})).toEqual(['11:00', '12:00', '13:00', '14:00', '15:00']);
    expect(times({ datetime: '2027-01-06T12:00:00Z' })).toEqual(['11:00', '12:00']);
    expect(times({ count: 1 })).toEqual(['11:00']);
    expect(firstRuns({ type: 'once' }, now)).toEqual([now]);
  });
  test('is told before it is made; one that would never run is warned of', () => {
    const told: string[] = [];
    const tools = {
      notices: { info: (text: string) => void told.push(text), warn: (text: string) => void told.push(`! ${text}`) },
      clock: { now: () => now },
    };
    previewRuns({ type: 'recurring', interval_seconds: 3600, end: { count: 2 } }, tools);
    previewRuns({ type: 'recurring', interval_seconds: 3600, end: { datetime: '2027-01-01T00:00:00Z' } }, tools);
    expect(told).toEqual([
      'Runs at 2027-01-06 10:30:00, 2027-01-06 11:30:00',
      '! This timer would never run: its end comes before its first run.',
    ]);
    previewRuns({ type: 'recurring', interval_seconds: 86_400, end: { count: 2 } }, { ...tools, words: whenWords });
    expect(told[2]).toBe('Runs just now, tomorrow 10:30');
  });
  test('as the older interface takes it', () => {
    expect(jobTiming({ type: 'once' }, now)).toEqual({
      start: now.toISOString(),
      interval: null,
      stop_after: { n_runs: 1 },
    });
    const end = { condition: 'time', datetime: 'T' } as const;
    expect(jobTiming({ type: 'recurring', interval_seconds: 5, start: 'S', end }, now)).toEqual({
      start: 'S',
      interval: 5,
      stop_after: { date: 'T' },
    });
    expect(jobTiming({ type: 'recurring', interval_seconds: 5 }, now)).toEqual({
      start: now.toISOString(),
      interval: 5,
    });
  });
});
