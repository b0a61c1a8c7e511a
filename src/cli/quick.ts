import type { Runtime } from '../runtime.js';
import { answer, type Fulfil } from './completion/complete.js';
import { commandHelp, flagsHelp, type HelpStyle, topicHelp } from './help.js';
import { openManifest } from './manifest.js';
import { isBeforeKinds, type Resolved, resolve } from './resolve.js';
import { helpStyle } from './style.js';

/** The part of the runtime that a line without a command looks at. */
export type QuickRuntime = Pick<Runtime, 'env' | 'stdout' | 'stderr' | 'manifest' | 'version'> & {
  /** Knows what only a login knows of an unfinished line. */
  readonly fulfil?: Fulfil;
  /** Told why the answer could not be written. */
  readonly onUnwritable?: (error: NodeJS.ErrnoException) => void;
};

/** A line was answered, or nothing was printed yet and this is what it names. */
export type QuickAnswer =
  { readonly exitCode: number; readonly resolved?: never } | { readonly exitCode?: never; readonly resolved: Resolved };

/**
 * Answers the lines that need no command: the version, help, a topic alone, and what a shell's completion asks; any other line
 * is resolved, for the program to go on with. All of it is synchronous, and it loads the manifest only: bin/globus.js runs it
 * from a bundle of its own, before anything else of the program.
 */
export function quickly(argv: readonly string[], runtime: QuickRuntime): QuickAnswer {
  const { stderr } = runtime;
  const manifest = openManifest(runtime.manifest);
  if (argv[0] === '__complete') {
    return printed(answer(manifest, argv.slice(1), runtime.fulfil), runtime);
  }
  if (argv.length === 1 && argv[0] === '--version') return printed(`globus ${runtime.version}\n`, runtime);
  if (argv[0] === 'help') {
    const page = helpPage(manifest, argv.slice(1), { ...helpStyle(runtime), lines: undefined });
    if (page !== undefined) return printed(page, runtime);
  }
  // of help for what there is not, it is that word that is unknown; a command never runs for it
  const resolved = resolve(manifest.tree(), argv[0] === 'help' ? argv.slice(1) : argv);
  const { node, rest, words, nextWord } = resolved;
  const asksHelp = (token: string) => token === '--help' || token === '-h';
  const style = helpStyle(runtime);
  if (node.module)
    return rest.length > 0 && rest.every(asksHelp)
      ? printed(commandHelp(manifest.meta(node.module), node, style), runtime)
      : { resolved };
  if (nextWord !== undefined) return { resolved };
  if (rest.includes('--version') && !words.length) return printed(`globus ${runtime.version}\n`, runtime);
  if (rest.some(asksHelp) || (!words.length && !rest.length)) return printed(topicHelp(words, node, style), runtime);
  // on a terminal a person may be asked which kind
  if (rest.length || (stderr.isTTY && isBeforeKinds(resolved))) return { resolved };
  stderr.write(topicHelp(words, node, style));
  return { exitCode: 2 };
}

/** The page of a topic or a command, whole; undefined where the words name none. */
function helpPage(
  manifest: ReturnType<typeof openManifest>,
  argv: readonly string[],
  style: HelpStyle,
): string | undefined {
  if (argv.length === 1 && argv[0] === 'flags') return flagsHelp(style);
  const { node, words, rest } = resolve(manifest.tree(), argv);
  // what follows a command is for the command: its page says what that may be
  if (rest.length && !node.module) return undefined;
  return node.module ? commandHelp(manifest.meta(node.module), node, style) : topicHelp(words, node, style);
}

function printed(text: string, { stdout, onUnwritable }: QuickRuntime): QuickAnswer {
  stdout.write(text, (error) => error && onUnwritable?.(error));
  return { exitCode: 0 };
}
