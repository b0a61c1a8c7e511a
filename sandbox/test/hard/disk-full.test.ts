/** A disk that is full: what was answered stays, what could not be kept is refused, and it goes on when there is room again. */
import { execFileSync } from 'node:child_process';
import { rmSync, statfsSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { openSandbox, temporaryFolder } from '../signed-in.js';
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

test.runIf(why === '')(
  'nothing that was answered is lost on it',
  async () => {
    const dir = join(folder, 'world');
    const sandbox = await openSandbox({ dir });
    const admin = adminOf(sandbox);
    const ada = await person(sandbox, 'ada@globusid.org');
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
      if (answers[0]!.status === 201) kept.push(`b${i}`);
      if (answers[1]?.status === 200) subjects.push(`s${i}`);
      for (const { status } of answers) if (status >= 500) refusals += 1;
    }
    expect(refusals).toBeGreaterThan(0);
    // Nothing that is not kept is shown, and what keeps from it is said.
    const shown = await ada.ask('transfer', 'GET', '/v0.10/bookmark_list');
    expect([shown.status, shown.json.code, shown.json.message]).toEqual([
      500,
      'InternalError',
      expect.stringContaining('no space left on device'),
    ]);

    // Room again: it goes on, without a start.
    rmSync(filler);
    expect((await bookmark('afterwards')).status).toBe(201);
    kept.push('afterwards');
    const names = async (who: typeof ada) =>
      new Set<string>((await who.get('transfer', 'GET', '/v0.10/bookmark_list')).DATA.map(({ name }: any) => name));
    const now = await names(ada);
    expect(kept.filter((name) => !now.has(name))).toEqual([]);
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
    await again.close();
    figure(
      'a full disk',
      `${kept.length + subjects.length} changes answered and there after it, ${refusals} refused; it went on when there was room`,
    );
  },
  120_000,
);
