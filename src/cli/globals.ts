import { UsageError } from '../errors.js';
import { type Format, formats } from '../output/format.js';
import type { ParamMeta } from './manifest.js';

/** The flags that every command takes; no command may use their names, but for --fields, of which `group member list` has its own. */
export const globalFlags: readonly ParamMeta[] = [
  {
    key: 'format',
    kind: 'value',
    names: ['--format', '-F'],
    metavar: formats.join('|'),
    choices: formats,
    summary: 'How the result is printed',
  },
  { key: 'json', kind: 'switch', names: ['--json'], summary: 'The same as --format json' },
  {
    key: 'jmespath',
    kind: 'value',
    names: ['--jmespath', '--jq'],
    metavar: 'EXPR',
    summary: 'Print the part of the result that this expression selects',
  },
  {
    key: 'shownFields',
    kind: 'value',
    names: ['--fields'],
    metavar: 'a,b,...',
    summary: 'Show these columns of a table, in this order, with whole ids',
  },
  {
    key: 'csvSafe',
    kind: 'switch',
    names: ['--csv-safe'],
    summary: 'With csv and tsv: keep spreadsheets from reading formulas',
  },
  {
    key: 'mapHttpStatus',
    kind: 'value',
    names: ['--map-http-status'],
    metavar: 'STATUS=CODE,...',
    summary: 'Exit with CODE (0, 1, 50-99) when a service answers STATUS',
  },
  {
    key: 'profile',
    kind: 'value',
    names: ['--profile'],
    metavar: 'NAME',
    completes: 'profile',
    summary: 'Use the login of this profile',
  },
  { key: 'noInput', kind: 'switch', names: ['--no-input'], summary: 'Never ask; what is missing is an error' },
  { key: 'verbose', kind: 'switch', names: ['--verbose', '-v'], summary: 'Say more' },
  { key: 'quiet', kind: 'switch', names: ['--quiet'], summary: 'Print results and errors only' },
  { key: 'debug', kind: 'switch', names: ['--debug'], summary: 'Log every request on stderr, secrets left out' },
  {
    key: 'showServerTiming',
    kind: 'switch',
    names: ['--show-server-timing'],
    summary: 'Print how long the services took',
    hidden: true,
  },
  { key: 'help', kind: 'switch', names: ['--help', '-h'], summary: 'Show this page' },
];

/** The flags of every command that a command takes; where it has its own of a name, that is meant. */
export const globalsOf = (own: readonly ParamMeta[]): readonly ParamMeta[] =>
  globalFlags.filter(({ names }) => !own.some((flag) => names.some((name) => flag.names.includes(name))));

/** All flags of a command. */
export const flagsOf = (own: readonly ParamMeta[]): readonly ParamMeta[] => [...own, ...globalsOf(own)];

export interface Globals {
  readonly format: Format | undefined;
  readonly jmespath: string | undefined;
  /** The columns of a table that are wanted. */
  readonly fields: readonly string[] | undefined;
  /** Whether cells of csv and tsv are guarded from spreadsheets. */
  readonly csvSafe: boolean;
  /** HTTP status -> exit code. */
  readonly mapHttpStatus: ReadonlyMap<number, number>;
  readonly profile: string | undefined;
  readonly noInput: boolean;
  readonly verbose: boolean;
  readonly quiet: boolean;
  readonly debug: boolean;
  readonly showServerTiming: boolean;
  readonly help: boolean;
}

/** The global flags among what was typed; UsageError where a value does not fit. */
export function readGlobals(given: ReadonlyMap<string, readonly (string | boolean)[]>): Globals {
  const last = (key: string) => given.get(key)?.at(-1);
  const text = (key: string) => last(key) as string | undefined;
  const typed = text('format');
  const format = typed === undefined ? undefined : formats.find((each) => each === typed.toLowerCase());
  if (typed !== undefined && !format) {
    throw new UsageError(`Invalid value for --format: '${typed}' is not one of ${formats.join(', ')}.`);
  }
  if (given.has('json') && format && format !== 'json')
    throw new UsageError(`--json and --format ${format} contradict each other.`);
  // what a script writes of an empty variable would act as somebody else than was meant
  if (text('profile')?.trim() === '')
    throw new UsageError('Invalid value for --profile: it is empty. Name a profile, or leave --profile out.');
  const chosen = given.has('json') ? 'json' : (format ?? 'text');
  if (given.has('shownFields') && (given.has('jmespath') || !['text', 'csv', 'tsv'].includes(chosen)))
    throw new UsageError('--fields chooses the columns of a table; for anything else, use --jmespath alone.');
  return {
    format: given.has('json') ? 'json' : format,
    jmespath: text('jmespath'),
    fields: text('shownFields')
      ?.split(',')
      .map((name) => name.trim()),
    csvSafe: given.has('csvSafe'),
    mapHttpStatus: statusMap(text('mapHttpStatus')),
    profile: text('profile'),
    noInput: given.has('noInput'),
    verbose: given.has('verbose'),
    quiet: given.has('quiet'),
    debug: given.has('debug'),
    showServerTiming: given.has('showServerTiming'),
    help: given.has('help'),
  };
}

function statusMap(text: string | undefined): ReadonlyMap<number, number> {
  const map = new Map<number, number>();
  for (const pair of text ? text.split(',') : []) {
    const match = /^\s*(\d+)\s*=\s*(\d+)\s*$/.exec(pair);
    const [status, code] = [Number(match?.[1]), Number(match?.[2])];
    if (!match || status < 100 || status > 599) {
      throw new UsageError(`Invalid value for --map-http-status: '${pair}' is not STATUS=CODE, such as 404=50.`);
    }
    if (!(code === 0 || code === 1 || (code >= 50 && code <= 99))) {
      throw new UsageError(`Invalid value for --map-http-status: the exit code ${code} is not 0, 1 or 50 to 99.`);
    }
    map.set(status, code);
  }
  return map;
}
