/** A disk that is full: what was answered stays, what could not be kept is refused, and it goes on when there is room again. */
import { execFileSync } from 'node:child_process';
import { readdirSync, rmSync, statfsSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import type { RunningSandbox } from '../../src/index.js';
import { logIn, openSandbox, temporaryFolder } from '../signed-in.js';
import { figure } from '../support/hard.js';
import { adminOf, until } from '../transferring.js';
import { person } from '../whole-world.js';

const folder = temporaryFolder();
const why = mount();
if (why !== '') console.log(`figure: a full disk | skipped, no small disk can be had: ${why}`);

/** Mounts a disk of 24 MB; what keeps from it, otherwise. */
function mount(): string {
  if (process.platform !== 'linux') return `this is ${process.platform}`;
  if (process.getuid?.() !== 0) return 'only root may mount one';
  try {
    execFileSync('mount', ['-t', 'tmpfs', '-o', 'size=24m,mode=0700', 'tmpfs', folder], { stdio: 'pipe' });
    return '';
  } catch (error) {
    return (error as Error).message.trim();
  }
}
afterAll(() => {
  // The sandbox of the test has been closed by itself.
  if (why === '') execFileSync('umount', ['--lazy', folder]);
});

/** Sends a file to a collection on the disk; what of it lies there afterwards, under any name but its own. */
async function put(sandbox: RunningSandbox, body: string) {
  const id = sandbox.env['GLOBUS_SANDBOX_COLLECTION_2']!;
  const answer = await fetch(`${sandbox.url}/data/${id}/sent`, {
    method: 'PUT',
    headers: { authorization: `Bearer ${uploads[sandbox.url]}` },
    body,
  });
  const text = await answer.text();
  const left = readdirSync(join(sandbox.dir, 'collections/storage/open/destination')).filter((name) =>
    name.includes('globus-part'),
  );
  return { status: answer.status, code: text === '' ? undefined : JSON.parse(text).code, left };
}
const uploads: Record<string, string> = {};

test.runIf(why === '')(
  'nothing that was answered is lost on it',
  async () => {
    const dir = join(folder, 'world');
    const sandbox = await openSandbox({ dir });
    const admin = adminOf(sandbox);
    const ada = await person(sandbox, 'ada@globusid.org');
    const collection = sandbox.env['GLOBUS_SANDBOX_COLLECTION_2']!;
    const scope = `https://auth.globus.org/scopes/${collection}/https`;
    uploads[sandbox.url] = (await logIn(sandbox, 'ada@globusid.org', scope))[collection]!;
    const { id: index } = await ada.get('search', 'POST', '/v1/index', { display_name: 'Full', description: 'x' });
    const free = () => {
      const { bavail, bsize } = statfsSync(folder);
      return bavail * bsize;
    };
    const filler = join(folder, 'filler');
    /** Leaves no more than so many bytes. */
    const fill = (left: number) => {
      const size = free() - left;
      if (size > 0) writeFileSync(filler, Buffer.alloc(size));
    };

    // Bookmarks and ingests until they are refused, and some more.
    fill(300_000);
    const kept: string[] = [];
    const refusedNames: string[] = [];
    const subjects: string[] = [];
    let refusals = 0;
    const ingest = (subject: string) =>
      ada.ask('search', 'POST', `/v1/index/${index}/ingest`, {
        ingest_type: 'GMetaEntry',
        ingest_data: { subject, visible_to: ['public'], content: { text: 'x'.repeat(5000) } },
      });
    const bookmark = (name: string) =>
      ada.ask('transfer', 'POST', '/v0.10/bookmark', {
        name,
        path: `/${'long '.repeat(100)}`,
        endpoint_id: sandbox.env['GLOBUS_SANDBOX_TUTORIAL'],
      });
    const copy = () =>
      ada.ask('transfer', 'POST', '/v0.10/transfer', {
        DATA_TYPE: 'transfer',
        submission_id: crypto.randomUUID(),
        source_endpoint: sandbox.env['GLOBUS_SANDBOX_TUTORIAL'],
        destination_endpoint: sandbox.env['GLOBUS_SANDBOX_COLLECTION_2'],
        DATA: [
          { DATA_TYPE: 'transfer_item', source_path: '/home/share/godata/', destination_path: '/f/', recursive: true },
        ],
      });
    for (let i = 0; i < 400 && refusals < 30; i += 1) {
      const answers = [await bookmark(`b${i}`), ...(i % 5 === 0 ? [await ingest(`s${i}`)] : [])];
      if (i % 20 === 0) await copy();
      (answers[0]!.status === 201 ? kept : refusedNames).push(`b${i}`);
      if (answers[1]?.status === 200) subjects.push(`s${i}`);
      for (const { status } of answers) if (status >= 500) refusals += 1;
    }
    expect(refusals).toBeGreaterThan(0);
    // No change is made, and what keeps from it is said; what only reads is answered.
    const refused = await bookmark('refused');
    expect([refused.status, refused.json.code, refused.json.message]).toEqual([
      500,
      'InternalError',
      expect.stringContaining('no space left on device'),
    ]);
    let reads = 0;
    for (const [service, method, path, body] of [
      ['transfer', 'GET', '/v0.10/bookmark_list'],
      ['transfer', 'GET', '/v0.10/task_list'],
      [
        'transfer',
        'GET',
        `/v0.10/operation/endpoint/${sandbox.env['GLOBUS_SANDBOX_TUTORIAL']}/ls?path=/home/share/godata/`,
      ],
      ['search', 'GET', `/v1/index/${index}`],
      ['search', 'POST', `/v1/index/${index}/search`, { q: '*' }],
      ['groups', 'GET', '/v2/groups/my_groups'],
      ['flows', 'GET', '/flows'],
      ['timer', 'GET', '/jobs/'],
    ] as const) {
      expect([path, (await ada.ask(service, method, path, body)).status]).toEqual([path, 200]);
      reads += 1;
    }
    const listed = await ada.get('transfer', 'GET', '/v0.10/bookmark_list');
    expect(listed.DATA.map(({ name }: any) => name)).not.toContain('refused');
    // A file that is sent there is refused, too, and leaves nothing behind.
    const upload = await put(sandbox, 'x'.repeat(1_000_000));
    expect([upload.status, upload.code]).toEqual([507, 'QuotaExceeded']);
    expect(upload.left).toEqual([]);

    // Room again: it goes on, without a start.
    rmSync(filler);
    expect((await bookmark('afterwards')).status).toBe(201);
    kept.push('afterwards');
    expect((await put(sandbox, 'small')).status).toBe(201);
    const names = async (who: typeof ada) =>
      new Set<string>((await who.get('transfer', 'GET', '/v0.10/bookmark_list')).DATA.map(({ name }: any) => name));
    const now = await names(ada);
    expect(kept.filter((name) => !now.has(name))).toEqual([]);
    expect([...refusedNames, 'refused'].filter((name) => now.has(name))).toEqual([]);
    for (const subject of subjects)
      await until(async () =>
        (await ada.ask('search', 'GET', `/v1/index/${index}/subject?subject=${subject}`)).status === 200
          ? true
          : undefined,
      );
    expect((await admin('GET', '/health')).status).toBe(200);

    // Closed on a full disk, where no snapshot can be written, and started when there is room.
    fill(4096);
    await sandbox.close();
    rmSync(filler);
    const again = await openSandbox({ dir });
    const later = await names(await person(again, 'ada@globusid.org'));
    expect(kept.filter((name) => !later.has(name))).toEqual([]);
    expect(refusedNames.filter((name) => later.has(name))).toEqual([]);
    await again.close();
    figure(
      'a full disk',
      `${kept.length + subjects.length} changes answered and there after it, ${refusals} refused and not made, ${reads} reads answered meanwhile; it went on when there was room`,
    );
  },
  120_000,
);
