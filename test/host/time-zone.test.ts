import { afterEach, expect, test } from 'vitest';
import { zoneRemark } from '../../src/host/time-zone.js';
import { globus } from '../support/globus.js';

const before = process.env['TZ'];
afterEach(() => {
  if (before === undefined) delete process.env['TZ'];
  else process.env['TZ'] = before;
});
const remark = (TZ: string | undefined) => {
  if (TZ === undefined) delete process.env['TZ'];
  else process.env['TZ'] = TZ;
  return zoneRemark({ env: { TZ }, now: () => new Date() });
};

test.each(['bogus/Zone', 'Europe/Berlni', 'toString'])('a TZ that names no zone is told: %s', async (zone) => {
  expect(remark(zone)).toBe(
    `TZ is '${zone}', which is not a known time zone: local times are in UTC. Use a name such as Europe/Berlin.`,
  );
  const { code, stdout, stderr } = await globus(['list-commands'], { env: { TZ: zone } });
  expect(code).toBe(0);
  expect(stderr.match(/TZ is/g)).toHaveLength(1);
  expect(stdout).not.toContain('TZ is');
  expect((await globus(['list-commands', '--quiet'], { env: { TZ: zone } })).stderr).toBe('');
});

test.each([
  undefined,
  '',
  'UTC',
  'UTC0',
  'Etc/UTC',
  'GMT',
  ':America/Chicago',
  'Europe/Berlin',
  'Africa/Abidjan',
  'EST5EDT',
  '/etc/localtime',
])('and nothing of one that does: %s', (zone) => expect(remark(zone)).toBeUndefined());
