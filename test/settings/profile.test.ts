/** Commands that are suggested under a profile name it: without it they would act as somebody else. */
import { describe, expect, test } from 'vitest';
import { namingProfile } from '../../src/settings/profile.js';
import { manifest } from '../support/manifest-of.js';

/** What has nothing to do with a login, or names the profile by itself. */
const ofNobody = [
  ...['sandbox', 'completion', 'help', 'version', 'update', 'list-commands', 'cli-profile-list'],
  ...['login', 'logout', 'session', 'auth'],
];

describe('a suggested command', () => {
  const acting = Object.entries(manifest.tree().children ?? {}).filter(([name]) => !ofNobody.includes(name));
  test.each(acting)('globus %s names the profile', (name) => {
    expect(namingProfile(`See it:  globus ${name} x`, 'lab')).toBe(`See it:  globus --profile lab ${name} x`);
  });
  test.each([
    ['globus login --for x', 'globus login --profile lab --for x'],
    ['globus --profile lab task list', 'globus --profile lab task list'],
    ['globus task list\nglobus task show X', 'globus --profile lab task list\nglobus --profile lab task show X'],
    ['globus sandbox start', 'globus sandbox start'],
    ['another globus (process 3)', 'another globus (process 3)'],
  ])('%s', (text, named) => expect(namingProfile(text, 'lab')).toBe(named));
  test('without a profile is left alone', () => {
    expect(namingProfile('globus task list', undefined)).toBe('globus task list');
  });
  test('of a profile with an odd name is quoted', () => {
    expect(namingProfile('globus ls x', "a $& 'b'")).toBe(`globus --profile 'a $& '\\''b'\\''' ls x`);
  });
});
