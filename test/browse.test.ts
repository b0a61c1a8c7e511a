/** The browser, driven on a pseudo-terminal by the built program, against the sandbox. Its screens are kept in test/screens. */
import { cpSync, existsSync, mkdirSync, readFileSync, utimesSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, test } from 'vitest';
import { admin, sandboxUser, type SandboxUser } from './support/sandbox-user.js';
import { width } from '../src/output/cut.js';
import { asAda, keys, onScreen } from './support/screen.js';
import { hasTerminal } from './support/terminal.js';

let user: SandboxUser;
let work: string;
let tutorial: string;
let storage: string;
const noon = new Date('2026-11-02T12:00:00Z');
function file(name: string, text: string) {
  const path = join(work, name);
  writeFileSync(path, text);
  utimesSync(path, noon, noon);
}
beforeAll(async () => {
  if (!hasTerminal) return;
  user = await sandboxUser();
  await user.logIn();
  tutorial = user.env['GLOBUS_SANDBOX_TUTORIAL'] ?? '';
  storage = user.env['GLOBUS_SANDBOX_COLLECTION'] ?? '';
  work = join(user.home, 'work');
  mkdirSync(join(work, 'figures'), { recursive: true });
  file('notes.txt', 'first line\nsecond line\n');
  file('観測データ.csv', 'a,b\n');
  file('evil\u001b[31m.txt', 'x');
  file('.hidden', '');
  file('big.bin', 'x'.repeat(1_234_567));
  utimesSync(join(work, 'figures'), noon, noon);
}, 120_000);

const browse = (places: readonly string[], columns = 80, rows = 24) =>
  onScreen(['browse', ...places], user.env, { columns, rows });
/** What differs from run to run: the user's folder, and when the sandbox was made. */
const kept = (text: string) =>
  `${asAda(text).replace(/\b\d+ (?!Nov 12:00)[A-Z][a-z]{2} \d\d:\d\d/g, (date) => '9 Nov 09:00'.padStart(date.length))}\n`;

describe.skipIf(!hasTerminal)('globus browse', { timeout: 120_000 }, () => {
  test.each([60, 80, 140])('shows two places at %i columns', async (columns) => {
    const screen = browse([work, `${tutorial}:/share/godata/`], columns);
    await screen.see((text) => /file3\.txt/.test(text) && /notes\.txt/.test(text));
    screen.type('jj ');
    await expect(kept(await screen.see(/1 marked/))).toMatchFileSnapshot(`screens/browse.${columns}.txt`);
    screen.type('q');
    expect(await screen.ended()).toBe(0);
    expect(screen.isAtRest()).toBe(true);
  });

  test.each([60, 80, 140])(
    'goes into folders and comes back, with arrows or letters, and tells the places there are, at %i columns',
    async (columns) => {
      const screen = browse([`${tutorial}:/share/`, work], columns);
      await screen.see(/Collection 1:\/share\/ [\s\S]*godata\//);
      screen.type(`${keys.down}${keys.enter}`);
      await screen.see(/(?:Coll)?ection 1:\/share\/godata\/ [\s\S]*file1\.txt/);
      screen.type('h');
      await screen.see(/Collection 1:\/share\/ [\s\S]*> godata\//);
      screen.type('l');
      await screen.see(/file1\.txt/);
      screen.type(`${keys.left}${keys.left}`);
      await screen.see(/Collection 1:\/ ─[\s\S]*> share\//);
      screen.type(keys.backspace);
      await screen.see(/─ Places ─[\s\S]*This machine/);
      screen.type('/tutorial collection 2');
      // where there is no room for the name, its end still tells it from the others
      await screen.see(columns === 60 ? /> Globus Tut[^│\n]*…[^│\n]*ection 2 / : /> Globus Tutorial Collection 2 /);
      screen.type(keys.enter);
      await screen.see(/1 of \d+ entries/);
      screen.type(keys.enter);
      await screen.see(/─ (?:Globus Tutorial|…[^│\n]*) Collection 2:\/~\/ ─/);
      screen.type('q');
      expect(await screen.ended()).toBe(0);
    },
  );

  test.each([60, 80, 140])(
    'copies to this machine over HTTPS at %i columns, after a question that has the line, and logs in where that is missing',
    async (columns) => {
      // each width has the login of the beginning, which cannot read the files of the collection yet
      const configDir = join(user.home, `config-${columns}`);
      cpSync(user.configDir, configDir, { recursive: true });
      const target = join(user.home, `downloads-${columns}`);
      mkdirSync(target);
      const env = { ...user.env, GLOBUS_CONFIG_DIR: configDir };
      const screen = onScreen(['browse', `${storage}:/`, target], env, { columns, rows: 24 });
      await screen.see(/─ Sandbox Source:\/ ─[\s\S]*readme\.txt/);
      screen.type('/readme');
      await screen.see(/> readme\.txt/);
      screen.type(`${keys.enter}${keys.f5}`);
      await expect(kept(await screen.see(/Copy readme\.txt to /))).toMatchFileSnapshot(
        `screens/browse-copy.${columns}.txt`,
      );
      screen.type(keys.enter);
      await expect(
        kept(
          await screen.see(
            /─ Permission ─[\s\S]*It needs your permission\. Run it on the terminal,[\s│]+where[\s│]+it[\s│]+can[\s│]+ask\?/,
          ),
        ),
      ).toMatchFileSnapshot(`screens/browse-login.${columns}.txt`);
      screen.type(keys.enter);
      await screen.see(/Paste the code here:/);
      const [url = ''] = /http:\/\/[^\s\u001b\u0007]*authorize[^\s\u001b\u0007]*/.exec(screen.raw()) ?? [];
      screen.type(`${await user.approve(url)}\r`);
      await screen.see(/Press Enter to go back\./);
      expect(readFileSync(join(target, 'readme.txt'), 'utf8')).toHaveLength(9);
      screen.type(keys.enter);
      await screen.see(/╮╭─ .*downloads-\d+ ─[\s\S]*││ {2}readme\.txt/);
      // now there is a login, and nothing says otherwise
      expect(screen.text()).not.toContain('permission is missing');
      screen.type(`${keys.tab}d`);
      await screen.see(/Put the cursor on a file/);
      screen.type('jd');
      await screen.see(/Delete readme\.txt from/);
      screen.type('y');
      await screen.see(/╮╭─ .*downloads-\d+ ─[\s\S]*The folder is empty/);
      screen.type(`${keys.tab}c`);
      await screen.see(/Copy readme\.txt to/);
      screen.type(keys.enter);
      await screen.see(/╮╭─ .*downloads-\d+ ─[\s\S]*││ {2}readme\.txt/);
      screen.type('q');
      expect(await screen.ended()).toBe(0);
    },
  );

  test.each([60, 80, 140])(
    'copies between collections as a task, whose progress is told, and shows what came of it, at %i columns',
    async (columns) => {
      await user.run(['mkdir', `${storage}:/in${columns}`]);
      const screen = browse([`${tutorial}:/share/godata/`, `${storage}:/in${columns}/`], columns);
      await screen.see(/file3\.txt/);
      screen.type(`j  c`);
      await screen.see(/Copy 2 files to Sandbox Source:\/in\d+\/\?[\s\S]*globus cp --no-wait[\s│]*'Globus Tutorial/);
      screen.type(keys.enter);
      await screen.see(/✓ Globus Tutorial Collection 1 → Sandbox So/);
      // in both panes; the line that does the same names it, too
      await screen.see((text) => (text.match(/│[ >*]+file1\.txt/g)?.length ?? 0) === 2);
      screen.type('q');
      expect(await screen.ended()).toBe(0);
    },
  );

  test.each([60, 80, 140])(
    'makes folders, renames, views, and deletes only what was agreed to, at %i columns',
    async (columns) => {
      await user.run(['mkdir', `${storage}:/tidy${columns}`]);
      const screen = browse([`${storage}:/tidy${columns}/`, work], columns);
      await screen.see(/Source:\/tidy\d+\/ [\s\S]*The folder is empty/);
      screen.type('nresults');
      await screen.see(/globus mkdir 'Sandbox\s[\s\S]*tidy\d+\/results'/);
      screen.type(keys.enter);
      await screen.see(/> results\//);
      screen.type('r');
      await screen.see(/Rename results to/);
      screen.type('-2\r');
      await screen.see(/> results-2\//);
      screen.type('d');
      await screen.see((text) =>
        /Delete results-2\/ and all that is in it from Sandbox Source:\/tidy\d+\/\? This cannot be undone\./.test(
          text.replace(/[\s│]+/g, ' '),
        ),
      );
      screen.type('n');
      await screen.see(/> results-2\//);
      // what came before anybody could have read the question does not answer it
      screen.type('date\r\n');
      await screen.see(/Delete results-2\//);
      screen.type(keys.enter);
      await screen.see(/> results-2\//);
      screen.type('d');
      await screen.see(/Delete results-2\//);
      screen.type('y');
      await screen.see(/The folder is empty/);
      screen.type(`${keys.tab}/notes${keys.enter}v`);
      await screen.see(/─ notes\.txt ─[\s\S]*│ first line {2,}│\n│ second line/);
      screen.type(keys.escape);
      await screen.see(/1 of 6 entries/);
      screen.type('q');
      expect(await screen.ended()).toBe(0);
      expect(existsSync(join(work, 'notes.txt'))).toBe(true);
    },
  );

  test('keeps up with 100,000 entries', async () => {
    const many = join(user.home, 'many');
    mkdirSync(many);
    for (let i = 0; i < 100_000; i++) writeFileSync(join(many, `f${String(i).padStart(6, '0')}`), '');
    expect((await admin(user, 'collections', { display_name: 'Many', path: many })).ok).toBe(true);
    for (const columns of [60, 80, 140]) {
      const screen = browse(['Many:/', work], columns);
      await screen.see(/f000000/);
      await screen.see(/100,000 entries/, 60_000);
      const before = screen.written();
      screen.type(keys.down.repeat(500));
      await screen.see(/> f000499/);
      // of 500 keys few are drawn one by one, and of each drawing only the lines that differ are written
      expect(screen.written() - before).toBeLessThan(500 * columns * 24);
      screen.type('G');
      await screen.see(/> f099999/);
      screen.type(`/f05432${keys.enter}`);
      await screen.see(/10 of 100,000 entries/);
      screen.type('q');
      expect(await screen.ended()).toBe(0);
    }
  });

  test.each([60, 80, 140])(
    'takes the mouse at %i columns: a press goes there, two open, the wheel scrolls',
    async (columns) => {
      const screen = browse([`${tutorial}:/share/`, work], columns);
      const inRightPane = columns / 2 + 10;
      await screen.see((text) => /godata/.test(text) && /notes/.test(text));
      const press = (column: number, row: number) =>
        screen.type(`\u001b[<0;${column};${row}M\u001b[<0;${column};${row}m`);
      press(inRightPane, 4);
      await screen.see(/│> big\.bin/);
      screen.type(`\u001b[<65;${inRightPane};4M`);
      await screen.see(/│> 観測/);
      press(10, 3);
      press(10, 3);
      await screen.see(/share\/godata\/ [\s\S]*file1/);
      screen.type('q');
      expect(await screen.ended()).toBe(0);
    },
  );

  test.each([60, 80, 140])('keeps its cursor and its marks from %i columns to any other width', async (columns) => {
    const screen = browse([work, `${tutorial}:/share/godata/`], columns);
    await screen.see((text) => /file3\.txt/.test(text) && /notes\.txt/.test(text));
    screen.type('jj ');
    await screen.see(/1 marked/);
    for (const wide of [60, 140, 80, columns]) {
      screen.resize(wide, 24);
      await screen.see(
        (text) =>
          new RegExp(`^╰─ 1 marked.*╯╰─.*╯$`, 'm').test(text) &&
          /│ \*big\.bin/.test(text) &&
          text.split('\n').every((line) => !line.startsWith('╭') || width(line) === wide),
      );
    }
    screen.type('q');
    expect(await screen.ended()).toBe(0);
    expect(screen.isAtRest()).toBe(true);
  });

  test('fits another size at once, and one pane where there is no room for two', async () => {
    const screen = browse([`${tutorial}:/share/godata/`, work], 100, 30);
    await screen.see(/file3/);
    screen.resize(60, 12);
    await screen.see(
      (text) =>
        text.split('\n').length === 12 &&
        /^╭─ …ection 1:\/share\/godata\/ ─╮╭─ .*work ─╮$/m.test(text) &&
        /\? keys/.test(text),
    );
    screen.resize(40, 12);
    await screen.see(/^╭─ [^╮]*godata\/ ─+╮$/m);
    // a window that is dragged to nothing, and back
    for (const [wide, high] of [
      [1, 50],
      [3, 30],
      [2, 2],
      [1, 1],
      [19, 4],
    ] as const) {
      screen.resize(wide, high);
      await new Promise((done) => setTimeout(done, 200));
    }
    screen.resize(120, 40);
    await screen.see((text) => text.split('\n').length === 40 && /file3/.test(text) && /notes/.test(text));
    screen.type('q');
    expect(await screen.ended()).toBe(0);
  });

  test.each([60, 80, 140])('Ctrl-C ends with 130, and the terminal is as it was, at %i columns', async (columns) => {
    const screen = browse([work], columns);
    await screen.see(/notes/);
    expect(screen.isAtRest()).toBe(false);
    screen.type(keys.ctrlC);
    expect(await screen.ended()).toBe(130);
    expect(screen.isAtRest()).toBe(true);
  });

  test.each([60, 80, 140])('Ctrl-Z gives the terminal back at %i columns, and fg takes it again', async (columns) => {
    const screen = onScreen(['browse', work], user.env, { columns, rows: 24, inShell: true });
    await screen.see(/notes\.txt/);
    screen.type(keys.ctrlZ);
    await screen.see(/shell> .*browse[\s\S]*Stopped[\s\S]*shell> $|Stopped/);
    expect(screen.isAtRest()).toBe(true);
    screen.type('echo here-$((1+1))\n');
    await screen.see(/here-2/);
    screen.type('fg\n');
    await screen.see(/╭─ .*work ─[\s\S]*notes\.txt/);
    screen.type('q');
    await screen.see(/here-2[\s\S]*shell>/);
    expect(screen.isAtRest()).toBe(true);
    screen.type('stty -a | grep -o " icanon" ; exit\n');
    expect(await screen.ended()).toBe(0);
    expect(screen.text()).toContain(' icanon');
  });

  test('without a terminal lists what is there', async () => {
    const ran = await user.run(['browse', `${tutorial}:/share/godata/`, '-F', 'json']);
    expect(JSON.parse(ran.stdout).map(({ name, size }: { name: string; size: number }) => [name, size])).toEqual([
      ['file1.txt', 4],
      ['file2.txt', 4],
      ['file3.txt', 6],
    ]);
    expect((await user.run(['browse', '.', '.', '.'])).code).toBe(2);
  });
});
