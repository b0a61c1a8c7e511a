/** Commands that change one thing after another at the services, killed at any moment: the same line does the rest, and nothing is there twice. */
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, expect, test } from 'vitest';
import { milliseconds, seed } from '../support/fuzz.js';
import { atRandomMoments, type Trial, tryAtRandom } from '../support/rounds.js';
import { admin, sandboxUser, type SandboxUser, scratch } from '../support/sandbox-user.js';

let user: SandboxUser;
let kill: ReturnType<typeof atRandomMoments>;
let [collection, folder] = ['', ''];
const before = 'before\n'.repeat(50_000);
const after = 'after, and longer\n'.repeat(50_000);

const json = async <T>(argv: readonly string[]): Promise<T> => {
  const { code, stdout, stderr } = await user.run([...argv, '-F', 'json']);
  if (code !== 0) throw new Error(`globus ${argv.join(' ')}: exit ${code}\n${stderr}`);
  return JSON.parse(stdout) as T;
};

beforeAll(async () => {
  user = await sandboxUser();
  folder = scratch();
  user.env['TMPDIR'] = scratch(); // what was edited is kept there
  const added = await admin(user, 'collections', { display_name: 'Killed', path: folder });
  collection = ((await added.json()) as { id: string }).id;
  await user.logIn();
  await user.logIn(undefined, ['--for', collection]);
  const editor = join(scratch(), 'editor.cjs');
  writeFileSync(
    editor,
    `require('node:fs').writeFileSync(process.argv[2], ${JSON.stringify('after, and longer\n')}.repeat(50000))`,
  );
  user.env['EDITOR'] = `"${process.execPath}" "${editor}"`;
  kill = atRandomMoments(user.env);
}, 120_000);

/** Ends well what was killed, by the same line. */
const again = async (argv: readonly string[]): Promise<string | undefined> => {
  const { code, stderr } = await user.run(argv);
  return code === 0 ? undefined : `run again, exit ${code}: ${stderr}`;
};

const trials: Readonly<Record<string, Trial>> = {
  share: async (random, round) => {
    mkdirSync(join(folder, `run${round}`));
    const line = ['share', `${collection}:/run${round}/`, '--with', 'grace@globusid.org,logged-in', '--read'];
    await kill('share', line, 'SIGKILL', random);
    const trouble = await again(line);
    if (trouble) return trouble;
    const { DATA } = await json<{ DATA: { collection_id: string }[] }>(['share', 'list', `${collection}:/run${round}`]);
    const guests = new Set(DATA.map(({ collection_id: id }) => id));
    // with the owner's own
    return DATA.length === 3 && guests.size === 1 ? undefined : `${DATA.length} rules, ${guests.size} collections`;
  },
  edit: async (random, round) => {
    const file = join(folder, `file${round}`);
    writeFileSync(file, before);
    const line = ['edit', `${collection}:/file${round}`];
    await kill('edit', line, 'SIGKILL', random);
    const there = readFileSync(file, 'utf8');
    if (there !== before && there !== after) return `the file is neither: ${there.length} bytes`;
    const trouble = await again(line);
    if (trouble) return trouble;
    return readFileSync(file, 'utf8') === after ? undefined : 'the same line did not send it';
  },
};

test(
  `a kill while something is shared or edited leaves nothing twice and no half (seed ${seed})`,
  async () => {
    const { round, wrong } = await tryAtRandom('sharing kills', 6, trials);
    expect(wrong, `GLOBUS_HARD_SEED=${seed}`).toEqual([]);
    expect(round).toBeGreaterThan(0);
  },
  milliseconds * 3 + 60_000,
);
