import type { Globals } from './cli/globals.js';
import { type CommandMeta, openManifest } from './cli/manifest.js';
import { resolve } from './cli/resolve.js';
import type { Runtime } from './runtime.js';

/** Runs one command line and returns the exit code. Never throws; never ends the process. */
export async function main(argv: readonly string[], runtime: Runtime): Promise<number> {
  if (argv.length === 1 && argv[0] === '--version') {
    runtime.stdout.write(`globus ${runtime.version}\n`);
    return 0;
  }
  if (argv[0] === '__complete') return completeWords(argv.slice(1), runtime);
  const options = { json: wantsJson(argv), debug: argv.includes('--debug') };
  let globals: Globals | undefined;
  try {
    return await dispatch(argv, runtime, (read) => (globals = read));
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EPIPE') return 0;
    const { judge } = await import('./cli/failure.js');
    const verdict = judge(error, { ...options, ...(globals && { mapHttpStatus: globals.mapHttpStatus }) });
    runtime.stderr.write(verdict.text);
    return verdict.exitCode;
  }
}

async function dispatch(argv: readonly string[], runtime: Runtime, note: (globals: Globals) => void): Promise<number> {
  const manifest = openManifest(runtime.manifest);
  const found = resolve(manifest.tree(), argv);
  const { node, rest, words, nextWord } = found;
  const asksHelp = rest.length > 0 && rest.every((token) => token === '--help' || token === '-h');
  if (node.module && asksHelp) return showHelp(runtime, words, node, manifest.meta(node.module));
  if (!node.module) {
    if (nextWord !== undefined) {
      const { unknownCommand } = await import('./cli/parse.js');
      throw unknownCommand(words, nextWord, Object.keys(node.children ?? {}));
    }
    if (rest.includes('--version') && !words.length) {
      runtime.stdout.write(`globus ${runtime.version}\n`);
      return 0;
    }
    const asked = rest.includes('--help') || rest.includes('-h') || (!words.length && !rest.length);
    if (!asked && rest.length) {
      const { UsageError } = await import('./errors.js');
      throw new UsageError(`Missing command after 'globus${words.map((word) => ` ${word}`).join('')}'.`, {
        hint: `See what there is: globus${words.map((word) => ` ${word}`).join('')} --help`,
      });
    }
    await showHelp(runtime, words, node, undefined, asked ? undefined : runtime.stderr);
    return asked ? 0 : 2;
  }
  const { runLine } = await import('./wiring/line.js');
  return runLine({ module: node.module, node, words, tokens: rest, meta: manifest.meta(node.module), runtime, note });
}

/** What the scripts of `globus completion` ask with every TAB. A manifest that cannot be read completes nothing. */
async function completeWords(argv: readonly string[], runtime: Runtime): Promise<number> {
  const { answer } = await import('./cli/completion/complete.js');
  runtime.stdout.write(answer(openManifest(runtime.manifest), argv));
  return 0;
}

async function showHelp(
  runtime: Runtime,
  words: readonly string[],
  node: import('./cli/manifest.js').TreeNode,
  meta: CommandMeta | undefined,
  to = runtime.stdout,
): Promise<number> {
  const { commandHelp, topicHelp } = await import('./cli/help.js');
  const { helpStyle } = await import('./cli/style.js');
  const style = helpStyle(runtime);
  to.write(meta ? commandHelp(meta, node, style) : topicHelp(words, node, style));
  return 0;
}

/** Whether errors, too, are wanted as JSON; read before anything is parsed, since parsing may be what fails. */
function wantsJson(argv: readonly string[]): boolean {
  return argv.some(
    (token, i) =>
      token === '--json' || /^(--format=|-F)json$/i.test(token) || ((token === '-F' || token === '--format') && argv[i + 1]?.toLowerCase() === 'json'),
  );
}
