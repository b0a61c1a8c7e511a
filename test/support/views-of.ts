/** What commands may show, read from what they declare. */
import type { Command } from '../../src/command/command.js';
import type { View } from '../../src/output/view.js';

/** The views that may be drawn on a terminal. */
export function viewsOf({ output }: Command): readonly View<unknown>[] {
  if (typeof output !== 'function')
    return (
      output.type === 'byFlag' ? [output.otherwise, ...Object.values(output.views)] : [output]
    ) as View<unknown>[];
  const input = { args: {}, flags: {}, verbose: false, drawn: true, isOnScreen: true, given: () => false };
  try {
    return [(output as (given: unknown) => View<unknown>)(input)];
  } catch {
    return []; // it reads more of the line than there is here: the run below looks at it
  }
}
/** What of a view a terminal shows. */
export const onTerminal = (view: View<unknown>): View<unknown> =>
  view.type === 'screen' ? onTerminal(view.screen) : view;
