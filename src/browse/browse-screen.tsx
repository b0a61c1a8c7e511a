import { Box } from 'ink';
import type { ReactElement } from 'react';
import { type BrowseState, layout } from './browse-state.js';
import { frontLines } from './box-lines.js';
import { HasColor, Lines } from './lines.js';
import { paneLines } from './pane-lines.js';
import { keysLine, keysOf, saidLines, stripLines } from './strip-lines.js';

interface Props {
  readonly state: BrowseState;
  readonly hasColor: boolean;
  /** Milliseconds since 1970. */
  readonly now: number;
}

/** Two panes, what runs below them, a message, and the keys. */
export function BrowseScreen({ state, hasColor, now }: Props): ReactElement {
  const { columns } = state.size;
  const { widths, isSingle, listHeight, strip } = layout(state);
  const box = frontLines(state.front, columns, listHeight + 2);
  const shown = isSingle ? [state.active] : ([0, 1] as const);
  return (
    <HasColor.Provider value={hasColor}>
      <Box flexDirection="column">
        <Box height={listHeight + 2}>
          {box ? (
            <Lines lines={box} />
          ) : (
            shown.map((side) => (
              <Lines
                key={side}
                lines={paneLines(state.panes[side], {
                  width: widths[side],
                  height: listHeight,
                  isActive: side === state.active,
                  now,
                })}
              />
            ))
          )}
        </Box>
        <Lines
          lines={[
            ...stripLines(state, columns, strip),
            ...saidLines(state, columns),
            keysLine(keysOf(state.front), columns),
          ]}
        />
      </Box>
    </HasColor.Provider>
  );
}
