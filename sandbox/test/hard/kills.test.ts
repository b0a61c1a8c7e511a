/** A sandbox killed at any moment, with everything under way: nothing that was answered is lost, nothing is there twice, and it starts. */
import { spawn, type ChildProcess } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { startSandbox, type RunningSandbox } from '../../src/index.js';
import { logIn, temporaryFolder } from '../signed-in.js';
import { bundled } from '../support/bundled.js';
import { figure, isLarge, milliseconds, randomFrom, rounds, seed } from '../support/hard.js';
import { adminOf, plant, until } from '../transferring.js';
import { flowScope, person, type Person } from '../whole-world.js';

const children: ChildProcess[] = [];
afterAll(() => {
  for (const child of children) child.kill('SIGKILL');
});

const hello = 'https://actions.globus.org/hello_world';

let program: string;
beforeAll(async () => {
  program = await bundled(fileURLToPath(new URL('../serve-child.ts', import.meta.url)));
});

/** A sandbox that starts in another process: its address, or what it ended with. */
function start(dir: string) {
  // Slow enough that a kill finds copies half done.
  const child = spawn(process.execPath, [program, dir, '4000000'], { stdio: ['ignore', 'pipe', 'pipe'] });
  children.push(child);
  let told = '';
  child.stderr.on('data', (data: Buffer) => (told += data.toString()));
  const outcome = new Promise<{ url?: string; told: string }>((resolve) => {
    child.stdout.once('data', (data: Buffer) => resolve({ url: data.toString().trim(), told }));
    child.once('close', (code) => resolve({ told: `it ended with ${code}: ${told}` }));
  });
  return { child, outcome };
}

/** A sandbox in another process, the one of `count` that start at once which gets the folder; and what kills it without warning. */
async function serve(dir: string, count: number): Promise<{ sandbox: RunningSandbox; kill: () => Promise<void> }> {
  const started = Array.from({ length: count }, () => start(dir));
  const outcomes = await Promise.all(started.map(({ outcome }) => outcome));
  const served = outcomes.filter(({ url }) => url !== undefined);
  expect(served.length, JSON.stringify(outcomes)).toBe(1);
  for (const { url, told } of outcomes) if (url === undefined) expect(told).toMatch(/in use by process \d+/);
  const url = served[0]!.url!;
  const { child } = started[outcomes.indexOf(served[0]!)]!;
  const key = { GLOBUS_SANDBOX_KEY: readFileSync(join(dir, 'key'), 'utf8') };
  const sandbox = { url, dir, env: key } as unknown as RunningSandbox;
  const env = (await adminOf(sandbox)('GET', '/env')).json as Record<string, string>;
  return {
    sandbox: { ...sandbox, env },
    kill: () =>
      new Promise<void>((resolve) => {
        child.once('exit', () => resolve());
        child.kill('SIGKILL');
      }),
  };
}

/** Sends a file to a collection; the status of the answer. */
type Upload = (name: string, body: string) => Promise<number>;
const uploadBytes = 400_000;

/** Holds that no file below a destination is half there, while nothing runs; how many there are. Drafts may be. */
function copiedWhole(to: string): number {
  let count = 0;
  for (const entry of readdirSync(to, { recursive: true, withFileTypes: true })) {
    if (!entry.isFile() || entry.name.endsWith('.globus-part')) continue;
    const number = entry.name.replace('f', '');
    const isWhole = readFileSync(join(entry.parentPath, entry.name), 'utf8') === `${number} `.repeat(20_000);
    expect([entry.parentPath, entry.name, isWhole]).toEqual([entry.parentPath, entry.name, true]);
    count += 1;
  }
  return count;
}

/** What was answered, so that it must be there for ever. */
interface Promised {
  tasks: { submission: string; id: string; to: string }[];
  subjects: string[];
  runs: string[];
  timers: string[];
  unanswered: { submission: string; to: string }[];
}

test(
  `with transfers, ingests, uploads, runs and timers under way (seed ${seed})`,
  async () => {
    const random = randomFrom(seed);
    const most = rounds(3, 500);
    const end = isLarge ? performance.now() + milliseconds : Infinity;
    const dir = temporaryFolder();
    const [from, to] = [temporaryFolder(), temporaryFolder()];
    plant(
      from,
      Object.fromEntries(Array.from({ length: 30 }, (_, i) => [`tree/${i % 5}/f${i}`, `${i} `.repeat(20_000)])),
    );
    const promised: Promised = { tasks: [], subjects: [], runs: [], timers: [], unanswered: [] };
    const made: Record<string, string> = {};
    let kills = 0;
    let second = 0;
    let uploads = 0;
    let whole = 0;

    /** Logs in, makes what is not there yet, and returns Ada. */
    const ready = async (sandbox: RunningSandbox): Promise<{ ada: Person; flow: string; upload: Upload }> => {
      const admin = adminOf(sandbox);
      for (const [name, path] of [
        ['From', from],
        ['To', to],
      ] as const) {
        if (made[name]) continue;
        const { json } = await admin('POST', '/collections', { display_name: name, path });
        made[name] = json.id;
      }
      const ada = await person(sandbox, 'ada@globusid.org');
      made['index'] ??= (await ada.get('search', 'POST', '/v1/index', { display_name: 'Kills', description: 'x' })).id;
      made['flow'] ??= (
        await ada.get('flows', 'POST', '/flows', {
          title: 'Kills',
          definition: {
            StartAt: 'Hello',
            States: {
              Hello: {
                Type: 'Action',
                ActionUrl: hello,
                Parameters: { echo_string: 'x', sleep_time: 0 },
                Next: 'Wait',
              },
              Wait: { Type: 'Wait', Seconds: 1, End: true },
            },
          },
          input_schema: {},
        })
      ).id;
      const scope = `${flowScope(made['flow']!)}[https://auth.globus.org/scopes/actions.globus.org/hello_world]`;
      Object.assign(ada.tokens, (await person(sandbox, 'ada@globusid.org', scope)).tokens);
      const collection = sandbox.env['GLOBUS_SANDBOX_COLLECTION_2']!;
      const data = `https://auth.globus.org/scopes/${collection}/https`;
      const token = (await logIn(sandbox, 'ada@globusid.org', data))[collection]!;
      const upload: Upload = async (name, body) => {
        const answer = await fetch(`${sandbox.url}/data/${collection}/${name}`, {
          method: 'PUT',
          headers: { authorization: `Bearer ${token}` },
          body,
        });
        return answer.status;
      };
      return { ada, flow: made['flow']!, upload };
    };
    const submission = (id: string, path: string) => ({
      DATA_TYPE: 'transfer',
      submission_id: id,
      label: path,
      source_endpoint: made['From'],
      destination_endpoint: made['To'],
      DATA: [{ DATA_TYPE: 'transfer_item', source_path: '/tree/', destination_path: `/${path}/`, recursive: true }],
    });

    /** Works until the sandbox is gone; whatever is answered is promised. */
    const work = async (ada: Person, flow: string, upload: Upload) => {
      const works: (() => Promise<void>)[] = [
        async () => {
          const [id, path] = [
            randomUUID(),
            `copy-${promised.tasks.length + promised.unanswered.length}-${random.below(1e6)}`,
          ];
          promised.unanswered.push({ submission: id, to: path });
          const { json } = await ada.ask('transfer', 'POST', '/v0.10/transfer', submission(id, path));
          if (json.task_id) promised.tasks.push({ submission: id, id: json.task_id, to: path });
        },
        async () => {
          const subject = `subject ${promised.subjects.length} ${random.below(1e6)}`;
          const { status } = await ada.ask('search', 'POST', `/v1/index/${made['index']}/ingest`, {
            ingest_type: 'GMetaEntry',
            ingest_data: { subject, visible_to: ['public'], content: { text: 'kept' } },
          });
          if (status === 200) promised.subjects.push(subject);
        },
        async () => {
          const { json } = await ada.ask(
            'flows',
            'POST',
            `/flows/${flow}/run`,
            { body: {}, label: 'Kills' },
            ada.tokens[flow],
          );
          if (json.run_id) promised.runs.push(json.run_id);
        },
        async () => {
          const { status, json } = await ada.ask('timer', 'POST', '/v2/timer', {
            timer: {
              timer_type: 'transfer',
              name: 'Kills',
              schedule: { type: 'once', datetime: '2099-01-01T00:00:00+00:00' },
              body: submission(randomUUID(), 'timed'),
            },
          });
          if (status === 201) promised.timers.push(json.timer.job_id);
        },
        async () => {
          uploads += 1;
          const status = await upload(`upload-${uploads % 4}`, String(uploads % 10).repeat(uploadBytes));
          expect([201, 204]).toContain(status);
        },
      ];
      await Promise.all(
        works.map(async (each) => {
          for (;;) {
            try {
              await each();
            } catch {
              return; // killed
            }
            await new Promise((resolve) => setTimeout(resolve, 20 + random.below(60)));
          }
        }),
      );
    };

    /** Whether all that was promised is there, once; and of what was sent, no half. */
    const check = async (ada: Person) => {
      const sent = join(dir, 'collections/storage/open/destination');
      for (const name of readdirSync(sent).filter((each) => each !== '.keep')) {
        expect(name).toMatch(/^upload-\d$/);
        const text = readFileSync(join(sent, name), 'latin1');
        expect([name, text === text[0]!.repeat(uploadBytes)]).toEqual([name, true]);
      }
      const tasks: any[] = [];
      for (let page = 1000; page === 1000;) {
        const { DATA } = await ada.get('transfer', 'GET', `/v0.10/task_list?limit=1000&offset=${tasks.length}`);
        page = DATA.length;
        tasks.push(...DATA);
      }
      const labels = tasks.map(({ label }) => label as string);
      expect(new Set(labels).size).toBe(labels.length);
      const known = new Set(tasks.map(({ task_id }) => task_id as string));
      expect(promised.tasks.filter(({ id }) => !known.has(id))).toEqual([]);
      const jobs: string[] = (await ada.get('timer', 'GET', '/jobs/')).jobs.map(({ job_id }: any) => job_id);
      expect(new Set(jobs).size).toBe(jobs.length);
      expect(promised.timers.filter((id) => !jobs.includes(id))).toEqual([]);
      for (const id of promised.runs.slice(-20))
        expect((await ada.ask('flows', 'GET', `/runs/${id}`)).status).toBe(200);
    };

    while (kills < most && performance.now() < end) {
      // Now and then two start at once where one was killed, and now and then another wants in while it works.
      const isCrowded = kills % 3 === 1;
      const { sandbox, kill } = await serve(dir, isCrowded ? 2 : 1);
      const { ada, flow, upload } = await ready(sandbox);
      await check(ada);
      const working = work(ada, flow, upload);
      if (isCrowded) {
        await expect(startSandbox({ dir })).rejects.toThrow(/in use by process \d+/);
        second += 2;
      }
      await new Promise((resolve) => setTimeout(resolve, random.below(900)));
      await kill();
      kills += 1;
      await working;
      whole += copiedWhole(to);
    }

    const { sandbox, kill } = await serve(dir, 1);
    const { ada } = await ready(sandbox);
    await check(ada);
    // A submission whose answer was lost is repeated with its id: it is done once.
    for (const { submission: id, to: path } of promised.unanswered.slice(-5)) {
      const known = promised.tasks.find((task) => task.submission === id);
      const { json } = await ada.ask('transfer', 'POST', '/v0.10/transfer', submission(id, path));
      if (known) expect([json.code, json.task_id]).toEqual(['Duplicate', known.id]);
    }
    await check(ada);
    // Everything comes to its end.
    const open = async (): Promise<true | undefined> => {
      const active: any[] = (await ada.get('transfer', 'GET', '/v0.10/task_list?limit=1000&filter=status:ACTIVE')).DATA;
      for (const { task_id } of active.slice(12)) await ada.ask('transfer', 'POST', `/v0.10/task/${task_id}/cancel`);
      return active.length === 0 ? true : undefined;
    };
    await until(open, 120);
    for (const subject of promised.subjects.slice(-300))
      await until(
        async () =>
          (await ada.ask('search', 'GET', `/v1/index/${made['index']}/subject?subject=${encodeURIComponent(subject)}`))
            .status === 200
            ? true
            : undefined,
        60,
      );
    for (const id of promised.runs.slice(-100)) {
      const run = await until(async () => {
        const document = await ada.get('flows', 'GET', `/runs/${id}`);
        return document.status === 'ACTIVE' ? undefined : document;
      }, 60);
      expect([id, run.status, JSON.stringify(run.details)]).toEqual([id, 'SUCCEEDED', expect.anything()]);
    }
    const state = (await adminOf(sandbox)('GET', '/state')).json;
    expect(state.breakdowns).toEqual([]);
    // What a task says it has copied is there, whole, and no draft is left.
    const done: any[] = (await ada.get('transfer', 'GET', '/v0.10/task_list?limit=1000&filter=status:SUCCEEDED')).DATA;
    let files = 0;
    for (const { label } of done) {
      for (let i = 0; i < 30; i += 1) {
        expect(readFileSync(join(to, label, `${i % 5}/f${i}`), 'utf8')).toBe(`${i} `.repeat(20_000));
        files += 1;
      }
      expect(readdirSync(join(to, label)).sort()).toEqual(['0', '1', '2', '3', '4']);
    }
    await kill();
    figure(
      'kills of a sandbox with transfers, ingests, uploads, runs and timers under way',
      `${kills} kills, ${promised.tasks.length} transfers, ${promised.subjects.length} ingests, ${promised.runs.length} runs and ${promised.timers.length} timers answered: none lost, none twice; ${files} files compared at the end and ${whole} right after kills, ${uploads} uploads, no half; ${second} times a second sandbox was kept out (seed ${seed})`,
    );
  },
  milliseconds * 2 + 300_000,
);
