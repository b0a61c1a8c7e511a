/** The command surface of the reference CLI: scripts written for it must find every path, argument and flag here. */
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { globalFlags } from '../src/cli/globals.js';
import type { CommandMeta, ParamMeta } from '../src/cli/manifest.js';
import { manifest } from './support/manifest-of.js';

interface TheirOption {
  readonly flags: readonly string[];
  readonly negations?: readonly string[];
  readonly kind: 'flag' | 'value';
  readonly choices?: readonly string[];
  readonly multiple?: boolean;
  readonly required?: boolean;
  readonly default?: unknown;
  readonly hidden?: boolean;
  readonly type?: string;
}
interface TheirCommand {
  readonly command: string;
  readonly arguments: readonly {
    readonly name: string;
    readonly required: boolean;
    readonly nargs: number;
    readonly choices?: readonly string[];
  }[];
  readonly options: readonly TheirOption[];
  readonly hidden?: boolean;
}

const file = join(
  process.env['GLOBUS_REFERENCE'] ?? join(import.meta.dirname, '../../shared/reference'),
  'commands.json',
);
if (!existsSync(file)) console.log(`house-surface: skipped, there is no ${file} (set GLOBUS_REFERENCE)`);
const theirs = existsSync(file)
  ? (JSON.parse(readFileSync(file, 'utf8')) as { commands: TheirCommand[] }).commands
  : [];

/** Where we differ on purpose: `path flag` or `path`, and why. */
const onPurpose: Readonly<Record<string, string>> = {};

const spellings = (flag: ParamMeta) => [...flag.names, ...(flag.off ?? [])];

function ours(path: string): CommandMeta | undefined {
  let node = manifest.tree();
  for (const word of path.split(' ').slice(1)) {
    const child = node.children?.[word];
    if (!child) return undefined;
    node = child;
  }
  return node.module ? manifest.meta(node.module) : undefined;
}

/** What of an option is missing or otherwise; empty where nothing is. */
function optionComplaints(meta: CommandMeta, option: TheirOption): string[] {
  const found = [...meta.flags, ...globalFlags].find((flag) =>
    spellings(flag).some((name) => option.flags.includes(name)),
  );
  if (!found) return [`${option.flags.join('/')} is missing`];
  const names = spellings(found);
  const name = option.flags.find((flag) => flag.startsWith('--')) ?? '';
  const lower = (found.choices ?? []).map((choice) => choice.toLowerCase());
  return [
    ...[...option.flags, ...(option.negations ?? [])]
      .filter((flag) => !names.includes(flag))
      .map((flag) => `${flag} is missing`),
    ...((found.kind === 'value') === (option.kind === 'value') ? [] : [`${name} is a ${option.kind} there`]),
    ...(found.choices
      ? (option.choices ?? [])
          .filter((choice) => !lower.includes(choice.toLowerCase()))
          .map((choice) => `${name} ${choice} is missing`)
      : []),
    ...(option.multiple && !found.multiple ? [`${name} is repeatable there`] : []),
    ...(found.required && !option.required ? [`${name} is not required there`] : []),
    ...(option.default !== undefined &&
    option.default !== null &&
    JSON.stringify(found.default) !== JSON.stringify(option.default) &&
    !(option.default === false || isEmpty(option.default))
      ? [`${name} is ${JSON.stringify(option.default)} by default there, ${JSON.stringify(found.default)} here`]
      : []),
  ];
}
const isEmpty = (value: unknown) => Array.isArray(value) && value.length === 0;

function complaints(command: TheirCommand): string[] {
  const meta = ours(command.command);
  if (!meta) return ['the command is missing'];
  const required = (args: readonly { readonly required?: boolean }[]) => args.filter((arg) => arg.required).length;
  const open = command.arguments.some(({ nargs }) => nargs < 0);
  const found = [
    ...(meta.args.length < command.arguments.length
      ? [`takes ${command.arguments.length} arguments there, ${meta.args.length} here`]
      : []),
    ...(required(meta.args) > required(command.arguments)
      ? [`requires ${required(command.arguments)} arguments there, ${required(meta.args)} here`]
      : []),
    ...(open && !meta.args.some((arg) => arg.multiple) ? ['takes any number of arguments there'] : []),
    ...command.options.filter((option) => !option.hidden).flatMap((option) => optionComplaints(meta, option)),
  ];
  return found.filter((text) => !(`${command.command} ${text.split(' ')[0]}` in onPurpose));
}

test('a flag, a choice, a default and a command that are not here are noticed', () => {
  const options: TheirOption[] = [
    { flags: ['--nonsense'], kind: 'flag' },
    { flags: ['--limit'], kind: 'flag' },
    { flags: ['--filter-requested-before'], kind: 'value', multiple: true },
    { flags: ['--filter-status'], kind: 'value', choices: ['NO_SUCH_STATUS'] },
    { flags: ['--filter-type'], kind: 'value', default: 'DELETE' },
  ];
  expect(
    complaints({ command: 'globus task list', arguments: [{ name: 'X', required: true, nargs: -1 }], options }),
  ).toEqual([
    'takes 1 arguments there, 0 here',
    'takes any number of arguments there',
    '--nonsense is missing',
    '--limit is a flag there',
    '--filter-requested-before is repeatable there',
    '--filter-status NO_SUCH_STATUS is missing',
    '--filter-type is "DELETE" by default there, undefined here',
  ]);
  expect(complaints({ command: 'globus no-such', arguments: [], options: [] })).toEqual(['the command is missing']);
});

describe.runIf(theirs.length)('the surface of the reference CLI', () => {
  for (const command of theirs.filter(({ hidden }) => !hidden)) {
    test(command.command, () => {
      expect(complaints(command)).toEqual([]);
    });
  }
});
