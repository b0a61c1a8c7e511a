import { bin, type Comparison, comparison, node, scratchFile, sideBySide } from './measure.js';

/** How long the shortest lines take, against a Node script that does nothing. */
export async function startup(rounds: number): Promise<Comparison[]> {
  const empty = scratchFile('empty.mjs', '');
  const lines: readonly (readonly [argv: readonly string[], aim: number])[] = [
    [['--version'], 1.25],
    [['--help'], 1.4],
    [['transfer', 'submit', '--help'], 1.4],
    [['__complete', '--words', 'task', 'li'], 1.4],
  ];
  const compared: Comparison[] = [];
  for (const [argv, aim] of lines) {
    const times = await sideBySide(
      () => node(bin, argv),
      () => node(empty),
      rounds,
    );
    compared.push(comparison(`globus ${argv.join(' ')}`, 'an empty node script', times, aim));
  }
  return compared;
}
