import {
  AuthRequiredError,
  CliError,
  ExitCode,
  exitCodeOfSignal,
  InterruptedError,
  ServiceError,
  UsageError,
} from '../errors.js';
import { namingProfile } from '../settings/profile.js';
import { sameLine } from './same-line.js';
import { sortedJson } from '../output/plain.js';
import { diskWords, isOfDisk } from '../disk-words.js';
import { visible, visibleLines } from '../visible.js';
import { withoutSecrets } from '../secrets.js';

export interface FailureOptions {
  readonly json: boolean;
  readonly debug: boolean;
  /** The profile in use, for the commands of hints. */
  readonly profile?: string | undefined;
  readonly mapHttpStatus?: ReadonlyMap<number, number>;
  /** What asked the process to end, if anything did. */
  readonly signal?: NodeJS.Signals | undefined;
  /** The line as it was typed, for errors that tell how to run it again. */
  readonly argv?: readonly string[];
}

/** What stderr gets and how the process ends, for anything that was thrown. */
export function judge(error: unknown, options: FailureOptions): Verdict {
  const { text, exitCode } = verdictOn(error, options);
  return { text: withoutSecrets(text), exitCode };
}

interface Verdict {
  readonly text: string;
  readonly exitCode: number;
}

function verdictOn(thrown: unknown, options: FailureOptions): Verdict {
  const error =
    options.signal && (thrown as Error | undefined)?.name === 'AbortError'
      ? new InterruptedError('Interrupted.', { cause: thrown })
      : thrown;
  if (isOfDisk(error)) return verdictOn(ofDisk(error), options);
  if (!(error instanceof CliError)) return bug(error, options);
  const mapped = statusOf(error) === undefined ? undefined : options.mapHttpStatus?.get(statusOf(error) as number);
  const ended = error instanceof InterruptedError ? exitCodeOfSignal.get(options.signal ?? '') : undefined;
  const exitCode = mapped ?? ended ?? error.exitCode;
  const again = error.again && options.argv && sameLine(options.argv, error.again);
  if (options.json)
    return {
      text: `${sortedJson(errorDocument(error, exitCode, { profile: options.profile, again }), 2)}
`,
      exitCode,
    };
  const id =
    typeof error.data['request_id'] === 'string'
      ? `
Request id: ${visible(error.data['request_id'])}`
      : '';
  const serviceCode = error.data['code'];
  const shownCode = typeof serviceCode === 'string' ? visible(serviceCode) : undefined;
  const code = shownCode !== undefined && !error.message.includes(shownCode) ? ` [${shownCode}]` : '';
  const advice = [
    ...(error.hint ? [namingProfile(error.hint, options.profile)] : []),
    ...(again ? [`Run it again, once only:  ${again}`] : []),
  ];
  const hint = advice.length ? `\n\n${advice.join('\n')}` : '';
  const stack = options.debug ? `\n\n${stackOf(error)}` : '';
  return { text: visibleLines(`${sentenceOf(error)}${code}${id}${hint}${stack}\n`), exitCode };
}

/** The message. That of a mistake on the line quotes what was typed: only lines that are indented can be ours there. */
const sentenceOf = (error: CliError) =>
  error instanceof UsageError ? error.message.replace(/\n(?! {2})/g, visible('\n')) : error.message;

function statusOf(error: CliError): number | undefined {
  if (error instanceof ServiceError) return error.response.status;
  const status = error instanceof AuthRequiredError ? error.data['http_status'] : undefined;
  return typeof status === 'number' ? status : undefined;
}

/** The JSON form of an error: what a script needs to decide what to do. */
function errorDocument(
  error: CliError,
  exitCode: number,
  { profile, again }: { readonly profile: string | undefined; readonly again: string | undefined },
): Record<string, unknown> {
  const { command } = error.data;
  const document = error instanceof ServiceError ? error.response.document : undefined;
  return {
    error: error.name,
    message: error.message,
    exit_code: exitCode,
    ...(error.hint && { hint: namingProfile(error.hint, profile) }),
    ...error.data,
    ...(again && { command: again }),
    ...(typeof command === 'string' && { command: namingProfile(command, profile) }),
    ...(document !== undefined && { response: document }),
  };
}

/** What the system said of a file where nobody had words for it: no bug. */
const ofDisk = (cause: NodeJS.ErrnoException) =>
  new CliError(`${cause.path === undefined ? 'A file' : visible(cause.path)} cannot be used: ${diskWords(cause)}.`, {
    cause,
    hint: 'Correct that, and run the command again; --debug says where it happened.',
    data: { path: cause.path, system_code: cause.code },
  });

function bug(error: unknown, { json, debug }: FailureOptions): Verdict {
  const what = error instanceof Error ? `${error.name}: ${error.message}` : String(error);
  const report = 'This is a bug in globus: please report it, with what --debug prints.';
  const text = json
    ? `${sortedJson({ error: 'Bug', message: what, hint: report, exit_code: ExitCode.failure }, 2)}\n`
    : visibleLines(
        `Unexpected error: ${what}\n${report}\n${debug && error instanceof Error ? `\n${stackOf(error)}\n` : ''}`,
      );
  return { text, exitCode: ExitCode.failure };
}

function stackOf(error: Error): string {
  const cause = error.cause instanceof Error ? `\ncaused by ${stackOf(error.cause)}` : '';
  // the message is quoted, on one line; the rest is where it came from
  const frames = (error.stack ?? '').split('\n').filter((line) => /^ +at /.test(line));
  return [visible(`${error.name}: ${error.message}`), ...frames].join('\n') + cause;
}
