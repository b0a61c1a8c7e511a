import type { Noted } from './line.js';
import { openManifest } from './cli/manifest.js';
import { isBeforeKinds, type Resolved } from './cli/resolve.js';
import type { Runtime } from './runtime.js';

/**
 * Runs one command line and returns the exit code. Never throws; never ends the process. `resolved` is what the line names,
 * where bin/globus.js has found that out already.
 */
export async function main(argv: readonly string[], runtime: Runtime, resolved?: Resolved): Promise<number> {
  let known: Noted = {};
  try {
    const answer = resolved ? { resolved } : (await import('./cli/quick.js')).quickly(argv, runtime);
    return answer.resolved
      ? await runResolved(answer.resolved, runtime, (more) => (known = { ...known, ...more }))
      : answer.exitCode;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EPIPE') return 0;
    const { judge } = await import('./cli/failure.js');
    const how = known.globals ? { json: known.globals.format === 'json', debug: known.globals.debug } : guessed(argv);
    const verdict = judge(error, {
      ...how,
      profile: known.profile,
      signal: known.signal,
      argv,
      ...(known.globals && { mapHttpStatus: known.globals.mapHttpStatus }),
    });
    runtime.stderr.write(how.json ? verdict.text : await forScreen(verdict.text, runtime));
    return verdict.exitCode;
  }
}

/** On a terminal sentences are broken at spaces, and ids behind names are dim; elsewhere a text stays as it is. */
async function forScreen(text: string, { stderr, env }: Runtime): Promise<string> {
  if (!stderr.isTTY) return text;
  const { fitted } = await import('./output/cut.js');
  const shown = fitted(text, stderr.columns);
  const id = /(?<= {2})[0-9a-f]{8}$/;
  const endsInId = (line: string) => /^ {2}\S/.test(line) && id.test(line);
  const lines = shown.split('\n');
  if (!lines.some(endsInId) || !(await import('./cli/style.js')).wantsColor(env, true)) return shown;
  const { dim } = await import('./output/paint.js');
  return lines.map((line) => (endsInId(line) ? line.replace(id, dim) : line)).join('\n');
}

async function runResolved(line: Resolved, runtime: Runtime, note: (known: Noted) => void): Promise<number> {
  const { node, words, nextWord } = line;
  if (node.module) {
    const { module } = node;
    const [{ runLine }, { fromBuild }] = await Promise.all([import('./line.js'), import('./cli/build.js')]);
    const meta = await fromBuild(module, () => openManifest(runtime.manifest).meta(module));
    return runLine({ module, line, meta, runtime, note });
  }
  if (nextWord !== undefined) {
    const { unknownCommand } = await import('./cli/unknown-command.js');
    const tree = openManifest(runtime.manifest).tree();
    throw unknownCommand(words, nextWord, { node, tree, rest: line.rest.slice(line.rest.indexOf(nextWord) + 1) });
  }
  if (isBeforeKinds(line) && runtime.stderr.isTTY) {
    const { whichKind } = await import('./which-kind.js');
    const kind = await whichKind(line, runtime, (signal) => note({ signal }));
    if (kind) return runResolved(kind, runtime, note);
    if (!line.rest.length) return tellKinds(line, runtime);
  }
  const { UsageError } = await import('./errors.js');
  const typed = ['globus', ...words].join(' ');
  const { unknownFlag } = await import('./cli/parse.js');
  const unknown = unknownFlag(words, line.rest);
  if (unknown && runtime.stderr.isTTY) throw unknown;
  throw new UsageError(`Missing command after '${typed}'.`, {
    hint: [unknown?.message, `See what there is: ${typed} --help`].filter(Boolean).join('\n'),
  });
}

/** The help of a word before kinds of things, where nobody can be asked which is meant. */
async function tellKinds({ words, node }: Resolved, runtime: Runtime): Promise<number> {
  const [{ topicHelp }, { helpStyle }] = await Promise.all([import('./cli/help.js'), import('./cli/style.js')]);
  runtime.stderr.write(topicHelp(words, node, helpStyle(runtime)));
  return 2;
}

/** What is wanted of errors on a line that could not be parsed, by the words that are there. What follows `--` is for others. */
function guessed(argv: readonly string[]): { readonly json: boolean; readonly debug: boolean } {
  const end = argv.indexOf('--');
  const words = end === -1 ? argv : argv.slice(0, end);
  const json = words.some(
    (token, i) =>
      token === '--json' ||
      /^(--format=|-F)json$/i.test(token) ||
      ((token === '-F' || token === '--format') && words[i + 1]?.toLowerCase() === 'json'),
  );
  return { json, debug: words.includes('--debug') };
}
