import type { CommandMeta } from './cli/manifest.js';
import type { Resolved } from './cli/resolve.js';
import { checkBuild, fromBuild } from './cli/build.js';
import { type Globals, readGlobals } from './cli/globals.js';
import { parseLine, type Typed } from './cli/parse.js';
import { hasLinks, timeStyle, wantsColor } from './cli/style.js';
import type { Asked } from './leading.js';
import { type LookUpName, readInput } from './cli/values.js';
import type { RenderOptions } from './output/render.js';
import type { Rest } from './command/incomplete.js';
import type { Terminal } from './output/table.js';
import { createPrompt, isInteractive, isUnheard } from './host/prompt.js';
import type { Runtime } from './runtime.js';
import { truthOf } from './truth.js';
import { connect } from './needs.js';
import { configuration } from './settings/configuration.js';
import { namingProfile } from './settings/profile.js';
import { CliError, ServiceError } from './errors.js';
import type { TransferOperations } from './services/transfer.js';
import type { Origin } from './services/expected.js';
import { OwnWords } from './own-words.js';
import { shellLine } from './shell.js';
import { visible } from './visible.js';
import { configDirectory } from './host/directories.js';
import { files } from './host/files.js';
import { notices } from './host/notices.js';
import { screenWidth } from './host/screen-width.js';
import { interruption } from './host/interruption.js';
import { zoneRemark } from './host/time-zone.js';
import { pager, unpaged } from './host/pager.js';
import { workIsDone } from './host/raw-out.js';

/** What a failure is judged by. */
export interface Noted {
  readonly globals?: Globals;
  readonly profile?: string | undefined;
  /** What asked the process to end, if anything did. */
  readonly signal?: NodeJS.Signals;
}
export interface Line {
  readonly module: string;
  /** What the words of the line name. */
  readonly line: Resolved;
  readonly meta: CommandMeta;
  readonly runtime: Runtime;
  /** Told what becomes known of the line, for whoever judges a failure. */
  readonly note: (known: Noted) => void;
}

/** Reads and runs the line of one command; throws what went wrong. */
export async function runLine({ module, line, meta, runtime, note }: Line): Promise<number> {
  if (line.rest.some((word) => word.includes('\ufffd'))) (await import('./host/argv.js')).demandUtf8(runtime.platform);
  const parsed = parseLine(meta, line.rest);
  const globals = readGlobals(parsed.given);
  note({ globals });
  if (globals.help) {
    const [{ commandHelp }, { helpStyle }, { rawOut }] = await Promise.all([
      import('./cli/help.js'),
      import('./cli/style.js'),
      import('./host/raw-out.js'),
    ]);
    await rawOut(runtime).write(commandHelp(meta, line.node, helpStyle(runtime)));
    return 0;
  }
  const [command, { execute, asksAfresh, letsIn }, { print, viewFor }, { isDrawn, isForScreen }, { isListing }] =
    await Promise.all([
      fromBuild(module, () => runtime.loadCommand(module)),
      import('./cli/execute.js'),
      import('./cli/print.js'),
      import('./output/render.js'),
      import('./output/listing.js'),
    ]);
  checkBuild(command, meta);
  const typed: Typed = command.spelled ? { ...parsed, operands: command.spelled(parsed.operands) } : parsed;
  const ownWords = new OwnWords();
  const options = renderOptions(runtime, globals, ownWords);
  if (options.jmespath !== undefined) (await import('./output/jmespath.js')).checkExpression(options.jmespath);
  const interrupt = interruption(runtime, (signal) => note({ signal }));
  const prompt = createPrompt(
    runtime,
    isInteractive(runtime, globals.noInput),
    interrupt.signal,
    wantsColor(runtime.env, true),
  );
  const fileTools = files(runtime, interrupt.signal);
  const context = { readText: fileTools.readText, now: runtime.now };
  const plain = unpaged(runtime);
  const zone = zoneRemark(runtime);
  if (zone !== undefined) notices(runtime, globals.quiet).info(zone);
  try {
    const { inject, silently, lookUp, lookUpName, pick, pickSeveral, guideTools, lastDocument, hasActed } = connect({
      runtime,
      globals,
      typed: shellLine([...line.words, ...line.rest]),
      prompt,
      files: fileTools,
      interrupt,
      noteProfile: (profile) => note({ profile }),
      called: (text) => namingProfile(isForScreen(options) ? ownWords.said(text) : text, globals.profile),
    });
    const remarks = new Set<string>();
    /** Said once, though going back among questions has the line read again. */
    const warn = (text: string) => {
      if (!remarks.has(text)) notices(runtime, globals.quiet).warn(text);
      remarks.add(text);
    };
    const isAfresh = asksAfresh(
      meta.path,
      command,
      // a dry run shows what would be lost, and has to mean the same thing
      (flag) => flag !== 'dryRun' && typed.given.has(flag),
    );
    const lookUpNamed: LookUpName = async (name, owner) => {
      // before something is lost it is made sure what a name means now
      const isMeantNow = isAfresh || letsIn(meta.path, name.kind);
      const found = await lookUpName(
        { kind: name.kind, text: name.text, parameter: name.parameter, owner },
        isMeantNow,
      );
      ownWords.note(name, found);
      return found;
    };
    const read = (typed: Typed, asking?: Asked, isDraft = false) =>
      readInput({
        isDraft,
        command,
        meta,
        typed,
        verbose: globals.verbose,
        drawn: isDrawn(options),
        isOnScreen: isForScreen(options),
        context,
        ...asking,
        lookUpName: lookUpNamed,
        warn: runtime.stderr.isTTY ? warn : undefined,
      });
    const say = (text: string) => globals.quiet || runtime.stderr.write(`${text}\n`);
    const named = { command, meta, context, inject, lookUpName: lookUpNamed };
    const terminal = async () => (await import('./lookup-tools.js')).terminalFor(runtime);
    const ofPerson = async () =>
      (await import('./leading.js')).inputOf({
        ...{ command, meta, line, typed, context, read, say },
        ...{ prompt, pick, pickSeveral, guideTools },
        logInFirst: (await import('./typed-first.js')).judgingFirst(typed, named, fileTools.exists),
        presentSettings: async (typed) =>
          (await import('./present-settings.js')).presentSettings(typed, named, silently),
        terminal,
        ...{ warn: notices(runtime, globals.quiet).warn, tell: notices(runtime, globals.quiet).info },
      });
    const meant = async (error: unknown): Promise<never> => {
      if (!prompt.available) throw error;
      const { withMeantLine } = await import('./meant-line.js');
      throw await withMeantLine(error, { ...{ meta, typed, runtime, terminal }, words: line.words, connect: silently });
    };
    const { input, agree } = prompt.available
      ? await ofPerson().catch(meant)
      : { input: await read(typed), agree: undefined };
    // before anything is done: a column that there is not is a wrong line
    if (globals.fields) (await import('./output/columns.js')).withColumns(viewFor(command, input), globals.fields);
    let failure: CliError | undefined;
    try {
      const outcome = await execute(command, input, {
        ...{ inject, prompt, agree },
        isUnheard: isUnheard(runtime, globals.noInput),
      });
      failure = outcome.failure;
      // drawing a large document listens to nobody, and there is nothing to wind up; what was done has to be said, though
      if (!isListing(outcome.result) && !prompt.available && !hasActed()) interrupt.unlisten();
      const paged = () => (prompt.available ? pager(runtime, plain) : plain);
      const onNothing = async () => {
        const { nothingSaid } = await import('./cli/nothing.js');
        const said = nothingSaid(command, { words: line.words, meta, typed, input });
        if (said) notices(runtime, globals.quiet).info(said);
      };
      const made = outcome.result === undefined ? undefined : command.made?.(outcome.result, input);
      if (made) ownWords.noteMade(made);
      const printed = await print(outcome.result, viewFor(command, input), {
        options,
        plain,
        paged,
        lookUp,
        onNothing,
        unshown: (error) =>
          outcome.rest ? hinted(error, outcome.rest.otherwise) : hasActed() ? onlyTheResult(error) : error,
      });
      if (outcome.rest) await goOn(outcome.rest, printed);
      const step =
        !failure && isForScreen(options) && outcome.result !== undefined
          ? command.next?.(outcome.result, input)
          : undefined;
      const next = step === undefined ? undefined : namingProfile(ownWords.said(step), globals.profile);
      // a summary may end with the same line
      const isTold = next !== undefined && printed.includes(next.slice(next.lastIndexOf('  ') + 1).trim());
      if (next !== undefined && !isTold) notices(runtime, globals.quiet).info(next);
    } catch (error) {
      const values = Object.values({ ...input.args, ...input.flags });
      ownWords.noteBegun(error, (document) => command.made?.(document, input));
      const told = await ofPath(error, values, isForScreen(options), () => guideTools.connect('transfer'));
      const advised = isForScreen(options) ? ownWords.told(told) : told;
      return await meant(await blamed(advised, lastDocument()));
    }
    // what was said of it so far calls things as the person did, and so does this
    if (failure) throw isForScreen(options) ? ownWords.told(failure) : failure;
    return 0;
  } finally {
    interrupt.release();
  }
}

/** What could not be shown, where the work is done: whoever runs the line again does it twice. */
const onlyTheResult = (error: unknown): unknown =>
  error instanceof CliError && error.hint === undefined ? hinted(error, workIsDone) : error;
const hinted = (error: unknown, hint: string): unknown =>
  error instanceof CliError ? error.toldWith(error.message, { hint }) : error;

/** Does what waited for something to be printed; CliError where that was not in what was printed. */
async function goOn({ shows, otherwise, act }: Rest, printed: string): Promise<void> {
  if (!printed.includes(shows))
    throw new CliError('What was to be shown only once was not in what was printed.', { hint: otherwise });
  await act();
}

/** What the terminal at stdout, or the screen that shows what is printed, can show, and how this person reads times. */
function terminalOf(runtime: Runtime, { verbose, profile }: Globals, ownWords: OwnWords): Terminal | undefined {
  const { env, stdout, now } = runtime;
  const columns = screenWidth(runtime);
  if (columns === undefined) return undefined;
  const isTerminal = stdout.isTTY ?? false;
  let style = timeStyle(env);
  let isKnown = style !== undefined;
  return {
    columns,
    color: isTerminal && wantsColor(env, true),
    links: isTerminal && hasLinks(env),
    verbose,
    called: (text) => namingProfile(ownWords.said(text), profile),
    named: (text) => ownWords.named(text),
    // read where a time is shown: what shows none needs no configuration
    get time() {
      if (!isKnown) style = configuration(configDirectory(runtime)).read().output?.time;
      isKnown = true;
      return style;
    },
    // asked for where a time is shown: questions and waiting may have taken minutes
    get now() {
      return now();
    },
  };
}

function renderOptions(runtime: Runtime, globals: Globals, ownWords: OwnWords): RenderOptions {
  const { env } = runtime;
  const terminal = terminalOf(runtime, globals, ownWords);
  return {
    format: globals.format ?? 'text',
    csvSafe: globals.csvSafe,
    ...(globals.fields && { columns: globals.fields }),
    ...(globals.jmespath !== undefined && { jmespath: globals.jmespath }),
    fold: truthOf(env['GLOBUS_CLI_FOLD_TABLES'] ?? '') ?? false,
    ...(terminal && { terminal }),
  };
}

/** The error with what is wrong with a path that it is about: for a person at a terminal, and anywhere where files go over HTTPS. */
async function ofPath(
  error: unknown,
  values: readonly unknown[],
  isForPerson: boolean,
  connect: () => Promise<Pick<TransferOperations, 'statFile'>>,
): Promise<unknown> {
  if (!(error instanceof ServiceError) || !(isForPerson || error.response.service === 'https')) return error;
  const { placesAmong, toldOfPath } = await import('./globus/places/missing.js');
  return toldOfPath(error, placesAmong(values), connect);
}

/**
 * What is read of a service's document is not checked field by field: where reading it breaks, it is the document that is not what
 * was promised, and is said to be, with where it came from.
 */
async function blamed(error: unknown, origin: Origin | undefined): Promise<unknown> {
  if (!origin || !(error instanceof TypeError || error instanceof RangeError)) return error;
  const { unexpected } = await import('./services/expected.js');
  const [, key] = /\(reading '(?!undefined)(.*)'\)$/.exec(error.message) ?? [];
  return unexpected(origin, missingFor(key), error);
}

/** What is wrong with a document of which this could not be read. What texts, lists and tables have themselves names our program, and not it. */
function missingFor(key: string | undefined): string {
  if (key === undefined) return 'a part of another kind than it should be';
  const isOurs = [String.prototype, Array.prototype, Number.prototype, Map.prototype].some((own) => key in own);
  return isOurs ? 'a part that is needed is missing' : `the part that should hold '${visible(key)}' is missing`;
}
