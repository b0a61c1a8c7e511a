import { expect, test } from 'vitest';
import { fitted } from '../../src/output/cut.js';
import { globus } from '../support/globus.js';
import { answering, exampleLogins } from '../support/answering.js';

const line = 'No pause rules. Make one:  globus endpoint-manager pause-rule create';

test.each([
  [60, 'No pause rules. Make one:\n  globus endpoint-manager pause-rule create'],
  [20, 'No pause rules. Make\none:\n  globus endpoint-manager pause-rule create'],
  [80, line],
  [undefined, line],
])('a command line that does not fit beside its sentence has a line of its own: %s', (columns, shown) => {
  expect(fitted(line, columns)).toBe(shown);
});

test('a command line that only its indentation would break is not indented', () => {
  const command = `globus ls ${'x'.repeat(9)}`;
  expect(fitted(`Did you mean:  ${command}`, 20)).toBe(`Did you mean:\n${command}`);
  expect(fitted(`Did you mean:  ${command}`, 19)).toBe(`Did you mean:\n${command}`);
  expect(fitted(`Did you mean:  ${command}`, 18)).toBe(`Did you mean:\n  ${command}`);
});

test('the same within a list', () => {
  expect(fitted(`  ${line}`, 24)).toBe('  No pause rules. Make\n  one:\n    globus endpoint-manager pause-rule create');
});

test('what is copied otherwise keeps its line', () => {
  for (const text of [
    `  globus ls ${'x'.repeat(9)}`,
    `globus ${'x'.repeat(9)} y`,
    'See https://example.org/a for more of it',
  ])
    expect(fitted(text, 12)).toBe(text);
});

test('what there is nothing of is said so, at any width', async () => {
  const api = answering({
    change: ({ url }) => (/pause_rule_list$/.test(url.pathname) ? Response.json({ DATA: [] }) : undefined),
  });
  const argv = ['endpoint-manager', 'pause-rule', 'list'];
  const { stderr } = await globus(argv, { api, logins: exampleLogins, terminal: { columns: 60 } });
  expect(stderr).toBe('No pause rules. Make one:\n  globus endpoint-manager pause-rule create\n');
});
