import { expect, test } from 'vitest';
import { rowLines } from '../../src/commands/_copying.js';
import { lineText } from '../../src/output/render.js';

type Row = Parameters<typeof rowLines.line>[0];
const task = '1b1ab1fd-67a2-416b-bacd-912c43bf3cd5';
const row = (more: Partial<Row>) => ({ action: '+', path: 'a', bytes: 3, ...more }) as Row;
const terminal = { columns: 60, color: false };

test('a task whose id was said when it was accepted is not told by it again on a terminal', () => {
  const copied = row({ task_id: task, status: 'SUCCEEDED', files: 3, bytes: 48 });
  const deleted = row({ task_id: task, status: 'SUCCEEDED' });
  expect(lineText(rowLines, copied, { terminal })).toBe('* 3 files (48 B)\n');
  expect(lineText(rowLines, deleted, { terminal })).toBe('');
  expect(lineText(rowLines, copied, {})).toBe(`* task ${task}: 3 files (48 B)\n`);
  expect(lineText(rowLines, deleted, {})).toBe(`* task ${task}\n`);
});
test('of a task that is not waited for, the id is all that there is', () => {
  for (const options of [{}, { terminal }])
    expect(lineText(rowLines, row({ task_id: task }), options)).toBe(`${task}\n`);
});
