import type { Runtime } from '../runtime.js';
import { answer } from './completion/complete.js';
import { commandHelp, topicHelp } from './help.js';
import { openManifest } from './manifest.js';
import { resolve } from './resolve.js';
import { helpStyle } from './style.js';

/** The part of the runtime that a line without a command looks at. */
export type QuickRuntime = Pick<Runtime, 'env' | 'stdout' | 'stderr' | 'manifest' | 'version'>;

/**
 * Answers the lines that need no command: the version, help, a topic alone, and what a shell's completion asks. Returns the
 * exit code, or undefined for every other line, of which nothing was printed then. All of it is synchronous, and it loads the
 * manifest only: bin/globus.js runs it from a bundle of its own, before anything else of the program.
 */
export function quickly(argv: readonly string[], runtime: QuickRuntime): number | undefined {
  const { stdout, stderr } = runtime;
  const manifest = openManifest(runtime.manifest);
  if (argv[0] === '__complete') {
    stdout.write(answer(manifest, argv.slice(1)));
    return 0;
  }
  if (argv.length === 1 && argv[0] === '--version') return say(`globus ${runtime.version}\n`, stdout);
  const { node, rest, words, nextWord } = resolve(manifest.tree(), argv);
  const asksHelp = (token: string) => token === '--help' || token === '-h';
  const style = helpStyle(runtime);
  if (node.module)
    return rest.length > 0 && rest.every(asksHelp)
      ? say(commandHelp(manifest.meta(node.module), node, style), stdout)
      : undefined;
  if (nextWord !== undefined) return undefined;
  if (rest.includes('--version') && !words.length) return say(`globus ${runtime.version}\n`, stdout);
  if (rest.some(asksHelp) || (!words.length && !rest.length)) return say(topicHelp(words, node, style), stdout);
  if (rest.length) return undefined;
  stderr.write(topicHelp(words, node, style));
  return 2;
}

function say(text: string, stdout: QuickRuntime['stdout']): number {
  stdout.write(text);
  return 0;
}
