/**
 * What people are asked, at three widths: logins, pickers and guides, kept in test/screens/questions and read in the diff.
 * After a change on purpose: npx vitest run test/questions.test.ts --update=true
 */
import { spawnSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, test } from 'vitest';
import { type Asked, code, down, end, enter, escape, tab, walkQuestions, widths } from './support/asked-screens.js';
import { sandboxUser, type SandboxUser, scratch } from './support/sandbox-user.js';
import { hasTerminal } from './support/terminal.js';

const patience = 120_000;
const kept = async (user: Parameters<typeof walkQuestions>[0], name: string, asked: Asked, columns: number) =>
  expect(await walkQuestions(user, asked, columns)).toMatchFileSnapshot(`screens/questions/${name}.${columns}.txt`);

const hasPython = spawnSync('python3', ['--version']).status === 0;
const tutorial = 'Globus Tutorial Collection 1';

const firstUse: Asked = {
  line: ['login'],
  env: { GLOBUS_CLIENT_ID: '' },
  steps: [
    ['', /Client UUID:/, 'An application has to be registered, once'],
    [`mine${enter}`, /'mine' is not a Client UUID/, 'Another word than an id'],
    [escape, /./],
  ],
};
const login: Asked = {
  line: ['login'],
  steps: [
    ['', /Paste the code here:/, 'The address'],
    [enter, /Open the address above/, 'An empty line'],
    [`wrong${enter}`, /Press Enter for a new address/, 'A wrong code'],
    [enter, /authorize\?[^]*Paste the code here: Enter continues/],
    [code, /You are logged in as/],
    [end, /You are logged in as/, 'The right one'],
  ],
};
/** On a machine of anybody's, without a sandbox: what is shown until the code is pasted asks no service. */
const loginAnywhere: Asked = {
  line: ['whoami'],
  steps: [
    ['', /Log in now\? \(Y\/n\)/, 'A command without a login'],
    [enter, /auth\.globus\.org[^]*Paste the code here:/, 'The address'],
    [enter, /Open the address above/, 'An empty line'],
    [escape, /put off/],
    [end, /put off/, 'Put off'],
  ],
};
const loginFirst: Asked = {
  line: ['whoami'],
  steps: [
    ['', /Log in now\? \(Y\/n\)/, 'A command without a login'],
    [`n${enter}`, /put off/],
    [end, /put off/, 'Put off'],
  ],
};
const askedLater: Asked = {
  line: ['group', 'create'],
  steps: [
    ['', /Log in now\? \(Y\/n\)/, 'A command that asks, without a login'],
    [enter, /Paste the code here:/],
    [code, /name of the new group|new group/, 'Its questions come after the login'],
    [escape, /./],
  ],
};
const consent: Asked = {
  line: ['ls', 'Sandbox Storage:/~/'],
  steps: [
    ['', /asks for your permission[^]*Paste the code here:/, 'A collection asks for a permission'],
    [escape, /put off/],
    [end, /put off/, 'Put off'],
  ],
};
const oneLogin: Asked = {
  line: ['transfer', `${tutorial}:/home/share/godata/file1.txt`, 'Sandbox Storage:/~/file1.txt'],
  steps: [
    ['', /asks for your permission[^]*Paste the code here:/, 'All that a command needs, before it begins'],
    [code, /was accepted/],
    [end, /was accepted/, 'And no more'],
  ],
};
const oneLoginToShare: Asked = {
  line: ['share', 'Sandbox Storage:/~/', '--with', 'grace@globusid.org', '--read'],
  steps: [
    ['', /asks for your permission[^]*Paste the code here:/, 'All that sharing a folder of a mapped collection needs'],
    [code, /may read/],
    [end, /may read/, 'And no more'],
  ],
};

const collection = {
  line: ['stat'],
  steps: [
    ['', /which collection\? ❯/, 'A collection'],
    ['zzzz', /Nothing in the list matches/, 'None has this name'],
    [`\u0015tutorial collection 1`, /❯ Globus Tutorial Collection 1/],
    [enter, /❯ \. this folder/, 'A folder'],
    ['/home/share/godata/file1.txt', /❯ \/home\/share/],
    [enter, /Without questions/],
    [end, /file1\.txt/, 'Chosen'],
  ],
} satisfies Asked;
/** A thing that is chosen by a part of its name, and shown. */
const picked = (line: readonly string[], question: RegExp, word: string, more: Asked['steps'] = []): Asked => ({
  line,
  steps: [['', question, 'Which?'], [word, new RegExp(`❯ [^❯]*${word}`)], [enter, /✔/], ...more, [end, /./, 'Chosen']],
});
const several: Asked = {
  line: ['task', 'cancel'],
  steps: [
    ['', /which running tasks\? ❯ \[ \]/, 'Which of several?'],
    [tab, /1 marked/],
    [down, /❯ \[ \]/],
    [tab, /2 marked/, 'Two are marked'],
    [enter, /Cancel what you chose\?/, 'Before it is done'],
    [escape, /❯ \[x\]/, 'Gone back'],
    [escape, /./],
  ],
};

const place = (question: RegExp, word: string, path: string): Asked['steps'] => [
  ['', question],
  [word, new RegExp(`\\? [^?]*${word} ❯`)],
  [enter, /❯ \. this folder/],
  [path, new RegExp(`❯ ${path}`)],
  [enter, /✔/],
];
const guides: Readonly<Record<string, Asked>> = {
  transfer: {
    line: ['transfer'],
    steps: [
      ['', /Where to copy from: which collection\?/, 'From where'],
      ...place(/copy from: which collection\? ❯/, 'tutorial collection 1', '/home/share/godata/'),
      ...place(/copy to: which collection\? ❯/, 'tutorial collection 2', '/~/'),
      ['', /Files already there\? ❯/, 'Files already there'],
      [escape, /copy to: [^]*❯ \. this folder/, 'Gone back'],
      [enter, /Files already there\? ❯/],
      [enter, /❯ wait and show/],
      [enter, /A label/],
      [`first${enter}`, /Submit it\? \(Y\/n\)/, 'What will happen'],
      [escape, /A label/],
    ],
  },
  timer: {
    line: ['timer', 'create', 'transfer'],
    steps: [
      ...place(/copy from: which collection\? ❯/, 'tutorial collection 1', '/home/share/godata/'),
      ...place(/copy to: which collection\? ❯/, 'tutorial collection 2', '/~/'),
      ['', /When does it run\? ❯/, 'When'],
      [enter, /When does it run first/],
      [`some time${enter}`, /'some time'/, 'No time'],
      [`\u0015tomorrow 2am${enter}`, /Files already there\?/],
      [enter, /A name for the timer/],
      [`nightly${enter}`, /Make the timer\? \(Y\/n\)/, 'What will happen'],
    ],
  },
  share: {
    line: ['share'],
    steps: [
      ['', /which collection\? ❯/, 'What'],
      ['results', /❯ Ada's Results/],
      [enter, /❯ \. this folder/],
      [enter, /Who gets access\? ❯/, 'With whom'],
      [enter, /Their usernames/],
      [`grce@globusid.org${enter}`, /Nobody is called/, 'Nobody has this name'],
      [`\u0015grace@globusid.org${enter}`, /What may they do\?/],
      [enter, /When does the access end/],
      [enter, /Share it\? \(Y\/n\)/, 'What will happen'],
    ],
  },
  permission: {
    line: ['endpoint', 'permission', 'create'],
    steps: [
      ['', /which collection\? ❯/, 'Where'],
      ['results', /❯ Ada's Results/],
      [enter, /❯ \. this folder/],
      [enter, /To read, or to read and write[^?]*❯/, 'What is allowed'],
      [enter, /Who gets access\? ❯/],
      [enter, /Their username/],
      [`grace@globusid.org${enter}`, /Give it\? \(Y\/n\)/, 'What will happen'],
    ],
  },
  role: {
    line: ['endpoint', 'role', 'create'],
    steps: [
      ['', /Which collection or endpoint\? ❯/, 'Where'],
      ['results', /❯ Ada's Results/],
      [enter, /Who gets the role\? ❯/, 'Who'],
      [enter, /Their username/],
      [`grace${enter}`, /whole username/, 'A part of a username'],
      [`\u0015grace@globusid.org${enter}`, /What may they do\? ❯/, 'What they may do'],
      [down, /❯ give others access/],
      [enter, /Give it\? \(Y\/n\)/, 'What will happen'],
    ],
  },
  one: {
    line: ['group', 'preferences', 'set'],
    steps: [
      ['', /without an invitation: ❯ yes/, 'One of these is needed'],
      [down, /❯[^❯]*no/],
      [enter, /Without questions[^]*Change it\? \(Y\/n\)/, 'What will happen'],
      [enter, /Change it\? Yes/],
      [end, /Username/, 'Changed'],
    ],
  },
  member: {
    line: ['group', 'member', 'add'],
    steps: [
      ['', /[Ww]hich group\? ❯/, 'To which group'],
      ['loom', /❯ Loom lab/],
      [enter, /Who is added\?/],
      [`grce@globusid.org${enter}`, /Nobody is called/, 'Nobody has this name'],
      [`\u0015grace@globusid.org${enter}`, /What may they do in the group\?/, 'What they may do'],
      [enter, /Add them\? \(Y\/n\)/, 'What will happen'],
      [escape, /What may they do in the group\? ❯/, 'Gone back'],
    ],
  },
  flow: {
    line: ['flows', 'start'],
    steps: [
      ['', /[Ww]hich flow\? ❯/, 'Which flow'],
      [enter, /asks for your permission[^]*Paste the code here:/, 'It asks for its login, before anything else'],
      [code, /And then\? ❯/],
      [enter, /A label for the run/],
      [enter, /How often/, 'The first field of its input'],
      [`often${enter}`, /has to be an integer/, 'No number'],
      [`\u00153${enter}`, /How ❯ fast/],
      [enter, /Start it\? \(Y\/n\)/, 'What will happen'],
    ],
  },
  'flow-named': {
    line: ['flows', 'start', 'Copy and count'],
    steps: [
      ['', /And then\? ❯/],
      [enter, /A label for the run/],
      [`mine${enter}`, /How often/, 'A flow that was named lacks its input'],
      [`many${enter}`, /The value of 'How often' has to be an integer/],
      [`\u00153${enter}`, /How ❯ fast/],
      [enter, /Without questions[^]*Start it\? \(Y\/n\)/, 'What will happen'],
    ],
  },
  // what every entry says is not asked
  'ingest-said': {
    line: ['search', 'ingest', 'recipes'],
    steps: [
      ['', /Which folder, CSV file or file of JSON lines:/],
      [`broken.jsonl${enter}`, /broken\.jsonl, line 2: not JSON/, 'What cannot be read is told at its question'],
      [`\u0015said.jsonl${enter}`, /Send them to the index\? \(Y\/n\)/, 'Nothing else is asked'],
    ],
  },
  'unknown-index': {
    line: ['search', 'query', 'cookery'],
    steps: [[end, /No index that you can see is named 'cookery'/, 'Told before anything is asked']],
  },
  'no-such-file': {
    line: ['cp', 'nofile.txt'],
    steps: [[end, /There is no file or folder nofile\.txt/, 'Told before anything is asked']],
  },
  'no-such-place': {
    line: ['transfer'],
    steps: [
      ['', /Where to copy from: which collection\? ❯/],
      ['nope:/x', /❯ nope:\/x/],
      [enter, /> No collection that you can see is named 'nope'\./, 'A collection that there is not'],
      ['\u0015Sandbox Source:/nofile', /❯ Sandbox Source:\/nofile/],
      [enter, /\/ is there, \/nofile is not\./, 'A path that is not there'],
      ['\u0015Sandbox Source', /❯ Sandbox Source/],
      [enter, /Sandbox Source:\/~\/ ❯ \. this folder/],
      ['/nofile', /❯ \/nofile/],
      [enter, /\/ is there, \/nofile is not\./],
      ['\u0015newname', /Nothing in the list matches/],
      ['\u0015/~/', /❯ \/~\//],
      [enter, /Where to copy to: which collection\?/, 'And on'],
      ['Sandbox Destination:/not/yet', /❯ Sandbox Destination:\/not\/yet/],
      // what is made by the copy need not be there
      [enter, /Files already there\?/],
      [escape, /Where to copy to/],
      [escape, /./],
    ],
  },
  'timer-update': {
    line: ['timer', 'update', 'nightly'],
    steps: [
      [
        '',
        /The new name \(nothing else of a timer can be changed\): \(Enter keeps “nightly”\)/,
        'What can be changed, and what it is',
      ],
      // what is typed takes the place of what it is
      [`weekly${enter}`, /Rename it from nightly to weekly\? \(Y\/n\)/, 'What will happen'],
      [escape, /\(Enter keeps “weekly”\)/, 'Gone back'],
      [tab, /changed\): weekly Tab edits/],
      [`s${enter}`, /Rename it from nightly to weeklys\? \(Y\/n\)/],
      [`n${enter}`, /Nothing was changed/],
      [end, /Nothing was changed/, 'Named as before'],
    ],
  },
  'sync-delete': {
    line: ['sync', `${tutorial}:/home/share/godata/`, "Ada's Results:/private/", '--delete'],
    steps: [
      ['', /Copy 3 files \(\d+ B\), and delete (this|these \d) at the destination\? \(y\/N\)/, 'What all of it does'],
      [enter, /Nothing was changed/],
      [end, /Nothing was changed/, 'A No'],
    ],
  },
  revoke: {
    line: ['share', 'revoke'],
    steps: [
      ['', /Which access is taken away\? ❯ [^❯]*grace@globusid\.org read Ada's Results:\/private\//, 'Which'],
      [
        enter,
        /Take access to \/private\/ on Ada's Results away from grace@globusid\.org\? \(y\/N\)/,
        'What will happen',
      ],
      [escape, /Nothing was changed/],
      [end, /Nothing was changed/, 'Nothing'],
    ],
  },
  'revoke-elsewhere': {
    line: ['share', 'revoke'],
    steps: [
      ['', /Which access is taken away\? ❯/],
      // from the first to the last
      ['\u001b[A', /❯ of another folder/],
      [enter, /The folder: which collection\? ❯/],
      ["Ada's Results:/~/", /❯ Ada's Results:\/~\//],
      [enter, /Who loses access\? ❯ people I name/, 'A folder that is not shared'],
      [enter, /Their usernames/],
      [`alan@globusid.org y 'globus'${enter}`, /Nobody is called 'alan@globusid\.org y 'globus''/, 'No username'],
      [escape, /Who loses access/],
      [escape, /The folder/],
      [escape, /Which access is taken away/],
      [escape, /./],
    ],
  },
  'revoke-named': {
    line: ['share', 'revoke', "Ada's Results:/private"],
    steps: [
      ['', /Who loses access\? ❯ grace@globusid\.org read all who have access/, 'Those who have it'],
      [escape, /./],
    ],
  },
  'timer-kept': {
    line: ['timer', 'update', 'nightly'],
    steps: [
      ['', /\(Enter keeps “nightly”\)/],
      [enter, /that is its name already/],
      [end, /Nothing was changed/, 'Enter keeps what it is'],
    ],
  },
  sync: {
    line: ['sync', '.'],
    steps: [
      ['', /The folder to copy into: which collection\? ❯/, 'Where to'],
      ['sandbox dest', /❯ Sandbox Destination/],
      [enter, /Sandbox Destination:\/~\/ ❯ \. this folder/],
      [enter, /Copy it\? \(Y\/n\)/, 'What will happen'],
      [`n${enter}`, /Nothing was changed/],
      [end, /Nothing was changed/, 'Nothing'],
    ],
  },
  search: {
    line: ['search', 'query'],
    steps: [
      ['', /[Ww]hich index\? ❯/, 'Which index'],
      ['recipes', /❯ recipes/],
      [enter, /What to search for:/],
      [`tomatillo${enter}`, /Without questions/],
      [end, /tomatillo/, 'Searched'],
    ],
  },
  ingest: {
    line: ['search', 'ingest'],
    steps: [
      ['', /Which index\? ❯/, 'Which index'],
      ['recipes', /❯ recipes/],
      [enter, /Which folder, CSV file or file of JSON lines:/],
      [`gone.csv${enter}`, /no such file/, 'No such file'],
      [
        `\u0015soups.csv${enter}`,
        /Who may see entries that do not say it\? ❯ everyone, without a login/,
        'Who may see them',
      ],
      [enter, /Which field says what a record is about\? ❯ id/, 'What a record is about'],
      [down, /❯ title/],
      [enter, /Send them to the index\? \(Y\/n\)/, 'What will happen'],
    ],
  },
  compute: {
    line: ['compute', 'run', '--dry-run'],
    steps: [
      ['', /Which Compute endpoint\? ❯/, 'Where'],
      [enter, /Which Python file:/, 'What'],
      [`gone.py${enter}`, /gone\.py/, 'No such file'],
      [`\u0015sums.py${enter}`, /Which function\? ❯ add/, 'Which function'],
      [down, /❯ multiply/],
      [enter, /The argument a of multiply/, 'What it is called with'],
      [`2${enter}`, /The argument b of multiply/],
      [`3${enter}`, /Without questions/],
      [end, /./, 'What would be sent'],
    ],
  },
  typo: {
    line: ['ls', 'Sandbox Storrage:/~/'],
    steps: [[end, /Did you mean/, 'A name that was mistyped']],
  },
  kind: {
    line: ['timer', 'create'],
    steps: [
      ['', /Which kind\? ❯/, 'A word before kinds of things'],
      [`${down}${down}`, /❯ transfer/],
      [enter, /Where to copy from: which collection\?/, 'And on, as if it had been typed'],
      [escape, /./],
    ],
  },
  gcs: {
    line: ['gcs', 'collection', 'list'],
    steps: [
      ['', /[Ww]hich (?:endpoint|collection)\?/, 'Which endpoint'],
      ['sandbox endpoint', /❯ Sandbox Endpoint/],
      [enter, /asks for your permission to manage it[^]*Paste the code here:/, 'It asks for a login'],
      [escape, /put off/],
      [end, /put off/, 'Put off'],
    ],
  },
  settings: {
    line: ['endpoint', 'update'],
    steps: [
      ['', /[Ww]hich collection or endpoint\? ❯/, 'Which'],
      ["ada's lap", /❯ Ada's Laptop/],
      [
        enter,
        /What is to change\? \(\d+ settings[^)]*\) ❯ \[ \] Its name Ada's Laptop/,
        'What is to change, and what it is now',
      ],
      [escape, /./],
    ],
  },
  rename: {
    line: ['group', 'update', 'Loom lab'],
    steps: [
      ['', /What is to change\? ❯ \[ \] Its new name Loom lab/],
      [enter, /Its new name: \(Enter keeps “Loom lab”\)/, 'What Enter keeps'],
      [`Looms of the north${enter}`, /Rename it from Loom lab to Looms of the north\? \(Y\/n\)/, 'What will happen'],
      [escape, /Its new name: \(Enter keeps “Looms of the north”\)/],
      [tab, /Its new name: Looms of the north/],
      ['\u0015', /Its new name: Tab edits/],
      [escape, /What is to change/],
      [escape, /./],
    ],
  },
  changes: {
    line: ['flows', 'update', 'Copy and count'],
    steps: [
      [
        '',
        /What is to change\? \(\d+ settings[^)]*\) ❯ \[ \] Its title Copy and count/,
        'What is to change, and what it is now',
      ],
      ['subtitle', /❯ \[ \] A subtitle/],
      [tab, /1 marked/],
      ['\u0015keyw', /❯ \[ \] Keywords/],
      [tab, /2 marked/],
      ['\u0015', /2 marked/, 'Two are marked'],
      [enter, /A subtitle:/, 'The value of the first'],
      [`and more${enter}`, /Keywords to find it by/, 'And of the next'],
      [escape, /A subtitle: \(Enter keeps “and more”\) Tab edits it/, 'Gone back'],
      [enter, /Keywords to find it by/],
      [`copy,count${enter}`, /Without questions[^]*Change it\? \(Y\/n\)/, 'What will happen'],
      [enter, /Change it\? Yes/],
      [end, /owned by/, 'Changed'],
    ],
  },
  gateway: {
    line: ['gcs', 'storage-gateway', 'create', 'posix'],
    steps: [
      ['', /[Ww]hich (?:endpoint|collection)\?/],
      ['sandbox endpoint', /❯ Sandbox Endpoint/],
      [enter, /asks for your permission[^]*Paste the code here:/, 'Its login, before anything else'],
      [code, /name of the new storage gateway/, 'Then the rest'],
      [escape, /❯ Sandbox Endpoint/],
      [escape, /./],
    ],
  },
};

describe.skipIf(!hasTerminal).each(widths)('a login at %d columns', { timeout: patience }, (columns) => {
  test('is explained, asked for again, and put off', async () => {
    const user = await sandboxUser();
    await kept(user, 'login-first-use', firstUse, columns);
    await kept(user, 'login-put-off', loginFirst, columns);
    await kept(user, 'login', login, columns);
  });
  test('to the real Globus is asked for in the same way', async () => {
    const home = scratch();
    const env = {
      HOME: home,
      GLOBUS_CONFIG_DIR: join(home, 'config'),
      GLOBUS_TOKEN_STORE: 'file',
      GLOBUS_CLIENT_ID: '8b2f0d0e-6a3c-4a6e-9d3e-5b7a1c2d3e4f',
    };
    await kept(
      { env, home, approve: () => Promise.reject(new Error('nobody approves it')) },
      'login-anywhere',
      loginAnywhere,
      columns,
    );
  });
  test('comes before the first question of a command', async () =>
    kept(await sandboxUser(), 'login-before-questions', askedLater, columns));
  test('for a permission names who asks, and is one for one command', async () => {
    const user = await sandboxUser();
    await user.logIn();
    await kept(user, 'consent', consent, columns);
    await kept(user, 'one-login', oneLogin, columns);
  });
  test('to share a folder of a mapped collection is one, too', async () => {
    const user = await sandboxUser();
    await user.logIn();
    await kept(user, 'one-login-to-share', oneLoginToShare, columns);
  });
});

/** Somebody with a thing of each kind. */
async function owner(): Promise<SandboxUser> {
  const user = await sandboxUser();
  await user.logIn();
  writeFileSync(
    join(user.home, 'sums.py'),
    'def add(a, b):\n    return a + b\n\n\ndef multiply(a, b):\n    return a * b\n',
  );
  writeFileSync(join(user.home, 'broken.jsonl'), '{"subject":"a","content":{},"visible_to":["public"]}\n{"subject"\n');
  writeFileSync(join(user.home, 'said.jsonl'), '{"subject":"a","content":{},"visible_to":["public"]}\n');
  writeFileSync(join(user.home, 'soups.csv'), 'id,title,temp\n1,Minestrone,90\n');
  const flow = { StartAt: 'A', States: { A: { Type: 'Pass', End: true } } };
  const schema = {
    type: 'object',
    properties: { n: { type: 'integer', title: 'How often' }, how: { enum: ['fast', 'slow'], title: 'How' } },
    required: ['n', 'how'],
  };
  for (const line of [
    ['group', 'create', 'Loom lab'],
    ['group', 'create', 'Readers of everything that the old laboratory behind the library ever wrote'],
    ['search', 'index', 'create', 'recipes', 'What to cook'],
    ['bookmark', 'create', `${tutorial}:/home/share/godata/`, 'data'],
    [
      'timer',
      'create',
      'transfer',
      `${tutorial}:/home/share/`,
      'Globus Tutorial Collection 2:/~/',
      '--recursive',
      '--every',
      '1d',
      '--name',
      'nightly',
    ],
    ['share', "Ada's Results:/private/", '--with', 'grace@globusid.org', '--read'],
    ['flows', 'create', 'Copy and count', JSON.stringify(flow), '--input-schema', JSON.stringify(schema)],
    ['transfer', `${tutorial}:/none`, 'Globus Tutorial Collection 2:/~/a', '--label', 'first of all'],
    [
      'transfer',
      `${tutorial}:/none`,
      'Globus Tutorial Collection 2:/~/b',
      '--label',
      'the second, of which the label is as long as labels of people who write everything down',
    ],
  ])
    expect(await user.run(line)).toMatchObject({ code: 0 });
  return user;
}

describe.skipIf(!hasTerminal).each(widths)('a question at %d columns', { timeout: patience }, (columns) => {
  let user: SandboxUser;
  beforeAll(async () => {
    user = await owner();
  }, patience);
  test('for a collection and a path on it', () => kept(user, 'pick-collection', collection, columns));
  test.each([
    ['task', picked(['task', 'show'], /[Ww]hich task\? ❯/, 'first')],
    ['group', picked(['group', 'show'], /[Ww]hich group\? ❯/, 'Loom')],
    ['flow', picked(['flows', 'show'], /[Ww]hich flow\? ❯/, 'Copy')],
    ['timer', picked(['timer', 'show'], /[Ww]hich timer\? ❯/, 'nightly')],
    ['index', picked(['search', 'index', 'show'], /[Ww]hich index\? ❯/, 'recipes')],
    ['bookmark', picked(['bookmark', 'show'], /[Ww]hich bookmark\? ❯/, 'data')],
    ['member', picked(['group', 'member', 'list'], /[Ww]hich group\? ❯/, 'Loom')],
  ] as const)('for a %s', (name, asked) => kept(user, `pick-${name}`, asked, columns));
  test('for several', () => kept(user, 'pick-several', several, columns));
  test.each(Object.entries(guides))('that leads through %s', (name, asked) =>
    kept(user, `guide-${name}`, asked, columns),
  );
  test.skipIf(!hasPython)('for one of several functions', async () => {
    const line = ['compute', 'run', 'Tutorial Endpoint', 'sums.py', '2', '3'];
    await kept(
      user,
      'compute-run',
      {
        line,
        steps: [
          ['', /Which function\? ❯ add/, 'Which function'],
          [down, /❯ multiply/],
          [enter, /✔ Which function\? multiply/],
          [end, / 6/, 'Its result'],
        ],
      },
      columns,
    );
  });
});
