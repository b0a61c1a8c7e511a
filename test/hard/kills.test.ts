/**
 * Processes that are killed at any moment: the store is whole, for its owner only, and tidied by the next; nothing is done twice
 * at the service, and the same command does the rest.
 */
import { existsSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, expect, test } from 'vitest';
import { changeTokens, tokensIn } from '../auth/stored.js';
import { milliseconds, seed } from '../support/fuzz.js';
import { atRandomMoments, type Trial, tryAtRandom } from '../support/rounds.js';
import { sandboxUser, type SandboxUser, scratch } from '../support/sandbox-user.js';

let user: SandboxUser;
let kill: ReturnType<typeof atRandomMoments>;
let [collection, index, folder] = ['', '', ''];
const people = Array.from({ length: 120 }, (_, i) => `kill-${i}@globusid.org`);

const json = async <T>(argv: readonly string[]): Promise<T> => {
  const { code, stdout, stderr } = await user.run([...argv, '-F', 'json']);
  if (code !== 0) throw new Error(`globus ${argv.join(' ')}: exit ${code}\n${stderr}`);
  return JSON.parse(stdout) as T;
};

beforeAll(async () => {
  user = await sandboxUser();
  await user.logIn();
  // a file of its own for the configuration, which `auth switch` changes
  await user.run(['auth', 'switch', 'default']);
  kill = atRandomMoments(user.env);
  folder = scratch();
  collection = user.env['GLOBUS_SANDBOX_COLLECTION_2'] ?? '';
  for (let i = 0; i < people.length; i += 40) await json(['get-identities', '--provision', ...people.slice(i, i + 40)]);
  index = (await json<{ id: string }>(['search', 'index', 'create', 'kills', 'killed ingests'])).id;
}, 120_000);

/** What is wrong with the files of the configuration. */
function wrongStore(): string | undefined {
  for (const name of readdirSync(user.configDir)) {
    const path = join(user.configDir, name);
    if (statSync(path).isFile() && statSync(path).mode & 0o077) return `${name} is not its owner's only`;
  }
  const tokens = Object.values(tokensIn(user.configDir));
  if (tokens.length !== 7) return `${tokens.length} tokens are left of 7`;
  if (tokens.some(({ refresh_token: token }) => !token)) return 'a refresh token is lost';
  const config = join(user.configDir, 'config.json');
  if (existsSync(config) && (JSON.parse(readFileSync(config, 'utf8')) as { version?: number }).version !== 1)
    return 'the configuration is not whole';
  return undefined;
}

/** Ends well what was killed, by the same line. */
async function again(argv: readonly string[]): Promise<string | undefined> {
  const { code, stderr } = await user.run(argv);
  return code === 0 ? undefined : `run again, exit ${code}: ${stderr}`;
}

/** Transfer takes 100 unfinished tasks of one person, and a fast machine submits them sooner than they are done. */
async function makeRoom(): Promise<string | undefined> {
  const { code, stderr } = await user.run(['task', 'cancel', '--all']);
  return code === 0 || stderr.includes('There is no task to cancel')
    ? undefined
    : `cancelling, exit ${code}: ${stderr}`;
}

const trials: Readonly<Record<string, Trial>> = {
  refresh: async (random) => {
    changeTokens(user.configDir, () => ({ expires_at_seconds: 1000 }));
    await kill('refresh', ['whoami'], 'SIGKILL', random);
    return wrongStore() ?? (await again(['whoami']));
  },
  login: async (random) => {
    const { stdout } = await user.run(['login', '--start', '--force', '--quiet']);
    await kill('login', ['login', '--finish', await user.approve(stdout.trim())], 'SIGKILL', random);
    return wrongStore();
  },
  batch: async (random, round) => {
    const full = await makeRoom();
    if (full) return full;
    const batch = join(folder, `batch-${round}`);
    writeFileSync(batch, Array.from({ length: 50 }, (_, i) => `README.md killed/${round}-${i}\n`).join(''));
    const { stdout: id } = await user.run(['task', 'generate-submission-id']);
    const source = user.env['GLOBUS_SANDBOX_TUTORIAL'] ?? '';
    const argv = ['transfer', `${source}:/`, `${collection}:/~/`, '--batch', batch, '--label', `kill ${round}`];
    const line = [...argv, '--submission-id', id.trim()];
    await kill('batch', line, 'SIGKILL', random);
    const trouble = await again(line);
    if (trouble) return trouble;
    const list = await json<{ DATA: unknown[] }>(['task', 'list', '--filter-label', `kill ${round}`]);
    return list.DATA.length === 1 ? undefined : `${list.DATA.length} tasks`;
  },
  split: async (random, round) => {
    const full = await makeRoom();
    if (full) return full;
    const manifest = join(folder, `split-${round}.csv`);
    writeFileSync(manifest, Array.from({ length: 23 }, (_, i) => `README.md,killed/split-${round}-${i}\n`).join(''));
    const source = user.env['GLOBUS_SANDBOX_TUTORIAL'] ?? '';
    const ends = ['transfer', `${source}:/`, `${collection}:/~/`];
    // half of them without a name of their own: then the line is known by what it submits, until all of it was submitted
    const group = round % 2 ? ['--group', `split ${round}`] : [];
    const line = [...ends, '--manifest', manifest, '--items-per-task', '5', '--label', `split ${round}`, ...group];
    await kill('split', line, 'SIGKILL', random);
    const named = ['task', 'list', '--filter-label', `split ${round} *`, '--limit', '100'];
    const before = await json<{ DATA: unknown[] }>(named);
    // without a name, what was submitted whole is new work when it is asked for again
    if (group.length || before.DATA.length < 5) {
      const trouble = await again(line);
      if (trouble) return trouble;
    }
    const { DATA } = await json<{ DATA: { label: string; task_id: string }[] }>(named);
    const labels = DATA.map(({ label }) => label).sort();
    const wanted = [1, 2, 3, 4, 5].map((part) => `split ${round} ${part}/5`);
    if (labels.join() !== wanted.join()) return `tasks: ${labels.join(', ')}`;
    if (!group.length) return undefined;
    const listed = await json<{ DATA: unknown[] }>(['task', 'list', '--group', `split ${round}`]);
    return listed.DATA.length === 5 ? undefined : `${listed.DATA.length} tasks in the group`;
  },
  ingest: async (random, round) => {
    const [from, record] = [join(folder, `entries-${round}.jsonl`), join(folder, `record-${round}`)];
    const entry = (i: number) => JSON.stringify({ subject: `r${round}-${i}`, round: `round${round}` });
    writeFileSync(from, Array.from({ length: 60 }, (_, i) => `${entry(i)}\n`).join(''));
    const argv = ['search', 'ingest', index, '--from', from, '--visible-to', 'public', '--batch-size', '10'];
    const line = [...argv, '--record', record];
    await kill('ingest', line, 'SIGKILL', random);
    const trouble = await again([...line, '--wait']);
    if (trouble) return trouble;
    const { total } = await json<{ total: number }>(['search', 'query', index, '-q', `round${round}`]);
    return total === 60 ? undefined : `${total} entries of 60`;
  },
  'group CSV': async (random, round) => {
    const { id } = await json<{ id: string }>(['group', 'create', `kill ${round}`]);
    const from = join(folder, `people-${round}.csv`);
    writeFileSync(from, people.join('\n'));
    const line = ['group', 'member', 'add', id, '--from', from];
    await kill('group CSV', line, 'SIGKILL', random);
    await user.run(line); // those who were added before are refused now
    const { memberships } = await json<{ memberships: { username: string }[] }>(['group', 'member', 'list', id]);
    const names = memberships.map(({ username }) => username).filter((name) => people.includes(name));
    return names.length === people.length && new Set(names).size === people.length
      ? undefined
      : `${names.length} members of ${people.length}`;
  },
  configuration: async (random) => {
    await kill('configuration', ['auth', 'switch', 'default'], 'SIGKILL', random);
    return wrongStore() ?? (await again(['auth', 'switch', 'default']));
  },
};

test(
  `a kill loses nothing and does nothing twice (seed ${seed})`,
  async () => {
    const { round, wrong } = await tryAtRandom('kills', 12, trials);
    expect(wrong, `GLOBUS_HARD_SEED=${seed}`).toEqual([]);
    expect(round).toBeGreaterThan(0);
    // the next that changes something tidies: no unfinished file, no lock, no claim on one
    changeTokens(user.configDir, () => ({ expires_at_seconds: 1000 }));
    expect((await user.run(['whoami'])).code).toBe(0);
    expect((await user.run(['auth', 'switch', 'default'])).code).toBe(0);
    const left = readdirSync(user.configDir).filter(
      (name) => !/^((tokens|config|pending-login)\.json|submissions|unanswered|submission-ids)$/.test(name),
    );
    expect(left).toEqual([]);
  },
  milliseconds * 3 + 120_000,
);
