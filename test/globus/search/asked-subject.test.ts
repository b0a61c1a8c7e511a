/** What a person is asked of records that do not say what they are about, and told of files that cannot be read. */
import { expect, test } from 'vitest';
import { UsageError } from '../../../src/errors.js';
import {
  askSubjectWords,
  readBeforeAsking,
  saysWhoMaySee,
  sourceComplaint,
} from '../../../src/globus/search/asked-subject.js';

const texts = new Map([
  ['lab.csv', 'id,title,temp\n1,Rain,\n'],
  ['whole.csv', 'subject,title\nx,Rain\n'],
  ['lines.jsonl', '\n{"n": 3, "deep": {}, "name": "x", "none": ""}\n'],
  ['entries.json', '{"gmeta": [{"subject": "x", "content": {}}]}'],
  ['broken.jsonl', 'no json\n'],
  ['empty.csv', ''],
]);
const readText = (path: string) => {
  const text = texts.get(path);
  return text === undefined
    ? Promise.reject(new UsageError(`Cannot read '${path}': there is no such file.`))
    : Promise.resolve(text);
};
const files = {
  readText,
  async *lines(path: string) {
    yield* (await readText(path)).split('\n');
  },
  inFolder: (path: string) =>
    Promise.resolve(
      path === 'folder' ? ['folder/readme.txt', 'lab.csv'] : path === 'none' ? ['none/a.txt'] : undefined,
    ),
};
const asked = async (from: string) => {
  let offered: readonly string[] | undefined;
  const select = (_question: string, choices: readonly { readonly value: string }[]) => {
    offered = choices.map(({ value }) => value);
    return Promise.resolve(offered.at(-1) as never);
  };
  return [await askSubjectWords(from, { files, prompt: { select } }), offered];
};

test.each([
  ['lab.csv', ['--subject-field', 'title'], ['id', 'title']],
  ['folder', ['--subject-field', 'title'], ['id', 'title']],
  ['lines.jsonl', ['--subject-field', 'name'], ['n', 'name']],
  ['whole.csv', [], undefined],
  ['entries.json', [], undefined],
  ['empty.csv', [], undefined],
  ['-', [], undefined],
])('%s', async (from, words, offered) => expect(await asked(from)).toEqual([words, offered]));

test.each([
  ['nix.csv', /no such file/],
  ['broken.jsonl', /not JSON/],
  ['none', /There is no \.json/],
])('%s cannot be ingested', async (from, why) => expect(await sourceComplaint(from, files)).toMatch(why));
test.each(['lab.csv', 'folder', '-'])('%s can', async (from) =>
  expect(await sourceComplaint(from, files)).toBeUndefined(),
);

test('what every record says is not asked, and nobody agrees to send what cannot be', async () => {
  texts.set('said.jsonl', '{"subject":"a","content":{},"visible_to":["public"]}\n');
  texts.set('half.jsonl', `${texts.get('said.jsonl')!}{"subject":"b","content":{},"visible_to":[]}\n`);
  texts.set('late.csv', 'id,title\n1,Rain\n,Snow\n');
  texts.set('broken-late.jsonl', `${texts.get('said.jsonl')!}no json\n`);
  expect(await saysWhoMaySee('said.jsonl', files)).toBe(true);
  for (const from of ['half.jsonl', 'lab.csv', '-']) expect(await saysWhoMaySee(from, files)).toBe(false);
  expect(await sourceComplaint('broken-late.jsonl', files)).toMatch(/line 2: not JSON/);
  const reading = { from: 'late.csv', subjectField: 'id', visibleTo: ['public'] };
  await expect(readBeforeAsking(reading, files)).rejects.toThrow("late.csv, line 3: it has no 'id'");
  await expect(readBeforeAsking({ ...reading, subjectField: 'title' }, files)).resolves.toBeUndefined();
});
