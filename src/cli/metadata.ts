import type { Command, Params } from '../command/command.js';
import { flagName } from '../command/given.js';
import type { ParamShape } from '../command/param.js';
import type { CommandMeta, ParamMeta } from './manifest.js';

/** How an argument is written: TASK_ID for taskId. */
export const argumentName = (key: string, shape: ParamShape) =>
  shape.names?.[0] ?? key.replace(/[A-Z]/g, (letter) => `_${letter}`).toUpperCase();
/** How a flag is written. */
export const flagNames = (key: string, shape: ParamShape) => shape.names ?? [flagName(key)];

/** The flag that stands in for the question of a command that loses something. */
export const yesFlag: ParamShape = { kind: 'switch', summary: 'Do not ask for confirmation', names: ['--yes', '-y'] };

function describe(key: string, shape: ParamShape, names: readonly string[]): ParamMeta {
  const { kind, summary, off, metavar, choices, suggests, multiple, hidden, secret, completes } = shape;
  const { thing, alsoHere, asks, only, mustBeThere, everybody, byId, of } = shape;
  return {
    key,
    kind,
    summary,
    names,
    ...(off && { off }),
    ...(metavar && { metavar }),
    ...(choices && { choices }),
    ...(multiple && { multiple }),
    ...(hidden && { hidden }),
    ...(secret && { secret }),
    ...(suggests && { suggests }),
    ...(completes && { completes }),
    ...(thing && { thing }),
    ...(alsoHere && { alsoHere }),
    ...(asks && { asks }),
    ...(only && { only }),
    ...(mustBeThere && { mustBeThere }),
    ...(everybody && { everybody }),
    ...(byId && { byId }),
    ...(of && { of }),
    ...(shape.default !== undefined && { default: shape.default }),
  };
}

/** Every secret can be read from a file, where `ps` does not show it; what takes a document takes its file as it is. */
const fileFlag = (key: string, shape: ParamShape): ParamMeta[] =>
  shape.secret && !shape.completes
    ? [
        {
          key: `${key}File`,
          kind: 'value',
          names: [`${shape.names?.[0]?.startsWith('--') ? shape.names[0] : flagName(key)}-file`],
          summary: `${shape.summary}, from a file; - asks, or reads standard input`,
          metavar: 'FILENAME',
          completes: 'file',
          secretOf: key,
        },
      ]
    : [];

/** What the manifest keeps of a command: everything that is data. */
export function metadata(path: string, command: Command): CommandMeta {
  const args = Object.entries((command.args ?? {}) as Params).map(([key, shape]) => ({
    ...describe(key, shape, [argumentName(key, shape)]),
    required: !shape.optional,
  }));
  const flags: ParamMeta[] = Object.entries((command.flags ?? {}) as Params).flatMap(([key, shape]) => [
    { ...describe(key, shape, flagNames(key, shape)), ...(shape.required && { required: true }) },
    ...fileFlag(key, shape),
  ]);
  for (const [key, shape] of Object.entries((command.args ?? {}) as Params)) flags.push(...fileFlag(key, shape));
  if (command.losing && !flags.some((flag) => flag.key === 'yes'))
    flags.push(describe('yes', yesFlag, yesFlag.names ?? []));
  return {
    path,
    summary: command.summary,
    ...(command.description && { description: command.description }),
    examples: command.examples,
    needs: (command.needs ?? []) as readonly string[],
    args,
    flags,
    rules: command.rules ?? [],
    ...(command.losing && { asks: true }),
    ...(command.anythingGoes && { anythingGoes: true }),
    ...(command.elsewhere && { elsewhere: command.elsewhere }),
    ...(command.also && { also: command.also }),
    ...(command.seeAlso && { seeAlso: command.seeAlso }),
  };
}
