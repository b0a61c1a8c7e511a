/**
 * A person at a terminal who says which thing to change, and not what, is asked for it: which settings, beside what they are now, and
 * then for each of them. Off a terminal nothing of this happens.
 */
import { expect, test } from 'vitest';
import { askingFor, wordsOf } from '../src/asking.js';
import { askingSettings } from '../src/asking-settings.js';
import { settingsOf, settingsQuestion } from '../src/cli/asked-settings.js';
import type { CommandMeta, ParamMeta } from '../src/cli/manifest.js';
import { parseLine, type Typed } from '../src/cli/parse.js';
import { type Check, readInput } from '../src/cli/values.js';
import type { Command } from '../src/command/command.js';
import { type Change, changesNothing, changesTold, lastQuestion } from '../src/changes-told.js';
import type { PeopleTools } from '../src/asking-people.js';
import { NetworkError } from '../src/errors.js';
import { type Present, presentSettings } from '../src/present-settings.js';
import type { SearchChoice } from '../src/tools.js';
import { commandOf, commands } from './support/manifest-of.js';

const labId = '1c8f0d0e-6a3c-4a6e-9d3e-5b7a1c2d3e4f';
const id = '8b2f0d0e-6a3c-4a6e-9d3e-5b7a1c2d3e4f';
/** What people type: one of these fits each flag. */
const texts = [
  'PLAIN',
  id,
  '500',
  '50000-51000',
  '2030-01-31',
  'true',
  '{}',
  'all',
  '47.6,-122.3',
  'https://example.org/',
  'institution',
  'ada@example.org',
  'NAME=value',
];
/** Commands whose path says that they change something, and that ask for it in another way. */
const otherwise = new Map([
  ['update', 'it brings the program up to date'],
  ['session update', 'its guide asks how to log in'],
  ['timer update', 'a timer has one setting, which is asked for as every flag that is required'],
  ['group membership-fields set', 'what it sets is a flag that is required'],
  ['gcs endpoint domain update', 'the name is the setting; its guide asks for the certificate'],
  ['gcs collection domain update', 'the name is the setting; its guide asks for the certificate'],
]);
/** Of those, the ones that ask nothing at the end. */
const unaskedAtTheEnd = new Set<string>([]);

const all = await Promise.all(
  commands()
    .filter(({ hidden }) => !hidden)
    .map(async ({ module, meta }) => ({ meta, command: await commandOf(module) })),
);
const isChange = ({ path }: CommandMeta) => /(^| )(update|set[\w-]*)( |$)/.test(path);
/** Whether an argument says what it becomes, behind the thing that is changed: `set-owner COLLECTION OWNER`. */
const isSetByArgument = ({ path, args }: CommandMeta) =>
  (/(^| )set-/.test(path) && args.length > 1) || args.some(({ key }) => key.endsWith('Json'));

test('every command that changes settings asks for them, or says why not', () => {
  const silent = all.filter(
    ({ meta, command }) =>
      isChange(meta) && !isSetByArgument(meta) && !settingsOf(command, meta).length && !otherwise.has(meta.path),
  );
  expect(silent.map(({ meta }) => meta.path)).toEqual([]);
  const changes = all.filter(({ meta, command }) => settingsOf(command, meta).length);
  expect(changes.length).toBeGreaterThan(35);
  // what has another way has none of this
  expect(changes.filter(({ meta }) => otherwise.has(meta.path)).map(({ meta }) => meta.path)).toEqual([]);
});

test('what is set now is shown by all but a few', () => {
  const blind = all.filter(({ meta, command }) => settingsOf(command, meta).length > 1 && !command.changes?.now);
  expect(blind.map(({ meta }) => meta.path)).toEqual([
    // nobody is shown secrets, and what else there is is a name
    'gcs user-credential update s3',
    // the sandbox tells it by listing all of them
    'sandbox collection update',
  ]);
});

/** Ada and the group of the lab are all there are. */
const peopleTools = {
  connect: (service: string) =>
    Promise.resolve(
      service === 'auth'
        ? {
            getIdentities: ({ usernames = '', ids = '' }) =>
              Promise.resolve({
                identities: [{ id, username: 'ada@example.org' }].filter((each) =>
                  `${usernames},${ids}`.split(',').some((word) => [each.id, each.username].includes(word)),
                ),
              }),
          }
        : {
            getMyGroups: () => Promise.resolve([{ id: labId, name: 'Lab, north', my_memberships: [] }]),
            getGroup: () => Promise.resolve({ id: labId, name: 'Lab, north' }),
          },
    ),
  once: <T>(_what: string, find: () => Promise<T>) => find(),
} as unknown as PeopleTools;

/** How somebody answers. */
interface Person {
  /** By question; every other is answered with what fits. */
  readonly answers?: Readonly<Record<string, readonly string[]>>;
  /** The rows that are marked. */
  readonly marks: (choices: readonly SearchChoice[]) => readonly string[];
  readonly present?: Partial<Present>;
}
/** Somebody who marks these rows, and gives each question an answer that it takes. */
function somebody({ marks, present = {}, answers: wanted = {} }: Person) {
  const questions: string[] = [];
  const offered: (string | undefined)[] = [];
  const shown: string[] = [];
  const complaints: string[] = [];
  const changes: Change[] = [];
  const answer = async (check: Check | undefined): Promise<string> => {
    for (const text of texts) if ((await check?.(text)) === undefined) return text;
    throw new Error('nothing fits');
  };
  /** The first of these that is taken; why the others were not is kept. */
  const answered = async (texts: readonly string[], check: Check | undefined): Promise<string> => {
    for (const text of texts) {
      const reason = await check?.(text);
      if (reason === undefined) return text;
      complaints.push(reason);
    }
    throw new Error('nothing fits');
  };
  const prompt = {
    select: (question: string, choices: readonly { value: string }[], { former }: { former?: string } = {}) => {
      questions.push(question);
      offered.push(former);
      return Promise.resolve(wanted[question]?.[0] ?? choices[0]!.value);
    },
    input: (question: string, { check, former }: { check?: Check; former?: string } = {}) => {
      questions.push(question);
      offered.push(former);
      const own = wanted[question];
      if (own && !question.startsWith('One more')) return answered(own, check);
      const [, more] = wanted['One more'] ?? [];
      return question.startsWith('One more')
        ? Promise.resolve(question.includes('beside 1?') && more !== undefined ? more : '')
        : answer(check);
    },
    secret: (question: string, { check }: { check?: Check }) => (questions.push(question), answer(check)),
  } as never;
  const pick = (_kind: unknown, question: string) => (questions.push(question), Promise.resolve(id));
  const asking = askingFor({ prompt, pick }, () => Promise.resolve());
  const askSettings = askingSettings({
    questions: {
      prompt,
      pickSeveral: (_kind, question) => (questions.push(question), Promise.resolve([id])),
      severalOf: (_question, choices, check) => {
        shown.push(...choices.map(({ line }) => line));
        const marked = marks(choices);
        const complaint = check(marked);
        if (complaint === undefined) return Promise.resolve(marked);
        complaints.push(complaint);
        return Promise.resolve(marked.slice(0, 1));
      },
    },
    asking,
    people: peopleTools,
    changes: (change) => void changes.push(change),
    present: () => Promise.resolve({ texts: new Map(), without: [], ...present }),
    terminal: { columns: 80, color: false },
  });
  return {
    asking: { ...asking, askSettings },
    answers: asking.answers,
    questions,
    offered,
    shown,
    complaints,
    changes,
  };
}

const lineOf = (meta: CommandMeta): Typed => ({
  given: new Map(),
  operands: meta.args.filter(({ required }) => required).map(({ choices }) => choices?.[0] ?? id),
  sequence: [],
});
const read = (command: Command, meta: CommandMeta, asking?: ReturnType<typeof somebody>['asking']) =>
  readInput({
    command,
    meta,
    typed: lineOf(meta),
    verbose: false,
    context: { readText: () => Promise.resolve('{}'), now: () => new Date(0) },
    lookUpName: () => Promise.resolve({ id, path: null }),
    ...asking,
  });

/** Settings that belong together: with one of them alone the line is wrong, as it is without questions. */
const needsMore = (meta: CommandMeta, { key }: ParamMeta) =>
  meta.rules.some(({ type, keys }) => (type === 'together' || type === 'requires') && keys.includes(key));

test.each(
  all.filter(({ meta, command }) => settingsOf(command, meta).length).map((each) => [each.meta.path, each] as const),
)('%s asks for each of its settings', async (_path, { meta, command }) => {
  for (const flag of settingsOf(command, meta)) {
    const { asking, answers, questions } = somebody({ marks: () => [flag.key] });
    const input = await read(command, meta, asking);
    expect(input.given(flag.key), flag.key).toBe(true);
    // no flags in words to a person, and a line that says the same
    expect(questions.filter((text) => /(^|[ (])--?[a-z]/.test(text))).toEqual([]);
    if (!flag.secret && !needsMore(meta, flag))
      expect([...parseLine(meta, wordsOf(answers)).given.keys()]).toEqual([flag.key]);
  }
});

const commandAt = (path: string) => all.find(({ meta }) => meta.path === path)!;

test('shows what is set now, offers it, and leaves out what the thing cannot have', async () => {
  const { meta, command } = commandAt('endpoint update');
  const person = somebody({
    marks: () => ['displayName', 'public'],
    present: {
      texts: new Map([
        ['displayName', 'Lab data'],
        ['public', 'no'],
      ]),
      without: ['location'],
    },
  });
  const { flags } = await read(command, meta, person.asking);
  expect(person.shown).toContain('Its name  Lab data');
  expect(person.shown.join()).not.toContain('located');
  // the name stands there to be changed, and the choice at what it is
  expect(person.offered).toEqual(['Lab data', '--private']);
  expect(flags).toMatchObject({ displayName: 'PLAIN', public: true });
  expect(changesTold(person.changes)).toEqual(['Its name: Lab data → PLAIN', 'Whether others can find it: no → yes']);
  expect(lastQuestion(meta, person.changes)).toBe('Change it?');
  expect(wordsOf(person.answers)).toEqual(['--display-name', 'PLAIN', '--public']);
});

test('a setting is found by the name of its flag, and by the one that turns it off', async () => {
  const { meta, command } = commandAt('endpoint update');
  const words: string[] = [];
  const person = somebody({
    marks: (choices) => {
      words.push(...choices.map((each) => each.words ?? ''));
      return ['displayName'];
    },
  });
  await read(command, meta, person.asking);
  for (const flag of settingsOf(command, meta))
    for (const name of [...flag.names, ...(flag.off ?? [])])
      expect(
        words.some((each) => each.split(' ').includes(name)),
        name,
      ).toBe(true);
});

test('asks at the end before anything changes, with what changes', () => {
  // each is asked in one way: by its guide, by what is lost, or by its words
  const unasked = all.filter(({ meta, command }) => {
    const isAsked = command.guide?.question ?? command.losing ?? lastQuestion(meta, []);
    return (isChange(meta) || settingsOf(command, meta).length) && !isAsked && !unaskedAtTheEnd.has(meta.path);
  });
  expect(unasked.map(({ meta }) => meta.path)).toEqual([]);
  const { meta } = commandAt('group update');
  const name = { key: 'name', summary: 'its new name', from: 'Lab', to: 'New lab' };
  expect(lastQuestion(meta, [name])).toBe('Rename it from Lab to New lab?');
  expect(changesTold([name])).toEqual([]);
  const text = { key: 'description', summary: 'what it is for', from: 'a', to: 'x'.repeat(200) };
  const added = { key: 'terms', summary: 'terms', from: undefined, to: 'none' };
  expect(lastQuestion(meta, [name, text])).toBe('Change it?');
  expect(changesTold([name, text, added])).toEqual([
    'Its new name: Lab → New lab',
    `What it is for: a → ${'x'.repeat(59)}…`,
  ]);
  // Enter at everything keeps everything
  expect(changesNothing([{ ...name, to: 'Lab' }])).toBe(true);
  expect(changesNothing([{ ...name, to: 'Lab' }, text])).toBe(false);
  expect(changesNothing([])).toBe(false);
  for (const path of ['cat', 'group create', 'group member list', 'bookmark show', 'timer resume'])
    expect(lastQuestion(commandAt(path).meta, [])).toBeUndefined();
  for (const path of ['flows run cancel', 'rename', 'bookmark rename', 'group leave'])
    expect(lastQuestion(commandAt(path).meta, [])).toMatch(/^(Cancel|Rename|Leave) it\?$/);
});

test('says which settings do not go together, before it asks for their values', async () => {
  const { meta, command } = commandAt('endpoint update');
  const person = somebody({ marks: () => ['noDefaultDirectory', 'defaultDirectory'] });
  const input = await read(command, meta, person.asking);
  expect(person.complaints).toEqual(["'The folder to start in' and 'Have no folder to start in' exclude each other."]);
  expect(input.flags).toMatchObject({ noDefaultDirectory: true });
});

test('asks for nothing where a setting stands on the line', () => {
  const { meta, command } = commandAt('flows update');
  expect(settingsQuestion(command, meta, new Set(['title']))).toBeUndefined();
  expect(settingsQuestion(command, meta, new Set(['flowId']))?.settings.length).toBeGreaterThan(5);
});

test('a setting that takes many values is asked for more of them', async () => {
  const { meta, command } = commandAt('gcs node update');
  const person = somebody({ marks: () => ['ipAddress'], answers: { 'One more': ['', '192.0.2.8'] } });
  const input = await read(command, meta, person.asking);
  expect(input.flags).toMatchObject({ ipAddress: ['PLAIN', '192.0.2.8'] });
  expect(wordsOf(person.answers)).toEqual(['--ip-address', 'PLAIN', '--ip-address', '192.0.2.8']);
});

test.each(['gcs endpoint update', 'gcs storage-gateway update posix', 'endpoint update'])(
  '%s asks for what a value wants beside it',
  async (path) => {
    const { meta, command } = commandAt(path);
    const { summary } = meta.flags.find(({ key }) => key === 'networkUse')!;
    const person = somebody({ marks: () => ['networkUse'], answers: { [`${summary}:`]: ['custom'] } });
    const { flags } = await read(command, meta, person.asking);
    expect(flags).toMatchObject({ networkUse: 'custom', maxConcurrency: 500, preferredParallelism: 500 });
  },
);

/** What is set now of the thing that a line of this command names, where the endpoint is this or the service fails. */
const presentOf = (path: string, getEndpoint: (id: string) => Promise<object>) => {
  const { meta, command } = commandAt(path);
  return presentSettings(
    { given: new Map(), operands: ['Lab data'], sequence: [] },
    {
      ...{ command, meta, context: { readText: () => Promise.resolve(''), now: () => new Date(0) } },
      inject: () => Promise.resolve({ transfer: { getEndpoint } }),
      lookUpName: () => Promise.resolve({ id, path: null }),
    },
    peopleTools.connect,
  );
};
const laptop = { id, entity_type: 'GCP_mapped_collection', display_name: 'Lab data', public: false, keywords: 'a,b' };

test('finds out what is set now by the id of what was named', async () => {
  const asked: string[] = [];
  const { texts: now, without } = await presentOf('endpoint update', (at) => {
    asked.push(at);
    return Promise.resolve({ ...laptop, description: 'two\nlines', contact_info: null });
  });
  expect(asked).toEqual([id]);
  expect(Object.fromEntries(now)).toEqual({ displayName: 'Lab data', public: 'no', keywords: 'a,b' });
  expect(without).toContain('location');
});

test('a service that does not tell keeps nobody from being asked; another command is named before anybody answers', async () => {
  const failing = () => Promise.reject(new NetworkError('no answer'));
  await expect(presentOf('endpoint update', failing)).resolves.toEqual({ texts: new Map(), without: [] });
  const server = { ...laptop, entity_type: 'GCSv5_mapped_collection' };
  await expect(presentOf('endpoint update', () => Promise.resolve(server))).rejects.toThrow(/is for other kinds/);
});

test('off a terminal the error is what it was', async () => {
  const { meta, command } = commandAt('endpoint update');
  await expect(read(command, meta)).rejects.toThrow('Give at least one setting to change.');
  const group = commandAt('group update');
  await expect(read(group.command, group.meta)).rejects.toThrow(/^Give one of --name/);
  const flow = commandAt('flows update');
  await expect(read(flow.command, flow.meta)).resolves.toBeDefined();
});

const urns = { ada: `urn:globus:auth:identity:${id}`, lab: `urn:globus:groups:id:${labId}` };
/** Who may start a flow, asked of somebody who answers this where these may now: complaints, what is told, and the line. */
async function starters(now: readonly string[], ...typed: readonly string[]) {
  const { meta, command } = commandAt('flows update');
  const present = await presentSettings(
    lineOf(meta),
    {
      ...{ command, meta, context: { readText: () => Promise.resolve(''), now: () => new Date(0) } },
      inject: () => Promise.resolve({ flows: { getFlow: () => Promise.resolve({ id, flow_starters: now }) } }),
      lookUpName: () => Promise.resolve({ id, path: null }),
    },
    peopleTools.connect,
  );
  const question =
    'Who may start it (replaces what is there: usernames and group:NAME with commas between, everyone, or nobody):';
  const person = somebody({ marks: () => ['starters'], present, answers: { [question]: typed } });
  const input = await read(command, meta, person.asking);
  const { complaints, offered, changes, answers } = person;
  return { complaints, offered, told: changesTold(changes), words: wordsOf(answers), value: input.flags['starters'] };
}

test('who may do something is shown by name, said to be replaced, and checked where it is asked for', async () => {
  const changed = await starters([urns.ada, urns.lab], 'grace', 'group:loom', 'ada@example.org,,', 'Everybody');
  expect(changed.offered).toEqual(['ada@example.org,group:"Lab, north"']);
  expect(changed.complaints).toEqual([
    "Nobody is called 'grace'. Give the whole username: it looks like someone@domain.",
    "No group of yours is named 'loom'.",
    'A name is missing between the commas.',
  ]);
  expect(changed.told).toEqual(['Who may start it: ada@example.org,group:"Lab, north" → everyone']);
  // the line has the word of the service
  expect(changed.words).toEqual(['--starters', 'all_authenticated_users']);
  const fromAll = await starters(['all_authenticated_users'], 'group:"Lab, north",ada@example.org');
  expect(fromAll).toMatchObject({ offered: ['everyone'], complaints: [] });
  expect(fromAll.value).toHaveLength(2);
  const cleared = await starters([urns.ada], 'nobody');
  expect(cleared).toMatchObject({ told: ['Who may start it: ada@example.org → nobody else'], value: [] });
  await expect(starters([], 'nobody')).rejects.toThrow(/^Nothing was changed/);
});

test('what a line calls null is none to a person, who types that', async () => {
  const { meta, command } = commandAt('gcs collection update');
  const person = somebody({ marks: () => ['description'], answers: { 'What it is, or none:': ['none'] } });
  expect((await read(command, meta, person.asking)).flags).toMatchObject({ description: null });
  for (const each of all.filter(({ meta, command }) => settingsOf(command, meta).length)) {
    const words: string[] = [];
    const marks = (choices: readonly SearchChoice[]) => {
      words.push(...choices.map(({ line }) => line));
      return [choices[0]?.value ?? ''];
    };
    await read(each.command, each.meta, somebody({ marks }).asking).catch(() => undefined);
    expect(
      words.filter((line) => /\bnull\b/.test(line)),
      each.meta.path,
    ).toEqual([]);
  }
});

test('everybody is nobody where the service has no word for it', async () => {
  const { meta, command } = commandAt('flows run update');
  const question = 'Who may see it (usernames and group:NAME with commas between, or nobody):';
  const person = somebody({ marks: () => ['monitors'], answers: { [question]: ['everyone', 'public', 'nobody'] } });
  const { flags } = await read(command, meta, person.asking);
  expect(person.complaints).toEqual(Array(2).fill('Everyone cannot be given this: name people and groups.'));
  expect(flags).toMatchObject({ monitors: [] });
});

test.each(
  all.filter(({ meta, command }) => settingsOf(command, meta).length).map((each) => [each.meta.path, each] as const),
)('%s shows each list that is there, and says that it is replaced', async (_path, { meta, command }) => {
  for (const flag of settingsOf(command, meta)) {
    const isList = (flag.multiple && !flag.thing) || flag.metavar?.endsWith(',...');
    if (!isList || flag.secret) continue;
    const present = { texts: new Map([[flag.key, 'what, is, there']]), without: [] };
    const person = somebody({ marks: () => [flag.key], present });
    // where what fits is not all that the line wants, the question was asked nevertheless
    await read(command, meta, person.asking).catch(() => undefined);
    if (!flag.choices) expect(person.offered[0], `${meta.path} ${flag.key}`).toBe('what, is, there');
    expect(person.questions[0]).toMatch(/\(replaces what is there[:)]/);
  }
});

test('what Enter keeps stands on no line, and where all is kept nothing is changed', async () => {
  const { meta, command } = commandAt('group update');
  const texts = new Map([
    ['name', 'Loom lab'],
    ['description', 'People who weave'],
  ]);
  const marks = () => ['name', 'description'];
  const name = 'Its new name:';
  const description = 'What it is for:';
  const renamed = somebody({
    ...{ marks, present: { texts } },
    answers: { [name]: ['Looms'], [description]: ['People who weave'] },
  });
  const input = await read(command, meta, renamed.asking);
  expect(wordsOf(renamed.answers)).toEqual(['--name', 'Looms']);
  expect([input.given('name'), input.given('description')]).toEqual([true, false]);
  const kept = somebody({
    ...{ marks, present: { texts } },
    answers: { [name]: ['Loom lab'], [description]: ['People who weave'] },
  });
  await expect(read(command, meta, kept.asking)).rejects.toThrow('Nothing was changed: it is set to this already.');
});
