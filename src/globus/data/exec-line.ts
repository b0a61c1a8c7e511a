import { spawn } from 'node:child_process';
import { CliError, InterruptedError, UsageError } from '../../errors.js';
import { visible } from '../../visible.js';
import { splitWords } from '../transfer/batch-lines.js';
import { hasPattern } from '../transfer/globs.js';

/** A program and its arguments, in which `{}` stands for a place. */
export interface ExecLine {
  readonly words: readonly string[];
  /** As many places as fit stand where `{}` is, each a word of its own. */
  readonly isForMany: boolean;
}
/** What a program is run with. */
export interface ExecHost {
  readonly cwd: string;
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly platform: string;
  /** The path of this program: a line that begins with `globus` is for it. */
  readonly executable: string;
  /** The variables with which it acts as the login of this process. */
  readonly login: () => Readonly<Record<string, string>>;
  readonly interrupted: () => Promise<NodeJS.Signals>;
}

const gap = '{}';

/** Reads a line as it is written for `--exec`, quoted as in a shell, `+` at its end for many at once. UsageError for what cannot be run; `name` is how messages name the parameter. */
export function execLine(text: string, name: string): ExecLine {
  const wrong = (why: string, hint?: string) =>
    new UsageError(`Invalid value for ${name}: '${visible(text)}' ${why}.`, { hint });
  let words: string[];
  try {
    words = splitWords(text, { hasComments: false });
  } catch (cause) {
    if (!(cause instanceof UsageError)) throw cause;
    throw wrong(`cannot be read: ${cause.message}`);
  }
  const isForMany = words.at(-1) === '+';
  // find(1) ends its line with one of these
  if (isForMany || words.at(-1) === ';') words.pop();
  if (!words.length) throw wrong('names no program');
  const [program = '', ...rest] = words;
  if (program.includes(gap)) throw wrong(`has ${gap} in the place of the program`);
  if (!rest.some((word) => word.includes(gap)))
    throw wrong(`does not say where the places go`, `Write ${gap} for them: --exec 'globus stat ${gap}'`);
  if (isForMany && rest.filter((word) => word.includes(gap)).join('') !== gap)
    throw wrong(`ends in +, so ${gap} has to stand once, as a word of its own`);
  return { words, isForMany };
}

/** As long as a command may be, with room for its environment. */
const longest = ({ platform }: ExecHost) => (platform === 'win32' ? 24_000 : 96_000);

/**
 * Runs the line for each place, or for as many as fit at once, one after the other, and without a shell: what is in a name is never a command.
 * A program that fails does not end it: CliError at the end that says how many did. One that cannot be started does.
 */
export async function runForEach(line: ExecLine, places: AsyncIterable<string>, host: ExecHost): Promise<void> {
  const run = runner(host);
  let [runs, failed, first] = [0, 0, ''];
  const runFor = async (some: readonly string[]) => {
    if (!some.length) return;
    const words = filled(line, some);
    const outcome = await run(words);
    runs++;
    if (outcome === 0) return;
    first ||= `'${words.slice(0, 8).map(visible).join(' ')}' ended with ${outcome}`;
    failed++;
  };
  let [waiting, length] = [[] as string[], 0];
  for await (const place of places) {
    if (!line.isForMany) {
      await runFor([place]);
      continue;
    }
    const size = Buffer.byteLength(place) + 1;
    if (length + size > longest(host)) {
      await runFor(waiting);
      [waiting, length] = [[], 0];
    }
    waiting.push(place);
    length += size;
  }
  await runFor(waiting);
  if (failed)
    throw new CliError(`${failed} of ${runs} ${runs === 1 ? 'command' : 'commands'} failed; the first: ${first}.`);
}

const filled = ({ words, isForMany }: ExecLine, places: readonly string[]): readonly string[] =>
  isForMany
    ? words.flatMap((word) => (word === gap ? places : [word]))
    : words.map((word) => word.replaceAll(gap, () => places[0] ?? ''));

/**
 * The words of a line for this program. `rm` takes a path for a pattern unless it is told not to, and a file that was found and is
 * called `*` would take all others of its folder along.
 */
function ownWords(words: readonly string[]): readonly string[] {
  const at = words.indexOf('rm');
  if (at === -1 || words.includes('--enable-globs') || !words.some(hasPattern)) return words;
  return [...words.slice(0, at + 1), '--no-enable-globs', ...words.slice(at + 1)];
}

function runner(host: ExecHost): (words: readonly string[]) => Promise<number | NodeJS.Signals> {
  let child: ReturnType<typeof spawn> | undefined;
  let isInterrupted = false;
  // on a terminal Ctrl-C reaches the program by itself; any other signal is for us alone. Once our own line has ended, none is meant
  void host.interrupted().then((signal) => {
    if (!child) return;
    isInterrupted = true;
    child.kill(signal);
  });
  return ([program = '', ...args]) => {
    const isOurs = program === 'globus';
    const started = spawn(isOurs ? process.execPath : program, isOurs ? [host.executable, ...ownWords(args)] : args, {
      cwd: host.cwd,
      // with the login that the environment brings: a globus further down would act as another one without it
      env: { ...host.env, ...host.login() },
      stdio: 'inherit',
    });
    child = started;
    return new Promise((done, fail) => {
      const ended = () => void (child = undefined);
      started.once('error', (cause) => (ended(), fail(cannotStart(program, cause))));
      started.once('close', (code, signal) => {
        ended();
        if (isInterrupted) fail(new InterruptedError('Interrupted.'));
        else done(code ?? signal ?? 1);
      });
    });
  };
}

const cannotStart = (program: string, cause: Error) =>
  new CliError(
    (cause as NodeJS.ErrnoException).code === 'ENOENT'
      ? `There is no program '${visible(program)}'.`
      : `'${visible(program)}' cannot be started: ${cause.message}`,
    { cause, hint: 'Lines of a shell need one: --exec \'sh -c "..." sh {}\'' },
  );
