/** Ctrl-Z at a question, and `fg`: the shell has its terminal, and then the question is there with what was typed. */
import { beforeAll, describe, expect, test } from 'vitest';
import { keys, type OnScreen, onScreen } from './support/screen.js';
import { sandboxUser, type SandboxUser } from './support/sandbox-user.js';
import { hasTerminal } from './support/terminal.js';

const patience = 120_000;
const erase = '\u0015';
const tutorial = 'Globus Tutorial Collection 1';
const none = '00000000-0000-0000-0000-000000000000';
const newlines = /\s+/g;

interface Stopped {
  readonly line: readonly string[];
  /** The question, and what is typed at it before it is left. */
  readonly asked: RegExp;
  readonly typed: string;
  /** What is then seen, and after `fg` again. */
  readonly seen: RegExp;
  /** What is typed after that, and what comes of it. */
  readonly then: readonly (readonly [typed: string, seen: RegExp])[];
  readonly env?: Readonly<Record<string, string>>;
}

const sees = (screen: OnScreen, what: RegExp) => screen.see((text) => what.test(text.replace(newlines, ' ')), 20_000);
/** How often something stands on the screen. */
const times = (text: string, what: RegExp) =>
  text.replace(newlines, ' ').match(new RegExp(what.source, 'g'))?.length ?? 0;

/** Stops the program, does something in the shell, and has it go on. */
async function stopAndGoOn(screen: OnScreen, how = keys.ctrlZ) {
  screen.type(how);
  await sees(screen, /Stopped .*shell>$/);
  expect(screen.isAtRest()).toBe(true);
  screen.type('stty -a | grep -c " icanon.* echo " ; clear\n');
  await screen.see(/^shell>$/);
  screen.type('stty -a | grep -o " icanon"; fg\n');
}

const questions: Readonly<Record<string, Stopped>> = {
  'a text': {
    line: ['login'],
    env: { GLOBUS_CLIENT_ID: '', GLOBUS_CONFIG_DIR: '/nowhere/at-all' },
    asked: /Client UUID:/,
    typed: 'mine and',
    seen: /Client UUID: mine and Enter continues/,
    then: [
      [' yours\r', /'mine and yours' is not a Client UUID/],
      [`${erase}${keys.escape}`, /shell>$/],
    ],
  },
  'the code of a login': {
    line: ['login', '--force'],
    asked: /Paste the code here: Enter/,
    typed: 'wro',
    seen: /Paste the code here: wro Enter/,
    then: [
      ['ng\r', /Press Enter for a new address/],
      [keys.ctrlC, /Interrupted[^>]*shell>$/],
    ],
  },
  'yes or no': {
    line: ['logout'],
    asked: /every token of this login\?/,
    typed: 'n',
    seen: /of this login\? n y or n/,
    then: [['o\r', /No Nothing was changed\. shell>$/]],
  },
  'a secret': {
    line: ['gcs', 'user-credential', 'create', 's3', 'Sandbox Endpoint', none, 'ada@globusid.org', 'ada', 'KEY'],
    asked: /secret key/i,
    typed: 'abc',
    seen: /The secret key: \*\*\* Ctrl-T/i,
    then: [
      ['d', /The secret key: \*\*\*\* Ctrl-T/i],
      [keys.escape, /shell>$/],
    ],
  },
  'one of what is found': {
    line: ['stat'],
    asked: /which collection\? ❯/,
    typed: 'tutorial collection 1',
    seen: /which collection\? tutorial collection 1 ❯ Globus Tutorial Collection 1/,
    then: [
      ['\r', /❯ \. this folder/],
      ['\r', /Without questions.*shell>$/],
    ],
  },
  'several of a list': {
    line: ['task', 'cancel'],
    asked: /which running tasks\? ❯ \[ \]/,
    typed: keys.tab,
    seen: /❯ \[x\].*1 marked/,
    then: [
      ['\r', /Cancel what you chose\? \(Y\/n\)/],
      [keys.escape, /❯ \[x\]/],
      [keys.escape, /shell>$/],
    ],
  },
  'one of a few, after other questions': {
    line: ['timer', 'create', 'transfer', `${tutorial}:/home/share/godata/`, 'Globus Tutorial Collection 2:/~/'],
    asked: /When does it run\? (❯ )?every day/,
    typed: keys.down,
    seen: /❯ every week/,
    then: [
      [keys.down, /❯ every hour/],
      ['\r', /✔ When does it run\? every hour/],
      [keys.ctrlC, /Interrupted[^>]*shell>$/],
    ],
  },
};

describe.skipIf(!hasTerminal)('Ctrl-Z and fg at', { timeout: patience }, () => {
  let user: SandboxUser;
  beforeAll(async () => {
    user = await sandboxUser();
    // the endpoint that some lines name wants a login of its own
    await user.logIn(undefined, ['--gcs', user.env['GLOBUS_SANDBOX_ENDPOINT']!]);
    for (const label of ['first', 'second'])
      await user.run(['transfer', `${tutorial}:/none`, 'Globus Tutorial Collection 2:/~/a', '--label', label]);
  }, patience);

  test.each(Object.entries(questions))('%s', async (_name, { line, asked, typed, seen, then, env = {} }) => {
    const screen = onScreen(line, { ...user.env, ...env }, { columns: 100, rows: 50, inShell: true });
    await sees(screen, asked);
    screen.type(typed);
    const before = times(await sees(screen, seen), asked);
    await stopAndGoOn(screen);
    expect(times(await sees(screen, seen), asked)).toBe(before);
    for (const [more, next] of then) {
      screen.type(more);
      await sees(screen, next);
    }
    screen.type('clear; stty -a | grep -o " icanon"; exit\n');
    expect(await screen.ended()).toBe(0);
    expect(screen.text()).toContain(' icanon');
  });
});
