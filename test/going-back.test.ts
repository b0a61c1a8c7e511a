/** Esc goes back one question, wherever a command leads a person through several: on a pseudo-terminal, against the sandbox. */
import { beforeAll, describe, expect, test } from 'vitest';
import { sandboxUser, type SandboxUser } from './support/sandbox-user.js';
import { hasTerminal, onTerminal } from './support/terminal.js';

const [enter, tab, escape, down] = ['\r', '\t', '\u001b', '\u001b[B'];

let user: SandboxUser;
beforeAll(async () => {
  if (!hasTerminal) return;
  user = await sandboxUser();
  await user.logIn();
}, 120_000);
const terminal = (...argv: readonly string[]) => onTerminal(argv, { ...user.env, GLOBUS_PAGER: '' }, 80, 24);
type Shown = ReturnType<typeof terminal>;

/** Chooses a collection and types a path on it. */
async function choosePlace(shown: Shown, question: RegExp, number: 1 | 2, path: string) {
  await shown.see(question);
  shown.type(`tutorial collection ${number}${enter}`);
  await shown.see(new RegExp(`Collection ${number}:/~/\\s+❯ \\. {2}this folder`));
  shown.type(path + enter);
}

describe.skipIf(!hasTerminal)('Esc', () => {
  test('in transfer: from the third question to the first, and on again with what was answered', async () => {
    const shown = terminal('transfer', '--dry-run');
    await shown.see(/which collection\?[\s\S]*Esc leaves/);
    shown.type(`tutorial collection 1${enter}`);
    await shown.see(/Collection 1:\/~\/\s+❯ \. {2}this folder[\s\S]*Esc goes back/);
    shown.type(`/home/share/godata/file1.txt${enter}`);
    await choosePlace(shown, /Where to copy to: which collection\?/, 2, '/~/');
    await shown.see(/Files already there\?\s+❯ copy everything again[\s\S]*↑↓ and Enter choose · Esc goes back/);
    shown.type(escape);
    // the folder that was chosen stands open
    await shown.see(/Where to copy to: Globus Tutorial Collection 2:\/~\/\s+❯ \. {2}this folder/);
    shown.type(escape);
    await shown.see(/Where to copy to: which collection\?\s+❯ Globus Tutorial Collection 2/);
    shown.type(escape);
    // and the file that was chosen stands first
    await shown.see(/Where to copy from: Globus Tutorial Collection 1:\/home\/share\/godata\/\s+❯ \. {2}this folder/);
    await shown.see(/\.\.\s+file1\.txt/);
    shown.type(`/home/share/godata/file2.txt${enter}`);
    await shown.see(/Where to copy to: Globus Tutorial Collection 2:\/~\/\s+❯ \. {2}this folder/);
    shown.type(enter);
    await shown.see(/Files already there\?/);
    shown.type(down);
    await shown.see(/❯ leave out what has the same size/);
    shown.type(enter);
    await shown.see(/A label for the task[^?]*:\s+Enter continues · Esc goes back/);
    shown.type(escape);
    // what was chosen is marked
    await shown.see(/Files already there\?\s+copy everything again\s+❯ leave out what has the same size/);
    shown.type(enter);
    await shown.see(/A label for the task/);
    shown.type(enter);
    await shown.see(/--sync-level mtime\s+Source Path[^\n]*\s+\/home\/share\/godata\/file2\.txt\s+\/~\/file2\.txt/);
    expect(await shown.ended()).toBe(0);
  });

  test('at the last question goes back, too, and nothing is sent until it is answered', async () => {
    await user.run(['group', 'create', 'Lab of Ada']);
    const shown = terminal('group', 'member', 'add');
    await shown.see(/[Ww]hich group\?/);
    shown.type(`of ada${enter}`);
    await shown.see(/Who is added\?/);
    // whoever nobody knows is told at once, and not after the last question
    shown.type(`grce@globusid.org${enter}`);
    await shown.see(/Nobody is called 'grce@globusid\.org'\.[\s\S]*Esc goes back/);
    shown.type(`\u0015admin@globusid.org${enter}`);
    await shown.see(/What may they do in the group\?\s+❯ be a member/);
    shown.type(enter);
    await shown.see(
      /Adds [^(]+ \(admin@globusid\.org\)[\s\S]*Add them\? \(Y\/n\)[\s\S]*y or n, and Enter · Esc goes back/,
    );
    shown.type(escape);
    await shown.see(/What may they do in the group\?/);
    shown.type(escape);
    // what was typed is offered again, and what is typed now takes its place
    await shown.see(/Who is added\?[^:]*:\s+\(Enter keeps “admin@globusid\.org”\)/);
    shown.type(`grace@globusid.org${enter}`);
    await shown.see(/What may they do in the group\?/);
    shown.type(enter);
    await shown.see(/Adds Grace Hopper \(grace@globusid\.org\) to Lab of Ada[\s\S]*Add them\?/);
    shown.type(enter);
    await shown.see(/Added grace@globusid\.org/);
    expect(await shown.ended()).toBe(0);
  });

  test('in permission create: out of what a choice asks for, and another way', async () => {
    const shown = terminal('endpoint', 'permission', 'create', `${user.env['GLOBUS_SANDBOX_COLLECTION']}:/`);
    await shown.see(/To read, or to read and write[^?]*\s+❯ read\s+read and write/);
    shown.type(enter);
    await shown.see(/Who gets access\?\s+❯ one person/);
    shown.type(enter);
    await shown.see(/Their username or identity id:/);
    shown.type(escape);
    await shown.see(/Who gets access\?\s+❯ one person/);
    shown.type(`${down}${down}`);
    await shown.see(/❯ everyone who logs in/);
    shown.type(enter);
    await shown.see(/Lets everyone who logs in read[\s\S]*Give it\?/);
    for (const question of [/Who gets access\?/, /To read, or to read and write[\s\S]*Esc leaves/]) {
      shown.type(escape);
      await shown.see(question);
    }
    shown.type(escape);
    expect(await shown.ended()).toBe(130);
  });

  test('in task cancel: what was marked is marked', async () => {
    const tutorial = user.env['GLOBUS_SANDBOX_TUTORIAL']!;
    for (const label of ['first', 'second'])
      await user.run(['transfer', `${tutorial}:/there/is/none`, `${tutorial}:/~/${label}`, '--label', label]);
    const shown = terminal('task', 'cancel');
    await shown.see(/❯ \[ \] second[\s\S]*Tab marks · Enter takes what is marked, or this · Esc leaves/);
    shown.type(tab);
    await shown.see(/1 marked/);
    shown.type(enter);
    await shown.see(/Cancel what you chose\?/);
    shown.type(escape);
    await shown.see(/❯ \[x\] second[^\n]*\s+\[ \] first/);
    shown.type(escape);
    expect(await shown.ended()).toBe(130);
    const { stdout } = await user.run(['task', 'list', '-F', 'json', '--jq', 'DATA[?status==`ACTIVE`] | length(@)']);
    expect(JSON.parse(stdout)).toBe(2);
  });

  test('in the form of settings: what was only pointed at is no mark, and another setting is the one that changes', async () => {
    const shown = terminal('group', 'update', 'Analytical Engine Lab');
    await shown.see(/❯ \[ \] .*[Nn]ame/);
    shown.type(enter);
    await shown.see(/Enter keeps “Analytical Engine Lab”/);
    shown.type(escape);
    await shown.see(/What is to change\?[^?]*❯ \[ \] [^\n]*Analytical Engine Lab/);
    expect(shown.screen().split('What is to change?').at(-1)).not.toMatch(/\[x\]|1 marked/);
    shown.type('descr');
    await shown.see(/❯ \[ \] What it is for/);
    shown.type(enter);
    await shown.see(/What it is for: /);
    shown.type(escape);
    await shown.see(/❯ \[ \] What it is for/);
    shown.type(escape);
    expect(await shown.ended()).toBe(130);
  });

  test('in the form of a flow, whether the flow is named or chosen', async () => {
    const definition = { StartAt: 'A', States: { A: { Type: 'Pass', End: true } } };
    const place = { type: 'object', properties: { id: { type: 'string' }, path: { type: 'string' } } };
    const schema = {
      properties: {
        a: { type: 'integer', title: 'How often' },
        b: { ...place, format: 'globus-collection', title: 'Where from' },
        c: { enum: ['fast', 'slow'], title: 'How' },
      },
      required: ['a', 'b', 'c'],
    };
    const json = [JSON.stringify(definition), '--input-schema', JSON.stringify(schema)];
    expect(await user.run(['flows', 'create', 'Copying', ...json])).toMatchObject({ code: 0 });
    for (const named of [['Copying'], []]) {
      const shown = terminal('flows', 'start', ...named, '--wait', '--dry-run');
      if (!named.length) {
        await shown.see(/[Ww]hich flow\?/);
        shown.type(`copying${enter}`);
      }
      await shown.see(/A label for the run/);
      shown.type(enter);
      await shown.see(/How often/);
      shown.type(`often${enter}`);
      await shown.see(/The value of 'How often' has to be an integer/);
      shown.type(`\u00153${enter}`);
      await choosePlace(shown, /Where from: which collection\?/, 1, '/home/share/');
      await shown.see(/How\s+❯ fast/);
      shown.type(escape);
      await shown.see(/Where from: Globus Tutorial Collection 1:\/home\/share\/\s+❯ \. {2}this folder/);
      shown.type(escape);
      await shown.see(/Where from: which collection\?/);
      shown.type(escape);
      await shown.see(/How often \(Enter keeps “3”\)/);
      shown.type(`4${enter}`);
      await shown.see(/Where from: Globus Tutorial Collection 1:\/home\/share\/\s+❯/);
      shown.type(enter);
      await shown.see(/How\s+❯ fast/);
      shown.type(enter);
      await shown.see(/"a":\s+4\b/);
      expect(await shown.ended()).toBe(0);
    }
  });
});
