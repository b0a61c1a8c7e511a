/** What the browser does with what is under its cursor, on a pseudo-terminal, against the sandbox. Its questions are kept in test/screens. */
import { chmodSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, test } from 'vitest';
import { sandboxUser, type SandboxUser } from './support/sandbox-user.js';
import { keys, onScreen } from './support/screen.js';
import { hasTerminal } from './support/terminal.js';

let user: SandboxUser;
let work: string;
beforeAll(async () => {
  if (!hasTerminal) return;
  user = await sandboxUser();
  await user.logIn();
  work = join(user.home, 'work');
  mkdirSync(work);
  writeFileSync(join(work, 'notes.txt'), 'first line\n');
  // an editor that adds a line
  const editor = join(user.home, 'add-a-line');
  writeFileSync(editor, '#!/bin/sh\necho "added by the editor" >> "$1"\n');
  chmodSync(editor, 0o755);
  user.env['EDITOR'] = editor;
}, 120_000);

const patience = 40_000;
const widths = [60, 80, 140];
const browse = (places: readonly string[], columns = 80, rows = 24, cwd = user.home) => {
  const screen = onScreen(['browse', ...places], user.env, { columns, rows, cwd });
  return { ...screen, see: (what: Parameters<typeof screen.see>[0]) => screen.see(what, patience) };
};
/** Esc, and the panes again: a key right after Esc is another key. */
const leaveFront = async (screen: ReturnType<typeof browse>) => {
  screen.type(keys.escape);
  await screen.see(/ \? keys {3}q leave/);
};
/** Times and ids differ from run to run. */
const kept = (text: string) =>
  `${text
    .replace(/\b\d+ [A-Z][a-z]{2} \d\d:\d\d/g, (date) => '1 Nov 09:00'.padStart(date.length))
    .replace(/[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}/g, 'XXXXXXXX-XXXX-XXXX-XXXX-XXXXXXXXXXXX')
    .replace(/[0-9a-f]{8}(-[0-9a-f]{0,4})*…/g, 'XXXXXXXX…')}\n`;
const results = "Ada's Results:/";
const godata = 'Globus Tutorial Collection 1:/share/';

describe.skipIf(!hasTerminal)('globus browse', { timeout: 300_000 }, () => {
  test.each(widths)(
    'asks before it shares, makes a timer, and shows permissions and keys at %i columns',
    async (columns) => {
      const screen = browse([results, 'Sandbox Destination:/'], columns);
      const keep = async (name: string) =>
        expect(kept(screen.text())).toMatchFileSnapshot(`screens/${name}.${columns}.txt`);
      await screen.see((text) => /private\//.test(text) && /Only hidden files/.test(text));
      screen.type('jwgrace@globusid.org');
      await screen.see((text) => /Let them read/.test(text) && /grace@globusid\.org/.test(text));
      await keep('browse-share');
      screen.type(keys.escape);
      await screen.see((text) => !/Let them read/.test(text));
      screen.type('t');
      await screen.see(/every night/);
      await keep('browse-timer');
      screen.type(keys.escape);
      await screen.see((text) => !/every night/.test(text));
      screen.type('p');
      await screen.see(/─ Permissions of [^]*\/public\//);
      await keep('browse-permissions');
      await leaveFront(screen);
      screen.type('?');
      await screen.see(/─ Keys ─/);
      await keep('browse-keys');
      await leaveFront(screen);
      screen.type('q');
      expect(await screen.ended()).toBe(0);
    },
  );

  test.each(widths)(
    'tells in the box what was refused, and takes the next try there, at %i columns',
    async (columns) => {
      const at = `/taken-${columns}`;
      await user.run(['mkdir', `Sandbox Source:${at}`]);
      for (const name of ['one', 'two']) await user.run(['mkdir', `Sandbox Source:${at}/${name}`]);
      const screen = browse([`Sandbox Source:${at}/`, godata], columns);
      await screen.see((text) => / one\//.test(text) && /godata\//.test(text));
      screen.type('j');
      await screen.see(/> one\//);
      // a name that is taken
      screen.type(`r${keys.backspace.repeat(3)}two`);
      await screen.see(/Rename one to/);
      screen.type(keys.enter);
      await screen.see((text) => /│ [^\n]*\/two is there\s+already\./.test(text) && !/working …/.test(text));
      await expect(kept(screen.text())).toMatchFileSnapshot(`screens/browse-refused.${columns}.txt`);
      // letters are those of the next try, and no keys of the browser
      screen.type(`${keys.backspace.repeat(3)}four${keys.enter}`);
      await screen.see(/> four\//);
      screen.type('ntwo');
      await screen.see(/named/);
      screen.type(keys.enter);
      await screen.see((text) => /\/two is there\s+already\./.test(text) && /│ two▏/.test(text));
      screen.type(`${keys.backspace.repeat(3)}three${keys.enter}`);
      await screen.see(/> three\//);
      // nobody of that name, and what was typed stays
      screen.type('wnobody@example.org');
      await screen.see(/Let them read/);
      screen.type(keys.enter);
      await screen.see((text) => /│ nobody@example\.org▏/.test(text) && /Nobody has|No such|could not/i.test(text));
      await leaveFront(screen);
      screen.type('q');
      expect(await screen.ended()).toBe(0);
      const { stdout } = await user.run(['ls', `Sandbox Source:${at}/`]);
      expect(stdout.trim().split('\n')).toEqual(['four/', 'three/', 'two/']);
    },
  );

  test.each(widths)('shares a folder, and shows the address to pass on, at %i columns', async (columns) => {
    const folder = `for-${columns}`;
    expect(await user.run(['mkdir', `${results}${folder}`])).toMatchObject({ code: 0 });
    const screen = browse([results, work], columns, 30);
    await screen.see(/private\//);
    screen.type(`/${folder}${keys.enter}wgrace@globusid.org`);
    // the line may be broken where it is narrow
    await screen.see(/globus share "?'?Ada[^]*--with[^]*grace@globusid\.org[^]*--read/);
    screen.type(keys.enter);
    await screen.see(/─ Shared ─[^]*\+ grace@globusid\.org may read[^]*https:\/\/app\.globus\.org/);
    await leaveFront(screen);
    screen.type('q');
    expect(await screen.ended()).toBe(0);
    const { stdout } = await user.run(['share', 'list', results]);
    expect(stdout).toMatch(new RegExp(`/${folder}/ +\\| grace@globusid\\.org`));
  });

  test.each(widths)('makes a timer for every night, at %i columns', async (columns) => {
    const screen = browse([godata, 'Sandbox Destination:/'], columns, 30);
    await screen.see((text) => /godata\//.test(text) && /Only hidden files/.test(text));
    screen.type(`/godata${keys.enter}t`);
    await screen.see(/Copy godata\/ to Sandbox Destination:\/[^]*every[^]*night[^]*at[^]*two/);
    screen.type(keys.enter);
    await screen.see(/✓ /);
    screen.type('q');
    expect(await screen.ended()).toBe(0);
    const { stdout } = await user.run(['timer', 'show', 'nightly godata', '-F', 'json']);
    expect(JSON.parse(stdout)).toMatchObject({ name: 'nightly godata', schedule: { interval_seconds: 86_400 } });
    // the next width makes its own
    expect(await user.run(['timer', 'delete', 'nightly godata', '--yes'])).toMatchObject({ code: 0 });
  });

  test.each(widths)('views a file of a collection, edits it, and views it again, at %i columns', async (columns) => {
    await user.logIn(undefined, ['--for', "Ada's Results"]);
    writeFileSync(join(work, 'notes.txt'), 'first line\n');
    await user.run(['put', join(work, 'notes.txt'), `${results}public/notes.txt`]);
    const screen = browse([`${results}public/`, work], columns, 30);
    await screen.see(/notes\.txt/);
    screen.type(`/notes${keys.enter}v`);
    await screen.see(/─ notes\.txt ─[^]*│ first line/);
    await leaveFront(screen);
    screen.type('e');
    await screen.see((text) => /notes\.txt +31 B/.test(text) && !/─ notes\.txt ─/.test(text));
    screen.type('v');
    await screen.see(/│ first line[^]*│ added by the editor/);
    await leaveFront(screen);
    screen.type('q');
    expect(await screen.ended()).toBe(0);
    expect(screen.isAtRest()).toBe(true);
  });

  test.each(widths)('bookmarks a place, and downloads to where it was started, at %i columns', async (columns) => {
    await user.logIn(undefined, ['--for', "Ada's Results"]);
    const started = join(user.home, `started-${columns}`);
    mkdirSync(started);
    const screen = browse([`${results}public/`, work], columns, 24, started);
    await screen.see(/notice\.txt/);
    screen.type(`b-${columns}`);
    await screen.see(new RegExp(`public-${columns}`));
    await screen.see(/globus bookmark create/);
    await expect(kept(screen.text())).toMatchFileSnapshot(`screens/browse-bookmark.${columns}.txt`);
    screen.type(keys.enter);
    await screen.see(/✓ /);
    screen.type(`/notice${keys.enter}D`);
    await screen.see(/Copy notice\.txt to /);
    screen.type(keys.enter);
    await screen.see(/✓ /);
    screen.type('q');
    expect(await screen.ended()).toBe(0);
    expect(screen.isAtRest()).toBe(true);
    expect(readFileSync(join(started, 'notice.txt'), 'utf8')).toHaveLength(22);
    const { stdout } = await user.run(['bookmark', 'show', `public-${columns}`, '--jmespath', 'path']);
    expect(stdout).toBe('"/public/"\n');
  });

  test.each(widths)('says that a bookmark takes the name of a collection over, at %i columns', async (columns) => {
    const screen = browse([`${results}public/`, work], columns, 24);
    await screen.see(/notice\.txt/);
    // the name that it proposes is written over
    screen.type('b\u0015Sandbox Source');
    await screen.see(/globus bookmark create [^]*'Sandbox Source'/);
    screen.type(keys.enter);
    await screen.see(/─ To know ─[^]*A collection is called 'Sandbox Source'/);
    await expect(kept(screen.text())).toMatchFileSnapshot(`screens/browse-bookmark-taken.${columns}.txt`);
    await leaveFront(screen);
    screen.type('q');
    expect(await screen.ended()).toBe(0);
    expect(await user.run(['bookmark', 'delete', 'Sandbox Source'])).toMatchObject({ code: 0 });
  });

  test.each(widths)('edits a file of this machine at %i columns', async (columns) => {
    writeFileSync(join(work, 'notes.txt'), 'first line\n');
    const screen = browse([work], columns, 30);
    await screen.see(/> (\.\.|notes\.txt)/);
    screen.type('b');
    await screen.see((text) => /Bookmarks are for collections\./.test(text) && !/Enter do it/.test(text));
    screen.type(`/notes${keys.enter}e`);
    await screen.see(/notes\.txt +31 B/);
    screen.type('q');
    expect(await screen.ended()).toBe(0);
    expect(readFileSync(join(work, 'notes.txt'), 'utf8')).toBe('first line\nadded by the editor\n');
  });

  test('takes the name of a collection by itself, where no folder here is called so', async () => {
    const named = browse(['Sandbox Source', 'Sandbox Destination'], 140);
    await named.see(/─ Sandbox Source:\/[^]*─ Sandbox Destination:\//);
    named.type('q');
    expect(await named.ended()).toBe(0);
    mkdirSync(join(work, 'Sandbox Source'));
    const here = browse(['Sandbox Source', 'no such thing'], 140, 24, work);
    await here.see(/─ [^\n]*work\/Sandbox Source[^]*no such file or folder/);
    here.type('q');
    expect(await here.ended()).toBe(0);
  });

  test('keeps a question, and what was typed to it, in another size', async () => {
    const screen = browse([results, work], 100, 30);
    await screen.see(/private\//);
    screen.type('nresults of');
    await screen.see(/results of/);
    screen.resize(60, 16);
    await screen.see((text) => text.split('\n').length === 16 && /results of/.test(text));
    screen.resize(140, 40);
    await screen.see((text) => text.split('\n').length === 40 && /results of/.test(text));
    await leaveFront(screen);
    screen.type('q');
    expect(await screen.ended()).toBe(0);
  });
});
