/** share, share list and share revoke, against a sandbox: as Ada, who logged in, and as those who were given access. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { openSandbox } from '../../sandbox/test/signed-in.js';
import { adminOf, harvest } from '../../sandbox/test/transferring.js';
import { sandboxPerson, type SandboxPerson } from '../support/sandbox-person.js';

const [ada, grace] = ['ada@globusid.org', 'grace@globusid.org'];
let admin: ReturnType<typeof adminOf>;
let id: (name: string) => string;
let env: Record<string, string>;
let me: SandboxPerson;
/** A collection of the server's storage, a guest collection of Ada's on it, and her computer. */
let [mapped, guest, laptop] = ['', '', ''];
const homes = mkdtempSync(join(tmpdir(), 'globus-share-'));
afterAll(() => rmSync(homes, { recursive: true }));
afterEach(() => admin('DELETE', '/faults'));
let people = 0;
const somebody = () => sandboxPerson(env, join(homes, String(people++)));
/** A folder of one's own for each test, with a file in it. */
const folder = async (name: string, collection = mapped): Promise<string> => {
  await me.done(['mkdir', `${collection}:/~/${name}`]);
  return `${collection}:/~/${name}`;
};

beforeAll(async () => {
  const sandbox = await openSandbox({ retryMilliseconds: 20 });
  admin = adminOf(sandbox);
  id = (name) => sandbox.env[`GLOBUS_SANDBOX_${name}`] ?? '';
  env = { ...sandbox.env, GLOBUS_CLIENT_ID: id('NATIVE_CLIENT_ID') };
  mapped = id('MAPPED_COLLECTION');
  guest = id('GUEST_COLLECTION');
  laptop = id('PERSONAL_COLLECTION');
  me = somebody();
  await me.logIn(ada);
  await me.logIn(ada, '--for', mapped, '--gcs', `${id('ENDPOINT')}:${mapped}`);
}, 120_000);

describe('a folder of a mapped collection', () => {
  test('gets a guest collection and rules, and whoever has them fetches it with the line that is printed', async () => {
    const place = await folder('run7');
    await me.done(['put', '-', `${place}/table.csv`], { stdin: '1,2\n' });
    const shared = await me.done(['share', place, '--with', `${grace},group:Analytical Engine Lab`, '--read']);
    const [, collection] = /^Collection: (\S+)$/m.exec(shared.stdout) ?? [];
    expect(shared.stdout).toBe(
      `Collection: ${collection}\nName:       run7 (Sandbox Storage)\nPath:       /\n\n` +
        `+ ${grace} may read\n+ the group Analytical Engine Lab may read\n\n` +
        `Web app:    https://app.globus.org/file-manager?origin_id=${collection}&origin_path=%2F\n` +
        `Fetch with: globus cp -r ${collection}:/ ./run7\n`,
    );
    const her = somebody();
    await her.logIn(grace);
    await her.logIn(grace, '--for', collection ?? '');
    const [, ...line] = /Fetch with: (.*)/.exec(shared.stdout)?.[1]?.split(' ') ?? [];
    const here = mkdtempSync(join(homes, 'here-'));
    await her.done(line, { cwd: here });
    expect(harvest(here)).toEqual({ 'run7/table.csv': '1,2\n' });
    expect((await her.run(['put', '-', `${collection}:/no`], { stdin: '' })).code).toBe(1);
  });

  test('is shared once, however often it is asked for, and changed where something else is asked for', async () => {
    const place = await folder('run8');
    const states = async (...more: string[]) => {
      const { collection_id, collection_state, DATA } = await me.json('share', place, ...more);
      return [collection_id, collection_state, ...DATA.map((row: any) => `${row.state} ${row.id} ${row.permissions}`)];
    };
    const [made, state, first] = await states('--with', grace, '--read', '--expires', '7d');
    const [, rule] = /^new (\S+) r$/.exec(first) ?? [];
    expect([state, rule]).toEqual(['new', expect.stringMatching(/-/)]);
    expect(await states('--with', grace.toUpperCase(), '--read', '--expires', '7d')).toEqual([
      made,
      'same',
      `same ${rule} r`,
    ]);
    expect(await states('--with', `${id('IDENTITY_2')},${grace}`, '--read')).toEqual([made, 'same', `same ${rule} r`]);
    expect(await states('--with', grace, '--write')).toEqual([made, 'same', `changed ${rule} rw`]);
    const [{ expiration_date: end }] = (await me.json('endpoint', 'permission', 'list', made)).DATA;
    expect(Date.parse(`${end}`.replace(' ', 'T')) - Date.now()).toBeGreaterThan(6.9 * 86_400_000);
    const guests = (await me.json('endpoint', 'my-shared-endpoint-list', mapped)).DATA;
    expect(guests.filter((each: any) => each.host_path === '/home/ada/run8')).toHaveLength(1);
    expect(await states('--with', grace, '--write', '--name', 'Another')).toEqual([made, 'same', `same ${rule} rw`]);
  });

  test('that is for everybody is found and read by everybody', async () => {
    const place = await folder('open');
    await me.done(['put', '-', `${place}/notes.txt`], { stdin: 'one\n' });
    const { https_url: url, collection_id } = await me.json(
      'share',
      place,
      '--with',
      'anyone,logged-in',
      '--read',
      '--name',
      'Open data',
    );
    expect(await somebody().done(['cat', `${url}notes.txt`])).toMatchObject({ stdout: 'one\n' });
    expect(await me.json('gcs', 'collection', 'show', collection_id)).toMatchObject({
      display_name: 'Open data',
      public: true,
    });
  });

  test.each(['everyone', 'Everybody', 'public'])('is not shared with %s, which may be two things', async (word) => {
    const { code, stderr } = await me.run(['share', `${mapped}:/x`, '--with', word, '--read']);
    expect([code, stderr]).toEqual([2, expect.stringContaining('Write logged-in for the first, and anyone')]);
  });

  test('is not shared where a recipient does not exist, the folder is none, or it is a file', async () => {
    const place = await folder('typos');
    const before = (await me.json('endpoint', 'my-shared-endpoint-list', mapped)).DATA.length;
    const wrong = await me.run([
      'share',
      place,
      '--with',
      `${grace},nobody@globusid.org,11111111-2222-4333-8444-555555555555`,
      '--read',
    ]);
    expect(wrong).toMatchObject({ code: 2, stdout: '' });
    expect(wrong.stderr).toContain(
      'Nobody has these usernames or ids: 11111111-2222-4333-8444-555555555555, nobody@globusid.org.',
    );
    expect(await me.run(['share', place, '--with', 'group:No Such Group', '--read'])).toMatchObject({ code: 2 });
    expect(await me.run(['share', `${place}/none`, '--with', grace, '--read'])).toMatchObject({ code: 1 });
    await me.done(['put', '-', `${place}/a.txt`], { stdin: 'a' });
    const file = await me.run(['share', `${place}/a.txt`, '--with', grace, '--read']);
    expect(file).toMatchObject({ code: 1 });
    expect(file.stderr).toContain('is a file, and only folders can be shared');
    expect(file.stderr).toContain(`globus share '${mapped}:/~/typos/' --with WHO --read`);
    for (const line of [
      ['--read'],
      ['--with', grace],
      ['--with', grace, '--read', '--write'],
      ['--with', `${grace},,`, '--read'],
    ])
      expect(await me.run(['share', place, ...line])).toMatchObject({ code: 2 });
    expect(await me.run(['share', place, '--with', grace, '--read', '--expires', '2020-01-01'])).toMatchObject({
      code: 2,
    });
    expect((await me.json('endpoint', 'my-shared-endpoint-list', mapped)).DATA).toHaveLength(before);
  });

  test('is left alone by --dry-run, which says what would be done', async () => {
    const place = await folder('later');
    const line = ['share', place, '--with', grace, '--write', '--expires', '2099-01-31'];
    const planned = await me.json(...line, '--dry-run');
    expect(planned).toMatchObject({ collection_id: null, collection_state: 'new', link: null });
    expect(planned.DATA).toMatchObject([{ state: 'new', id: null, permissions: 'rw' }]);
    expect((await me.done([...line, '--dry-run'])).stdout).toMatch(
      new RegExp(
        `^Name: later \\(Sandbox Storage\\)\nPath: /\n\n\\+ ${grace} may read and write, until 2099-01-31 \\S+\n$`,
      ),
    );
    expect(await me.json(...line)).toMatchObject({ collection_state: 'new' });
  });

  test('needs its consents: exit 4, with the line that gives them', async () => {
    const her = somebody();
    await her.logIn(grace);
    const line = ['share', `${mapped}:/~/`, '--with', ada, '--read'];
    const first = await her.run(line);
    expect(first).toMatchObject({ code: 4, stdout: '' });
    expect(first.stderr).toContain('globus session consent');
    await her.logIn(grace, '--for', mapped);
    const second = await her.run(line);
    expect(second).toMatchObject({ code: 4, stdout: '' });
    expect(second.stderr).toContain(`globus login --gcs ${id('ENDPOINT')}:${mapped}`);
    await her.logIn(grace, '--gcs', `${id('ENDPOINT')}:${mapped}`);
    expect((await her.done(line)).stdout).toContain(`+ ${ada} may read`);
  });

  test('of a collection that allows no guest collections is refused, with who can allow them', async () => {
    const boss = somebody();
    await boss.logIn('admin@globusid.org');
    await boss.logIn('admin@globusid.org', '--gcs', id('ENDPOINT'));
    const place = await folder('closed');
    await boss.done(['gcs', 'collection', 'update', mapped, '--no-allow-guest-collections']);
    const refused = await me.run(['share', place, '--with', grace, '--read']);
    await boss.done(['gcs', 'collection', 'update', mapped, '--allow-guest-collections']);
    expect(refused).toMatchObject({ code: 1, stdout: '' });
    expect(refused.stderr).toContain(`Sandbox Storage (${mapped}) does not allow guest collections.`);
    expect(refused.stderr).toContain(`globus gcs collection update ${mapped} --allow-guest-collections`);
  });
});

describe('other collections', () => {
  test('a folder of a computer gets a guest collection, which another Globus Connect fetches from', async () => {
    await me.done(['mkdir', `${laptop}:/results`]);
    const { collection_id, fetch } = await me.json('share', `${laptop}:/results`, '--with', grace, '--read');
    expect(fetch).toBe(`globus cp -r --via transfer ${collection_id}:/ ./results`);
    expect(await me.json('share', `${laptop}:/results/`, '--with', grace, '--read')).toMatchObject({
      collection_id,
      collection_state: 'same',
    });
    expect((await me.json('endpoint', 'show', collection_id)).entity_type).toBe('GCP_guest_collection');
  });

  test('a guest collection gets a rule for the folder', async () => {
    await me.done(['mkdir', `${guest}:/drafts`]);
    const made = await me.json('share', `${guest}:/drafts`, '--with', grace, '--write');
    expect(made).toMatchObject({ collection_id: guest, collection_state: 'same', path: '/drafts/' });
    expect(made.fetch).toBe(`globus cp -r ${guest}:/drafts/ ./drafts`);
    const listed = (await me.json('share', 'list', `${guest}:/drafts`)).DATA;
    expect(listed).toMatchObject([{ path: '/drafts/', permissions: 'rw', principal: id('IDENTITY_2') }]);
    expect(await me.run(['share', `${guest}:/not-there`, '--with', grace, '--read'])).toMatchObject({ code: 1 });
  });

  test("an endpoint has no folders, and what is somebody else's is theirs to share", async () => {
    expect(await me.run(['share', `${id('ENDPOINT')}:/x`, '--with', grace, '--read'])).toMatchObject({ code: 3 });
    expect(await me.run(['share', `${id('TUTORIAL')}:/share`, '--with', grace, '--read'])).toMatchObject({ code: 1 });
  });
});

describe('mail', () => {
  test('goes to people who are new to it', async () => {
    const place = `${guest}:/shared`;
    await me.run(['mkdir', place]);
    const line = ['share', place, '--with', `${ada},anyone`, '--read', '--notify', '--message', 'Have a look'];
    expect((await me.json(...line)).DATA).toMatchObject([{ notified: 'ada@university.example' }, { notified: null }]);
    expect((await me.json(...line)).DATA).toMatchObject([{ state: 'same', notified: null }, { state: 'same' }]);
    const nobody = await me.run(['share', place, '--with', 'anyone', '--read', '--notify']);
    expect(nobody).toMatchObject({ code: 2 });
    expect(nobody.stderr).toContain('leave --notify out');
    expect(await me.run(['share', place, '--with', ada, '--read', '--message', 'x'])).toMatchObject({ code: 2 });
  });
});

test('one who is refused keeps nobody else from it', async () => {
  await me.done(['mkdir', `${guest}:/some`]);
  await admin('POST', '/faults', {
    service: 'transfer',
    method: 'POST',
    path: '*/access',
    count: 1,
    effect: { type: 'status', status: 409 },
  });
  const line = ['share', `${guest}:/some`, '--with', `${grace},anyone`, '--read'];
  const half = await me.run(line);
  expect(half).toMatchObject({ code: 1 });
  expect(half.stdout).toMatch(new RegExp(`^! ${grace} may not read: .*\n\\+ everyone may read$`, 'm'));
  expect(half.stderr).toContain(`Not shared with ${grace}`);
  expect((await me.json(...line)).DATA).toMatchObject([{ state: 'new' }, { state: 'same' }]);
});

test.each(['drop', 'cut', 'expired_token'] as const)(
  'a %s in the middle leaves nothing that the same line does not find again',
  async (type) => {
    const place = await folder(`broken-${type}`);
    const line = ['share', place, '--with', `${grace},anyone`, '--read'];
    for (const path of ['*/collections', '*/access'])
      await admin('POST', '/faults', { service: '*', method: 'POST', path, count: 1, effect: { type } });
    for (let tries = 0; tries < 4 && (await me.run(line)).code !== 0; tries++);
    const { collection_id, DATA } = await me.json(...line);
    expect(DATA).toMatchObject([{ state: 'same' }, { state: 'same' }]);
    const rules = (await me.json('endpoint', 'permission', 'list', collection_id)).DATA as { principal_type: string }[];
    expect(rules.map((rule) => rule.principal_type).sort()).toEqual(['anonymous', 'identity']);
    const guests = (await me.json('endpoint', 'my-shared-endpoint-list', mapped)).DATA;
    expect(guests.filter((each: any) => each.host_path === `/home/ada/broken-${type}`)).toHaveLength(1);
  },
);

describe('list and revoke', () => {
  test('tell and take away who has access', async () => {
    const place = await folder('gone');
    const { collection_id } = await me.json('share', place, '--with', `${grace},anyone`, '--read');
    const all = (await me.json('share', 'list')).DATA as any[];
    expect(all.filter((row) => row.collection_id === collection_id)).toHaveLength(2);
    expect(all.map((row) => row.collection_id)).toContain(guest);
    expect((await me.json('share', 'list', mapped)).DATA).toHaveLength(
      all.filter((row) => row.display_name !== "results (Ada's Laptop)").length,
    );
    expect((await me.done(['share', 'list', place])).stdout).toBe(
      'Collection             | Path | Shared With        | Access | Until\n' +
        '-----------------------+------+--------------------+--------+------\n' +
        'gone (Sandbox Storage) | /    | everyone           | read   | None \n' +
        'gone (Sandbox Storage) | /    | grace@globusid.org | read   | None \n',
    );
    const her = somebody();
    await her.logIn(grace);
    await her.done(['ls', `${collection_id}:/`]);
    // the folder may be gone by then
    await me.done(['rm', '-r', place, '--yes']);
    const revoked = await me.run([
      'share',
      'revoke',
      place.replace('~', 'home/ada'),
      '--with',
      `${grace},${ada}`,
      '--yes',
    ]);
    expect(revoked).toMatchObject({ code: 0 });
    expect(revoked.stdout).toContain(grace);
    expect(revoked.stderr).toContain(`${ada} had no access of their own to /.`);
    expect(revoked.stderr).toContain('There is still a rule for / (r, anonymous)');
    const again = await me.run(['share', 'revoke', `${collection_id}:/`, '--with', grace, '--yes']);
    expect(again).toMatchObject({ code: 1 });
    expect(again.stderr).toContain(`There is no rule for / that names ${grace}.`);
    const last = await me.run(['share', 'revoke', `${collection_id}`, '--everyone', '--yes']);
    expect(last.stderr).toContain('It stays until it is deleted.');
    expect((await me.json('share', 'list', collection_id)).DATA).toEqual([]);
    expect(await me.run(['share', 'revoke', `${collection_id}`, '--everyone', '--yes'])).toMatchObject({ code: 1 });
    expect(await her.run(['ls', `${collection_id}:/`])).toMatchObject({ code: 1 });
    expect(await me.run(['share', 'revoke', `${mapped}:/home/ada/never`, '--everyone', '--yes'])).toMatchObject({
      code: 1,
    });
    expect(await me.run(['share', 'revoke', `${guest}:/`])).toMatchObject({ code: 2 });
  });

  test('tell of another guest collection, which begins at a folder above', async () => {
    const above = await folder('outer');
    const place = await folder('outer/inner');
    const outer = await me.json('share', above, '--with', `${grace},anyone`, '--read');
    const inner = await me.json('share', place, '--with', grace, '--read');
    const ids = async (where: string) =>
      ((await me.json('share', 'list', where)).DATA as any[]).map((row) => row.collection_id);
    expect(await ids(place)).toEqual(expect.arrayContaining([outer.collection_id, inner.collection_id]));
    expect(await ids(above)).toEqual(expect.arrayContaining([outer.collection_id, inner.collection_id]));
    const { stderr } = await me.run(['share', 'revoke', `${inner.collection_id}:/`, '--with', grace, '--yes']);
    expect(stderr.match(/There is still a rule of outer \(Sandbox Storage\) for \/ \(r, \w+\)/g)).toHaveLength(2);
    expect(await ids(place)).toEqual([outer.collection_id, outer.collection_id]);
    const { stderr: other } = await me.run(['share', 'revoke', above, '--everyone', '--yes']);
    expect(other).not.toContain('There is still');
  });
});
