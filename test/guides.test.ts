/** Commands of which nothing was typed but their name: they lead to a line that does what is wanted. On a pseudo-terminal, against the sandbox. */
import { beforeAll, describe, expect, test } from 'vitest';
import { sandboxUser, type SandboxUser } from './support/sandbox-user.js';
import { hasTerminal, onTerminal } from './support/terminal.js';

const enter = '\r';
const tab = '\t';
const escape = '\u001b';
const interrupt = '\u0003';

let user: SandboxUser;
beforeAll(async () => {
  if (!hasTerminal) return;
  user = await sandboxUser();
  await user.logIn();
}, 120_000);
const terminal = (argv: readonly string[], columns: number, env: Readonly<Record<string, string>> = {}) =>
  onTerminal(argv, { ...user.env, GLOBUS_PAGER: '', ...env }, columns, 24);
const tutorial = () => user.env['GLOBUS_SANDBOX_TUTORIAL']!;

let opened = 0;
/** A task that waits for what is not there, so that it goes on; each for another path, since two of the same are refused. */
async function openTask(label: string): Promise<string> {
  const line = ['transfer', `${tutorial()}:/there/is/none`, `${tutorial()}:/~/none${++opened}`, '--label', label];
  const { stdout } = await user.run([...line, '-F', 'json', '--jmespath', 'task_id']);
  return JSON.parse(stdout) as string;
}

describe.skipIf(!hasTerminal)('globus task cancel', () => {
  test('with none to choose says so', async () => {
    const shown = terminal(['task', 'cancel'], 60);
    await shown.see(/There is no running task of yours to choose\./);
    expect(await shown.ended()).toBe(2);
  });

  test.each([60, 140])('takes one with Enter, and several that are marked (%i columns)', async (columns) => {
    const ids = [await openTask('観測データ'.repeat(12)), await openTask('second'), await openTask('third')];
    const one = terminal(['task', 'cancel'], columns);
    await one.see(/What to cancel: which running tasks\?\s+❯ \[ \] third/);
    await one.see(/観測データ[^\n]*/);
    one.type('sec');
    await one.see(/❯ \[ \] second/);
    one.type(enter);
    await one.see(/Without questions: globus task cancel [0-9a-f-]{36}\s+\? Cancel what you chose\? \(Y\/n\)/);
    expect(one.screen()).toContain(ids[1]);
    one.type(enter);
    await one.see(/cancelled successfully/);
    expect(await one.ended()).toBe(0);
    const both = terminal(['task', 'cancel'], columns);
    await both.see(/❯ \[ \] third/);
    both.type(tab);
    await both.see(/❯ \[x\] third/);
    both.type('\u001b[B');
    await both.see(/❯ \[ \] 観測/);
    both.type(tab);
    await both.see(/2 marked/);
    both.type(enter);
    await both.see(/Cancel what you chose\?/);
    // no line of what was shown is wider than the terminal, and nothing is coloured
    expect(both.raw()).not.toMatch(/\u001b\[[0-9;]*[1-9][0-9;]*m/);
    both.type(enter);
    await both.see(/2 of 2/);
    expect(await both.ended()).toBe(0);
  });

  test.each([
    ['Esc', escape],
    ['Ctrl-C', interrupt],
  ])('%s is exit 130, and nothing is done', async (_what, key) => {
    const id = await openTask('stays');
    const shown = terminal(['task', 'cancel'], 80);
    await shown.see(/❯ \[ \] stays/);
    shown.type(key);
    expect(await shown.ended()).toBe(130);
    const { stdout } = await user.run(['task', 'show', id, '-F', 'json', '--jmespath', 'status']);
    expect(stdout).toContain('ACTIVE');
    await user.run(['task', 'cancel', id]);
  });
});

describe.skipIf(!hasTerminal)('globus flows start', () => {
  test.each([60, 140])('asks for a flow and its input, with a collection chosen (%i columns)', async (columns) => {
    const title = `Copy ${columns}`;
    const definition = { StartAt: 'A', States: { A: { Type: 'Pass', End: true } } };
    const place = { type: 'object', properties: { id: { type: 'string' }, path: { type: 'string' } } };
    const schema = {
      type: 'object',
      properties: {
        retries: { type: 'integer', title: 'How often' },
        source: { ...place, format: 'globus-collection', title: 'Where from' },
        mode: { enum: ['fast', 'slow'], title: 'How' },
      },
      required: ['source', 'retries', 'mode'],
    };
    const made = await user.run([
      ...['flows', 'create', title, JSON.stringify(definition), '--input-schema', JSON.stringify(schema)],
    ]);
    expect(made).toMatchObject({ code: 0 });
    await user.logIn(undefined, [
      '--flow',
      JSON.parse((await user.run(['flows', 'show', title, '-F', 'json', '--jmespath', 'id'])).stdout) as string,
    ]);
    const shown = terminal(['flows', 'start'], columns);
    await shown.see(/[Ww]hich flow\?/);
    shown.type(title);
    await shown.see(new RegExp(`❯ ${title}`));
    shown.type(enter);
    await shown.see(/And then\?\s+❯ wait and show its steps/);
    shown.type(enter);
    await shown.see(/A label for the run \(Enter for none\):/);
    shown.type(`first try${enter}`);
    await shown.see(/How often/);
    shown.type(`3${enter}`);
    await shown.see(/Where from: which collection\?/);
    shown.type(`tutorial collection 1${enter}`);
    await shown.see(/Collection 1:\/~\/\s+❯ \. {2}this folder/);
    shown.type(`/home/share/godata/${enter}`);
    await shown.see(/How\s+❯ fast/);
    shown.type(enter);
    await shown.see(new RegExp(`Starts a run of ${title}\\s+Without questions: globus flows start '${title}'`));
    await shown.see(/mode=fast/);
    const told = shown.screen().replace(/\s/g, '');
    const words =
      "--wait --label 'first try' retries=3 'source=Globus Tutorial Collection 1:/home/share/godata/' mode=fast";
    expect(told).toContain(words.replace(/\s/g, ''));
    await shown.see(/\? Start it\? \(Y\/n\)/);
    shown.type(enter);
    await shown.see(/✓ succeeded/);
    expect(await shown.ended()).toBe(0);
    // the line that was told does the same
    const again = [
      ...['flows', 'start', title, 'retries=3', 'source=Globus Tutorial Collection 1:/home/share/godata/', 'mode=fast'],
      '--dry-run',
    ];
    const { stdout } = await user.run(again);
    expect(JSON.parse(stdout)).toMatchObject({
      body: { retries: 3, source: { id: tutorial(), path: '/home/share/godata/' }, mode: 'fast' },
    });
  });
});

describe.skipIf(!hasTerminal)('globus timer create transfer', () => {
  test.each([60, 140])('asks for both places, the times and a name (%i columns)', async (columns) => {
    const shown = terminal(['timer', 'create', 'transfer', '--dry-run'], columns);
    await shown.see(/Where to copy from: which collection\?/);
    shown.type(`tutorial collection 1${enter}`);
    await shown.see(/Collection 1:\/~\/\s+❯ \. {2}this folder/);
    shown.type(`/home/share/godata/${enter}`);
    await shown.see(/Where to copy to: which collection\?/);
    shown.type(`tutorial collection 2${enter}`);
    await shown.see(/Collection 2:\/~\/\s+❯ \. {2}this folder/);
    shown.type(enter);
    await shown.see(/When does it run\?\s+❯ every day/);
    shown.type('\u001b[B\u001b[B\u001b[B');
    await shown.see(/❯ as often as I say/);
    shown.type(enter);
    await shown.see(/How often, such as 10m/);
    shown.type(`90m${enter}`);
    await shown.see(/When does it run first/);
    shown.type(enter);
    await shown.see(/Files already there\?/);
    shown.type(enter);
    await shown.see(/A name for the timer \(Enter for none\):/);
    shown.type(`nightly${enter}`);
    await shown.see(
      /with all below it,\s+into Globus Tutorial Collection 2:\/~\/\s+every 90m\s+Without questions: globus timer create/,
    );
    await shown.see(/"name":\s+"nightly"[\s\S]*"interval_seconds":\s+5400/);
    expect(await shown.ended()).toBe(0);
  });
});

describe.skipIf(!hasTerminal)('globus group member add', () => {
  test('asks for the group, the person and the role', async () => {
    await user.run(['group', 'create', 'Lab of Ada']);
    const shown = terminal(['group', 'member', 'add'], 60);
    await shown.see(/[Ww]hich group\?/);
    shown.type('of ada');
    await shown.see(/❯ Lab of Ada/);
    shown.type(enter);
    await shown.see(/Who is added\? A username or an\s+identity id:/);
    // nobody gets past it without an answer
    shown.type(enter);
    await shown.see(/Who is added\?/);
    shown.type(`grace@globusid.org${enter}`);
    await shown.see(/What may they do in the group\?\s+❯ be a member\s+look after/);
    shown.type('\u001b[B');
    await shown.see(/❯ look after/);
    shown.type(enter);
    await shown.see(
      /Adds Grace Hopper \(grace@globusid\.org\) to Lab of Ada as\s+manager\s+Without questions: globus group member add 'Lab of Ada'/,
    );
    await shown.see(/Add them\? \(Y\/n\)/);
    shown.type(enter);
    await shown.see(/Added grace@globusid\.org\./);
    expect(await shown.ended()).toBe(0);
  });
});

describe.skipIf(!hasTerminal)('globus endpoint permission create', () => {
  test('asks for the folder, what is allowed, and who', async () => {
    await user.run(['group', 'create', 'Readers']);
    const shown = terminal(['endpoint', 'permission', 'create'], 60);
    await shown.see(/which\s+collection\?/);
    shown.type(`tutorial collection 1${enter}`);
    await shown.see(/ollection 1:\/~\/\s+❯ \. {2}this folder/);
    shown.type(`/home/share/${enter}`);
    await shown.see(/To read, or to read and write[^?]*\s+❯ read\s+read and write/);
    shown.type('\u001b[B');
    await shown.see(/❯ read and write/);
    shown.type(enter);
    await shown.see(/Who gets access\?\s+❯ one person/);
    shown.type('\u001b[B');
    await shown.see(/❯ the members of a group/);
    shown.type(enter);
    await shown.see(/Who gets access:\s+which\s+group\?/);
    shown.type('readers');
    await shown.see(/❯ Readers/);
    shown.type(enter);
    await shown.see(
      /Lets the members of Readers read and write Globus Tutorial\s+Collection 1:\/home\/share\/\s+Without questions/,
    );
    await shown.see(/Give it\? \(Y\/n\)/);
    shown.type(`n${enter}`);
    expect(await shown.ended()).toBe(130);
  });
});

describe.skipIf(!hasTerminal)('globus share', () => {
  test('asks for the folder, who, what they may do, and until when', async () => {
    await user.run(['group', 'create', 'Writers, and readers']);
    const shown = terminal(['share', '--dry-run'], 60);
    await shown.see(/which\s+collection\?/);
    shown.type(`results${enter}`);
    await shown.see(/Results:\/\S*\s+❯ \. {2}this folder/);
    shown.type(enter);
    await shown.see(/Who gets access\?\s+❯ people I name\s+the members of a group/);
    shown.type('\u001b[B');
    await shown.see(/❯ the members/);
    shown.type(enter);
    await shown.see(/Who gets access:\s+which\s+group\?/);
    shown.type('writers');
    await shown.see(/❯ Writers, and readers/);
    shown.type(enter);
    await shown.see(/What may they do\?\s+❯ read\s+read and write/);
    shown.type(enter);
    await shown.see(/When does the access end[^:]*:/);
    shown.type(`some day${enter}`);
    await shown.see(/'some day' is/);
    shown.type(`\u00157d${enter}`);
    await shown.see(
      /Lets the members of Writers, and readers read Ada's\s+Results:\/\S*, until 7d\s+Without questions:/,
    );
    await shown.see(/\+ the group Writers, and readers may read, until/);
    expect(await shown.ended()).toBe(0);
    const told = shown.screen().replace(/\s/g, '');
    expect(told).toMatch(/globusshare--dry-run"Ada'sResults:\S*"--with'group:"Writers,andreaders"'--read--expires7d/);
  });

  test('nobody is made to answer what stands on the line', async () => {
    const shown = terminal(['share', "Ada's Results:/", '--write', '--expires', '7d', '--dry-run'], 60);
    await shown.see(/Who gets access\?\s+❯ people I name/);
    shown.type(enter);
    await shown.see(/Their usernames/);
    shown.type(`grace@globusid.org${enter}`);
    await shown.see(/Lets grace@globusid\.org read and write Ada's Results:\//);
    expect(await shown.ended()).toBe(0);
  });
});

describe.skipIf(!hasTerminal)('globus search query', () => {
  test('asks for the index and the words, and for no consent to read', async () => {
    await user.run(['search', 'index', 'create', 'recipes', 'What to cook']);
    const shown = terminal(['search', 'query'], 60);
    await shown.see(/[Ww]hich index\?/);
    shown.type(`recipes${enter}`);
    await shown.see(/What to search for:/);
    shown.type(`tomatillo${enter}`);
    await shown.see(/Without questions: globus search query recipes -q tomatillo/);
    expect(await shown.ended()).toBe(0);
  });
});

describe.skipIf(!hasTerminal)('globus task', () => {
  test('show: the newest stand first, and wide labels keep one line', async () => {
    const wide = '観測データ'.repeat(12);
    await openTask('older');
    const id = await openTask(wide);
    const shown = terminal(['task', 'show'], 60);
    await shown.see(/[Ww]hich task\?\s+❯ (観測データ){4,5}観?測?デ?ー?タ?…\s+older/);
    shown.type(enter);
    await shown.see(new RegExp(`Without questions: globus task show\\s+${id}`));
    expect(await shown.ended()).toBe(0);
  });
});
