import { expect, test } from 'vitest';
import { checkBuild, fromBuild } from '../../src/cli/build.js';
import { metadata } from '../../src/cli/metadata.js';
import { command, param } from '../../src/command/index.js';
import { message } from '../../src/output/view.js';

const rebuild = { exitCode: 1, hint: 'In a checkout, run: npm run build\nElsewhere, install globus again.' };
const greet = command({
  summary: 'Greet.',
  examples: [],
  losing: { what: () => ({ question: 'Really?' }) },
  args: { whom: param.text({ summary: 'Whom' }) },
  flags: { loud: param.switch({ summary: 'Loudly' }) },
  output: message(() => 'hello'),
  run: () => ({}),
});

test('a command and its page of the same build fit', () => {
  expect(() => checkBuild(greet, metadata('greet', greet))).not.toThrow();
});
test('a page of an older build is told, before the command runs', () => {
  const older = { ...metadata('greet', greet), flags: [] };
  expect(() => checkBuild(greet, older)).toThrow(
    expect.objectContaining({
      ...rebuild,
      message: "The files of globus do not match: the manifest knows 'globus greet' without its 'loud'.",
    }),
  );
});
const missing: string = './no/task/gone.js';
test('a file of the build that is not there is told', async () => {
  await expect(fromBuild('task/gone', () => import(missing))).rejects.toMatchObject({
    ...rebuild,
    message: 'The files of globus do not match: there is no task/gone.',
  });
  await expect(fromBuild('task/gone', () => Promise.reject(new TypeError('x')))).rejects.toThrow(TypeError);
});
