import type { Command, Input } from '../command/command.js';
import { isIncomplete } from '../command/incomplete.js';
import type { Need } from '../command/needs.js';
import type { Params } from '../command/command.js';
import type { Prompt } from '../tools.js';
import { InterruptedError } from '../errors.js';
import { isListing, renderListing } from '../output/listing.js';
import { idsToLookUp, noNames, render, type RenderOptions, settle } from '../output/render.js';
import type { LookupKind, Names, View } from '../output/view.js';
import type { Output } from '../runtime.js';

/** Where text goes that may be longer than a screen. */
export interface Paged {
  /** Rejects with EPIPE when the reader has gone. */
  readonly write: (text: string) => Promise<void>;
  /** Resolves when the reader has seen it. */
  readonly end: () => Promise<void>;
}

/** What running a command takes from the outside. */
export interface Surroundings {
  readonly inject: (needs: readonly Need[]) => Promise<Record<string, unknown>>;
  readonly prompt: Prompt;
  readonly stdout: Output;
  readonly render: RenderOptions;
  /** Stdout, through a pager once there is more than the terminal shows. */
  readonly paged: () => Paged;
  /** Names for ids: asked of the services only when a text view shows them. */
  readonly lookUp: (kind: LookupKind, ids: readonly string[]) => Promise<ReadonlyMap<string, string>>;
}

/** Runs a command whose input was read, and prints what it returns. */
export async function runCommand(command: Command, input: Input<Params, Params>, around: Surroundings): Promise<void> {
  if (command.confirm && !(input.flags as Record<string, unknown>)['yes'] && around.prompt.available) {
    const question = command.confirm(input);
    if (question !== undefined && !(await around.prompt.confirm(question)))
      throw new InterruptedError('Nothing was changed.');
  }
  const injected = await around.inject((command.needs ?? []) as readonly Need[]);
  const result: unknown = await command.run({ ...input, ...injected });
  if (!isIncomplete(result)) return printResult(result, command, input, around);
  await printResult(result.document, command, input, around);
  throw result.error;
}

async function printResult(
  result: unknown,
  command: Command,
  input: Input<Params, Params>,
  around: Surroundings,
): Promise<void> {
  if (result === undefined) return;
  const view = viewFor(command, input);
  if (isListing(result)) {
    const names = async (rows: readonly unknown[]) => namesFor(rows, view, around);
    // names one a line are shown as they come; a table is read from its heading on
    const out =
      isDrawn(around.render) && settle(view, undefined).type === 'lines' ? unpaged(around.stdout) : around.paged();
    for await (const piece of renderListing(result, view as View<never>, around.render, names)) await out.write(piece);
    await out.end();
    return result.after?.();
  }
  const names = await namesFor(result, view, around);
  const out = around.paged();
  await out.write(render(result, view, { ...around.render, names }));
  await out.end();
}

/** Text for a stream as it is. */
export const unpaged = (stdout: Output): Paged => ({
  write: (text) => write(stdout, text),
  end: () => Promise.resolve(),
});

function viewFor(command: Command, input: Input<Params, Params>): View<unknown> {
  const output = command.output as
    | View<unknown>
    | { type: 'byFlag'; otherwise: View<unknown>; views: Record<string, View<unknown>> }
    | ((input: unknown) => View<unknown>);
  if (typeof output === 'function') return output(input);
  if (output.type !== 'byFlag') return output;
  const flag = Object.keys(output.views).find((key) => (input.flags as Record<string, unknown>)[key]);
  return (flag && output.views[flag]) || output.otherwise;
}

/** Whether the result is drawn through its view; the other formats show the service's document. */
export const isDrawn = ({ format, jmespath }: RenderOptions) =>
  ['text', 'csv', 'tsv'].includes(format) && jmespath === undefined;

async function namesFor(document: unknown, view: View<unknown>, around: Surroundings): Promise<Names> {
  if (!isDrawn(around.render)) return noNames;
  const found: Record<LookupKind, ReadonlyMap<string, string>> = { ...noNames };
  for (const [kind, ids] of Object.entries(idsToLookUp(document, view))) {
    if (ids.length) found[kind as LookupKind] = await around.lookUp(kind as LookupKind, ids);
  }
  return found;
}

/** Writes and waits while the reader is slow. A reader that went away is not an error (main sees EPIPE). */
function write(stdout: Output, text: string): Promise<void> {
  if (text === '') return Promise.resolve();
  return new Promise((done, fail) => {
    stdout.write(text, (error?: Error | null) => (error ? fail(error) : done()));
  });
}
