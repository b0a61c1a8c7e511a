import type { TreeNode, CommandMeta } from './cli/manifest.js';
import { type Globals, readGlobals } from './cli/globals.js';
import { parseLine } from './cli/parse.js';
import { wantsColor } from './cli/style.js';
import { type Ask, readInput } from './cli/values.js';
import type { RenderOptions } from './output/render.js';
import { createPrompt } from './host/prompt.js';
import type { Runtime } from './runtime.js';
import { connect } from './needs.js';
import { interruption } from './host/interruption.js';
import { pager } from './host/pager.js';
import { files } from './host/tools.js';

export interface Line {
  readonly module: string;
  readonly node: TreeNode;
  readonly words: readonly string[];
  readonly tokens: readonly string[];
  readonly meta: CommandMeta;
  readonly runtime: Runtime;
  /** Told the global flags as soon as they are read, for whoever judges a failure. */
  readonly note: (globals: Globals) => void;
}

/** Reads and runs the line of one command; throws what went wrong. */
export async function runLine(line: Line): Promise<number> {
  const { runtime, meta } = line;
  const typed = parseLine(meta, line.tokens);
  const globals = readGlobals(typed.given);
  line.note(globals);
  if (globals.help) {
    const [{ commandHelp }, { helpStyle }] = await Promise.all([import('./cli/help.js'), import('./cli/style.js')]);
    runtime.stdout.write(commandHelp(meta, line.node, helpStyle(runtime)));
    return 0;
  }
  const [command, { isDrawn, runCommand, unpaged }] = await Promise.all([
    runtime.loadCommand(line.module),
    import('./cli/run.js'),
  ]);
  const options = renderOptions(runtime, globals);
  if (options.jmespath !== undefined) (await import('./output/jmespath.js')).checkExpression(options.jmespath);
  const interrupt = interruption(runtime);
  const prompt = createPrompt(runtime, isInteractive(runtime, globals), interrupt.signal);
  const fileTools = files(runtime);
  const context = { readText: fileTools.readText, now: runtime.now };
  const ask: Ask | undefined = prompt.available ? (parameter) => askFor(parameter, prompt) : undefined;
  try {
    const input = await readInput({
      command,
      meta,
      typed,
      verbose: globals.verbose,
      drawn: isDrawn(options),
      context,
      ask,
    });
    const { inject, lookUp } = connect({ runtime, globals, prompt, files: fileTools, signal: interrupt.signal });
    await runCommand(command, input, {
      inject,
      lookUp,
      prompt,
      stdout: runtime.stdout,
      render: options,
      paged: () => (prompt.available ? pager(runtime, unpaged(runtime.stdout)) : unpaged(runtime.stdout)),
    });
    return 0;
  } finally {
    interrupt.release();
  }
}

/** Whether a person can answer: both ends are a terminal, and neither a flag nor a variable says otherwise. */
export function isInteractive(runtime: Runtime, globals: Pick<Globals, 'noInput'>): boolean {
  const said = runtime.env['GLOBUS_CLI_INTERACTIVE']?.toLowerCase();
  if (globals.noInput || (said !== undefined && ['0', 'false', 'no', 'off', 'f', 'n'].includes(said))) return false;
  return Boolean(runtime.stdin.isTTY && runtime.stderr.isTTY);
}

function renderOptions(runtime: Runtime, globals: Globals): RenderOptions {
  const { env, stdout } = runtime;
  const fold = ['1', 'true', 'yes', 'on', 't', 'y'].includes(env['GLOBUS_CLI_FOLD_TABLES']?.toLowerCase() ?? '');
  return {
    format: globals.format ?? 'text',
    ...(globals.jmespath !== undefined && { jmespath: globals.jmespath }),
    fold,
    ...(stdout.isTTY && { terminal: { columns: stdout.columns ?? 80, color: wantsColor(env, true) } }),
  };
}

async function askFor(
  parameter: CommandMeta['flags'][number],
  prompt: ReturnType<typeof createPrompt>,
): Promise<string> {
  const question = `${parameter.summary} (${parameter.names[0]})`;
  if (parameter.choices)
    return prompt.select(
      question,
      parameter.choices.map((value) => ({ name: value, value })),
    );
  return parameter.secret ? prompt.secret(question) : prompt.input(question);
}
