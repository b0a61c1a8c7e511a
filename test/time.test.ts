import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { howOften } from '../src/globus/timers/every.js';
import { localStamp, momentInWords, secondsOf, unclearLength } from '../src/time.js';

let zone: string | undefined;
beforeEach(() => {
  zone = process.env['TZ'];
  process.env['TZ'] = 'Europe/Berlin';
});
afterEach(() => {
  if (zone === undefined) delete process.env['TZ'];
  else process.env['TZ'] = zone;
});
/** A Saturday, at 10:30 of that zone; its clocks went back on 25 October. */
const now = () => new Date('2026-11-28T10:30:00+01:00');
const said = (text: string, direction?: 'ahead' | 'back') => {
  const moment = momentInWords(text, now(), direction);
  return moment && localStamp(moment);
};

test.each(['6M', '1h30M', '2 M', '6M ago', 'in 6M', ' 1M'])('%j is no length of time: it may be months', (text) => {
  expect(secondsOf(text)).toBeUndefined();
  expect(momentInWords(text, now(), 'back')).toBeUndefined();
  expect(() => howOften(text, '--every')).toThrow("'M' may be minutes or months");
});
test.each(['6m', '1H30m', '2 MINUTES', '5 Min', '10:30 PM', 'MONDAY'])('%j is clear', (text) => {
  expect(unclearLength(text)).toBeUndefined();
});

describe('a moment in words', () => {
  test.each([
    ['now', '2026-11-28 10:30:00'],
    ['tomorrow', '2026-11-29 00:00:00'],
    ['Tomorrow 2am', '2026-11-29 02:00:00'],
    ['tomorrow at 2:30 pm', '2026-11-29 14:30:00'],
    ['today 14:30', '2026-11-28 14:30:00'],
    ['yesterday noon', '2026-11-27 12:00:00'],
    ['in 3 hours', '2026-11-28 13:30:00'],
    ['in 2 weeks and 1 day', '2026-12-13 10:30:00'],
    ['7d', '2026-12-05 10:30:00'],
    ['2 days ago', '2026-11-26 10:30:00'],
    ['2am', '2026-11-29 02:00:00'],
    ['11am', '2026-11-28 11:00:00'],
    ['12am', '2026-11-29 00:00:00'],
    ['midnight', '2026-11-29 00:00:00'],
    ['monday', '2026-11-30 00:00:00'],
    ['next monday', '2026-11-30 00:00:00'],
    ['Mon 9:00', '2026-11-30 09:00:00'],
    ['saturday', '2026-12-05 00:00:00'],
    ['saturday 11am', '2026-11-28 11:00:00'],
    ['next saturday 11am', '2026-12-05 11:00:00'],
    ['last friday', '2026-11-27 00:00:00'],
  ])('%s', (text, moment) => expect(said(text)).toBe(moment));

  test.each([
    ['7d', '2026-11-21 10:30:00'],
    ['3 hours', '2026-11-28 07:30:00'],
    ['in 1h', '2026-11-28 11:30:00'],
    ['monday', '2026-11-23 00:00:00'],
    ['saturday', '2026-11-28 00:00:00'],
    ['saturday 11am', '2026-11-21 11:00:00'],
    ['2am', '2026-11-28 02:00:00'],
    ['11am', '2026-11-27 11:00:00'],
  ])('looking back, %s', (text, moment) => expect(said(text, 'back')).toBe(moment));

  test('keeps the time of the day where the clocks change', () => {
    expect(localStamp(momentInWords('tomorrow 2pm', new Date('2026-10-24T20:00:00+02:00')) as Date)).toBe(
      '2026-10-25 14:00:00',
    );
  });
  test.each([
    '',
    'soon',
    'next',
    'tomorrow 25:00',
    'tomorrow 13pm',
    'tomorrow 2',
    'mo',
    '12',
    '2026-11-28',
    'in 3 hours ago',
    'next tomorrow',
    'monday monday',
    'in',
  ])("'%s' is none", (text) => expect(said(text)).toBeUndefined());
});

test.each([
  ['1w2d3h4m5s', 788_645],
  ['2 weeks', 1_209_600],
  ['1 hour, 30 minutes', 5_400],
  ['90 secs', 90],
  ['1 hour 1 hour', undefined],
  ['hours', undefined],
  ['', undefined],
])("'%s' lasts %s seconds", (text, seconds) => expect(secondsOf(text)).toBe(seconds));

describe('how often', () => {
  test.each([
    ['10m', 600],
    ['600', 600],
    ['hour', 3_600],
    ['day', 86_400],
    ['week', 604_800],
    ['2 weeks', 1_209_600],
  ])('%s', (text, seconds) => expect(howOften(text, '--every')).toBe(seconds));
  test.each([
    ['monday', 604_800, '2026-11-30 00:00:00'],
    ['monday 14:30', 604_800, '2026-11-30 14:30:00'],
    ['day 2am', 86_400, '2026-11-29 02:00:00'],
  ])('%s is a time that comes round', (text, intervalSeconds, first) => {
    const beat = howOften(text, '--every');
    expect(beat).toMatchObject({ intervalSeconds });
    expect(typeof beat === 'object' && localStamp(beat.first(now()))).toBe(first);
  });
  test('what is not equally far apart is refused with what can be done', () => {
    expect(() => howOften('weekday', '--every')).toThrow(/weekdays are not equally far apart/);
    expect(() => howOften('often', '--every')).toThrow(/'often' is not a length of time/);
    expect(() => howOften('day 25:00', '--every')).toThrow(/'day 25:00' is not/);
  });
});
