/** The browser with files of one long line, and with very many marked files, on a pseudo-terminal: no key waits for what nobody sees. */
import { mkdirSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, test } from 'vitest';
import { admin, sandboxUser, type SandboxUser } from './support/sandbox-user.js';
import { asAda, keys, onScreen } from './support/screen.js';
import { hasTerminal } from './support/terminal.js';

let user: SandboxUser;
let work: string;
beforeAll(async () => {
  if (!hasTerminal) return;
  user = await sandboxUser();
  await user.logIn();
  work = join(user.home, 'runs');
  mkdirSync(work);
}, 120_000);

const widths = [60, 80, 140];
const browse = (places: readonly string[], columns = 80) =>
  onScreen(['browse', ...places], user.env, { columns, rows: 24 });

/** Makes a collection of a folder; the folder. */
async function collection(name: string, folder = join(user.home, name)): Promise<string> {
  mkdirSync(folder, { recursive: true });
  expect((await admin(user, 'collections', { display_name: name, path: folder })).ok).toBe(true);
  return folder;
}

describe.skipIf(!hasTerminal)('globus browse', { timeout: 300_000 }, () => {
  test.each(widths)('shows a file of one long line in rows, and leaves it at once, at %i columns', async (columns) => {
    const line = Array.from({ length: 100_000 }, (_, i) => `"k${i}":${i}`).join(',');
    writeFileSync(join(work, 'one.json'), `{${line}}\n`);
    const screen = browse([work, work], columns);
    await screen.see(/one\.json/);
    screen.type(`/one${keys.enter}v`);
    await screen.see(/─ one\.json ─[^]*"k0":0,"k1":1,[^]* of [\d,]+ rows/);
    await expect(`${asAda(screen.text())}\n`).toMatchFileSnapshot(`screens/browse-one-line.${columns}.txt`);
    screen.type(' ');
    await screen.see((text) => !text.includes('"k0":0,'));
    screen.type('G');
    // of a file no more is read, and that is said
    await screen.see((text) => /"k189\d\d":189\d\d/.test(text) && /… only the first 256 kB are shown/.test(text));
    screen.type(keys.escape);
    await screen.see(/ \? keys {3}q leave/);
    screen.type('v');
    await screen.see(/"k0":0,/);
    screen.type(keys.ctrlC);
    expect(await screen.ended()).toBe(130);
    expect(screen.isAtRest()).toBe(true);
  });

  const many = (folder: string, count: number) => {
    mkdirSync(folder);
    for (let i = 0; i < count; i++)
      writeFileSync(
        join(folder, `file_with_a_rather_long_name_as_instruments_write_them_${String(i).padStart(6, '0')}`),
        '',
      );
    return folder;
  };
  const copyAll = async (from: string, to: string, key: string, count: string) => {
    const screen = browse([from, to]);
    await screen.see(new RegExp(`${count} entries`), 60_000);
    screen.type(`*${key}`);
    await screen.see(/Enter do it/);
    // where it goes stands in the line, whatever is in it
    const question = await screen.see(/… \([\d,]+ more\)/);
    screen.type(keys.enter);
    return { screen, question };
  };

  test('copies 25,000 files between collections as one task, whose list goes by standard input', async () => {
    const from = many(join(user.home, 'from'), 25_000);
    await collection('From', from);
    const to = await collection('To');
    const { screen, question } = await copyAll('From:/', 'To:/', 'c', '25,000');
    expect(question).toMatch(
      /\(24,999 more\)[\s│]+\|[\s│]+globus transfer From:\/ To:\/ --manifest -[\s│]+--manifest-format[\s│]+jsonl/,
    );
    await screen.see(/✓ 25,000 files are being copied to To:\/\./, 100_000);
    // keys are taken meanwhile
    screen.type('j?');
    await screen.see(/─ Keys ─/);
    screen.type('q');
    await screen.see(/ \? keys {3}q leave/);
    screen.type('q');
    expect(await screen.ended()).toBe(0);
    await expect.poll(() => readdirSync(to).length, { timeout: 100_000, interval: 500 }).toBe(25_000);
  });

  test('moves what one line has no room for by several, none of which is lost or done twice', async () => {
    const from = many(join(user.home, 'moved-from'), 1_500);
    const to = await collection('Moved');
    await user.logIn(undefined, ['--for', 'Moved']);
    const { screen, question } = await copyAll(from, 'Moved:/', 'm', '1,500');
    expect(question).toMatch(/\(1,49\d more\)[\s│]+Moved:\//);
    await screen.see(/✓ All 1,500 are done/, 200_000);
    screen.type('q');
    expect(await screen.ended()).toBe(0);
    expect([readdirSync(from).length, readdirSync(to).length]).toEqual([0, 1_500]);
  });

  test('what is stopped tells what is done, and begins no other line', async () => {
    const from = many(join(user.home, 'stopped-from'), 2_500);
    const to = await collection('Stopped');
    await user.logIn(undefined, ['--for', 'Stopped']);
    const { screen } = await copyAll(from, 'Stopped:/', 'c', '2,500');
    await screen.see(/● .*0 of 2,500/);
    screen.type('x');
    await screen.see(/Stop this line\?/);
    // a key that comes at once answers nothing
    await new Promise((done) => setTimeout(done, 200));
    screen.type(keys.enter);
    await screen.see(
      /─ Not all was done ─[^]*0 of 2,500 are done, of the next \d+ some may be, [\d,]+ were not[\s│]+begun/,
    );
    screen.type('q');
    await screen.see(/ \? keys {3}q leave/);
    screen.type('q');
    expect(await screen.ended()).toBe(0);
    expect(readdirSync(to).length).toBeLessThan(1_000);
    expect(readdirSync(from)).toHaveLength(2_500);
  });
});
