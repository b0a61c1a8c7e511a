import { Box } from 'ink';
import type { ReactElement } from 'react';
import { frontLines } from './box-lines.js';
import { dashLines, dashTitle, selectedLine } from './dash-lines.js';
import { dashHeight, type DashState } from './dash-state.js';
import { dashKeys } from './help.js';
import { HasColor, Lines } from './lines.js';
import { dashMessage } from './message-lines.js';
import { keysLine, keysOf } from './strip-lines.js';

interface Props {
  readonly state: DashState;
  readonly title: string;
  readonly hasColor: boolean;
  /** Milliseconds since 1970. */
  readonly now: number;
}

/** A title, everything that runs, what is selected, a message, and the keys. */
export function DashScreen({ state, title, hasColor, now }: Props): ReactElement {
  const { columns } = state.size;
  const height = dashHeight(state);
  const { front } = state;
  const lines = front.mode === 'list' ? dashLines(state, now) : frontLines(front, columns, height);
  return (
    <HasColor.Provider value={hasColor}>
      <Box flexDirection="column">
        <Lines lines={[dashTitle(state, title, columns)]} />
        <Box height={height}>
          <Lines lines={lines ?? []} />
        </Box>
        <Lines
          lines={[
            selectedLine(state, columns),
            ...dashMessage(state),
            keysLine(front.mode === 'list' ? dashKeys : keysOf(front), columns),
          ]}
        />
      </Box>
    </HasColor.Provider>
  );
}
