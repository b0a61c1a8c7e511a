/** What the values of the reference CLI's options and arguments may be: each is read here, and what is refused there is refused here. */
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { globalFlags } from '../src/cli/globals.js';
import type { Param } from '../src/command/param.js';
import { UsageError } from '../src/errors.js';
import { commandOf, manifest, moduleOf } from './support/manifest-of.js';

interface TheirParam {
  readonly type?: string;
  readonly class?: string;
  readonly choices?: readonly string[];
  readonly min?: number | null;
  readonly max?: number | null;
  readonly hidden?: boolean;
}
interface TheirCommand {
  readonly command: string;
  readonly arguments: readonly (TheirParam & { readonly name: string })[];
  readonly options: readonly (TheirParam & { readonly flags: readonly string[]; readonly kind: string })[];
  readonly hidden?: boolean;
}
const file = join(
  process.env['GLOBUS_REFERENCE'] ?? join(import.meta.dirname, '../../shared/reference'),
  'commands.json',
);
if (!existsSync(file)) console.log(`house-values: skipped, there is no ${file} (set GLOBUS_REFERENCE)`);
const theirs = existsSync(file)
  ? (JSON.parse(readFileSync(file, 'utf8')) as { commands: TheirCommand[] }).commands
  : [];

const id = '1405823f-0597-4a16-b296-46d4f0ae4b15';
interface Values {
  readonly good: readonly string[];
  readonly bad: readonly string[];
}
const identity: Values = { good: [id, 'ada@example.org'], bad: [] };
const json: Values = { good: ['{"a": [1]}'], bad: ['{"a":', '/no/such/file.json'] };
/** By class, else by type: what is taken there, and what ends there with exit code 2. */
const byType: Readonly<Record<string, Values>> = {
  text: { good: ['text', 'two words', ''], bad: [] },
  uuid: { good: [id, id.toUpperCase()], bad: ['1405823f', '', 'x'] },
  integer: { good: ['1', '50'], bad: ['x', '1.5', ''] },
  boolean: {
    good: ['true', 'FALSE', 'yes', 'No', '1', '0', 't', 'f', 'y', 'n', 'on', 'off'],
    bad: ['maybe', '2'],
  },
  datetime: { good: ['2030-01-31', '2030-01-31T10:00:00', '2030-01-31 10:00:00'], bad: ['soon', '2030-13-01', ''] },
  TIMEDELTA: { good: ['1d', '12h', '30m', '3600', '3600s', '1w2d3h4m5s', '1h 30m'], bad: ['often', ''] },
  filename: { good: ['/dev/null', '-'], bad: [] },
  HeaderParamType: { good: ['X-Test: value', 'A:b', 'A:'], bad: ['none'] },
  QueryParamType: { good: ['a=b', 'a=', 'a=b=c'], bad: ['none'] },
  StringOrNull: { good: ['text', 'null', ''], bad: [] },
  UrlOrNull: {
    good: ['https://example.org/', 'http://example.org', 'null'],
    bad: ['example.org', 'ftp://example.org'],
  },
  IntOrNull: { good: ['1', 'null'], bad: ['x'] },
  CommaDelimitedList: { good: ['a,b', 'a', ''], bad: [] },
  NotificationParamType: {
    good: ['on', 'off', 'succeeded', 'failed,inactive', 'ON', 'succeeded,failed,inactive'],
    bad: ['sometimes', 'on,failed'],
  },
  GCSManagerGuestActivityNotificationParamType: { good: ['all', 'succeeded', 'failed,source'], bad: ['sometimes'] },
  TransferGuestActivityNotificationParamType: { good: ['all', 'succeeded', 'failed,source'], bad: ['sometimes'] },
  JSONStringOrFile: json,
  LocationType: { good: ['41.8,-87.6', '1,1'], bad: ['x', '1', '1,2,3'] },
  EndpointPlusPath: { good: [`${id}:/a b/c:d`, `${id}:~/x`], bad: ['1405823f:/x'] },
  IdentityType: identity,
  GCSSubscriptionIdType: { good: [id, 'DEFAULT'], bad: ['x'] },
  GCPSubscriptionIdType: { good: [id, 'DEFAULT', 'null'], bad: ['x'] },
  SubscriptionIdType: { good: [id, 'null'], bad: ['x'] },
  // the choices of these are not among the facts
  OmittableChoice: { good: [], bad: ['no-such-choice'] },
  GroupSubscriptionVerifiedIdType: { good: [id, 'null'], bad: ['x'] },
  GCSEndpointType: { good: [id], bad: [] },
  TimerResourceType: { good: [id], bad: [] },
};

function valuesOf(param: TheirParam): Values | undefined {
  if (param.type === 'colon_delimited_choice' || param.class === 'ColonDelimitedChoiceTuple')
    return { good: (param.choices ?? []).flatMap((each) => [each, each.toLowerCase()]), bad: ['x', 'x:y'] };
  if (param.choices?.length) {
    const good = param.choices.flatMap((each) => [each, each.toLowerCase(), each.toUpperCase()]);
    // some of these are lists, which may be empty
    return { good, bad: ['no-such-choice'] };
  }
  const found = byType[param.class ?? ''] ?? byType[param.type ?? ''];
  if (param.type !== 'integer' || !found) return found;
  const [min, max] = [param.min ?? undefined, param.max ?? undefined];
  return {
    good: [...(min === undefined ? [] : [String(min)]), ...(max === undefined ? [] : [String(max)])].concat(
      min === undefined ? found.good : [],
    ),
    bad: [
      ...found.bad,
      ...(min === undefined ? [] : [String(min - 1)]),
      ...(max === undefined ? [] : [String(max + 1)]),
    ],
  };
}

/** Whether a parameter reads a text: UsageError is no, anything else is a fault. */
async function reads(param: Param<unknown>, text: string): Promise<boolean> {
  const readText = (path: string) =>
    path === '/dev/null' ? Promise.resolve('') : Promise.reject(new UsageError(`${path}: not found`));
  try {
    await param.parse(text, { name: 'X', readText, now: () => new Date() });
    return true;
  } catch (error) {
    if (error instanceof UsageError) return false;
    throw error;
  }
}

/**
 * What names a thing takes its id or its name: of texts that are no id only those are refused that can be no name. What is looked
 * for by id only, and a bookmark, which its command looks for, take what they always took.
 */
const noName: readonly string[] = ['1405823f-0597', '', 'two\nlines'];

async function complaints(param: Param<unknown>, name: string, values: Values): Promise<string[]> {
  const { good } = values;
  const bad = param.thing && !param.byId && param.thing !== 'bookmark' ? noName : values.bad;
  const found: string[] = [];
  for (const text of good) if (!(await reads(param, text))) found.push(`${name} refuses '${text}'`);
  for (const text of bad) if (await reads(param, text)) found.push(`${name} takes '${text}'`);
  return found;
}

/** Where we differ on purpose: what is said of it above, and why. */
const onPurpose: Readonly<Record<string, string>> = Object.fromEntries(
  [
    ['endpoint permission create --expiration-date', 'what is no date is told before it is sent'],
    ['endpoint permission update --expiration-date', 'what is no date is told before it is sent'],
    ['task update --deadline', 'what is no date is told before it is sent'],
    ['gcp create mapped --subscription-id', 'what is no subscription is told before it is sent'],
    ['gcp update mapped --subscription-id', 'what is no subscription is told before it is sent'],
    ['endpoint permission create --group', 'a group has a name, and none is empty'],
    ['endpoint role create --group', 'a group has a name, and none is empty'],
  ].flatMap(([what = '', why = '']) =>
    ['text', 'two words', ''].map((text) => [`globus ${what} refuses '${text}'`, why]),
  ),
);

test('what differs on purpose is on the page that says so', () => {
  const page = readFileSync('docs/compatibility.md', 'utf8');
  const options = Object.keys(onPurpose).map((text) => text.replace(/ (?:refuses|takes) '.*$/, ''));
  expect(options.filter((option) => !page.includes(`\`${option}\``))).toEqual([]);
});

describe.runIf(theirs.length)('values of the reference CLI', () => {
  for (const their of theirs.filter(({ hidden }) => !hidden)) {
    test(their.command, async () => {
      const module = moduleOf(their.command.split(' ').slice(1));
      if (!module) throw new Error(`${their.command} is not here`);
      const [meta, command] = [manifest.meta(module), await commandOf(module)];
      const found: string[] = [];
      for (const option of their.options.filter(({ hidden, kind }) => !hidden && kind === 'value')) {
        const values = valuesOf(option);
        expect(values, `a type that this test does not know: ${option.class ?? option.type}`).toBeDefined();
        if (globalFlags.some(({ names }) => names.some((name) => option.flags.includes(name)))) continue;
        const ours = meta.flags.find(({ names }) => names.some((name) => option.flags.includes(name)));
        const param = (command.flags as Record<string, Param<unknown>>)[ours?.key ?? ''];
        if (values && param) found.push(...(await complaints(param, option.flags[0] ?? '', values)));
      }
      for (const [i, argument] of their.arguments.entries()) {
        const values = valuesOf(argument);
        expect(values, `a type that this test does not know: ${argument.class ?? argument.type}`).toBeDefined();
        const param = (command.args as Record<string, Param<unknown>>)[meta.args[i]?.key ?? ''];
        if (values && param) found.push(...(await complaints(param, argument.name, values)));
      }
      expect(found.filter((text) => !(`${their.command} ${text}` in onPurpose))).toEqual([]);
    });
  }
});
