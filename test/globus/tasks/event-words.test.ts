/** An event as a person reads it: the code in words, and nothing of programs in what a collection said. */
import { expect, test } from 'vitest';
import { eventKind, eventWords } from '../../../src/globus/tasks/event-words.js';
import { detailWords, faultLine } from '../../../src/globus/tasks/faults.js';

const event = (code: string, details: string, isError = true) =>
  ({ code, description: 'as the service says it', details, is_error: isError, time: '2026-11-28T10:00:00Z' }) as never;

test.each([
  ['Error: not found (lstat): /none', 'not found: /none'],
  ['Permission denied (open): /a (copy)', 'Permission denied: /a (copy)'],
  ['no route\n to host', 'no route to host'],
])('%j says %j', (details, words) => expect(detailWords(details)).toBe(words));

test('a fault is told in words to a person, and with its code in logs', () => {
  const fault = event('FILE_NOT_FOUND', 'not found (lstat): /none');
  expect(faultLine(fault, { isLive: true })).toBe('! a file or folder does not exist (not found: /none)');
  expect(faultLine(fault)).toBe('! FILE_NOT_FOUND: a file or folder does not exist (not found (lstat): /none)');
});

test('what began is told without what is so anyway', () => {
  const started = event('STARTED', '{"type": "TRANSFER", "recursive_symlinks": "ignore", "recursive": true}', false);
  expect(eventWords(started)).toEqual({
    mark: '●',
    what: 'as the service says it',
    more: 'type TRANSFER',
  });
  expect(eventWords(event('PERMISSION_DENIED', '/x'))).toMatchObject({ mark: '✗', what: 'permission was denied' });
});

test('what happened once is told of one', () => {
  const ended = '{"files_succeeded": 1, "directories": 1, "files_skipped": 2, "progress": 1}';
  expect(eventWords(event('SUCCEEDED', ended, false)).more).toBe(
    '1 file succeeded, 1 directory, 2 files skipped, 1 progress',
  );
});

test('what only happens again is of one kind', () => {
  expect(eventKind(event('TIMEOUT', 'after 10 s'))).toBe(eventKind(event('TIMEOUT', 'after 20 s')));
  expect(eventKind(event('TIMEOUT', '/a'))).not.toBe(eventKind(event('TIMEOUT', '/b')));
});
