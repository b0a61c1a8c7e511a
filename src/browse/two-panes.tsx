import type { PanePlace } from '../globus/panes/place.js';
import { browseInput } from './browse-input.js';
import { BrowseScreen } from './browse-screen.js';
import type { BrowseTools, Left, ScreenTerminal } from './contract.js';
import { deskFor } from './desk.js';
import { createDoing } from './doing.js';
import { createReading } from './reading.js';
import { onStage, type Show, type Stage } from './stage.js';
import { watchTasks } from './task-watch.js';
import { createWishing } from './wishing.js';

/** Shows two places side by side until it is left. */
export const showTwoPanes = (
  places: readonly [PanePlace, PanePlace],
  tools: BrowseTools,
  terminal: ScreenTerminal,
): Promise<Left> => onStage(terminal, (stage) => twoPanes(stage, places, tools, terminal));

function twoPanes(
  stage: Stage,
  places: readonly [PanePlace, PanePlace],
  tools: BrowseTools,
  { hasColor, now }: ScreenTerminal,
): Show {
  const desk = deskFor(stage, places, tools, { now });
  const reading = createReading(desk);
  const tasks = watchTasks(desk, reading);
  const doing = createDoing(desk, reading.refreshAll);
  const wishing = createWishing(desk, reading, doing, tasks.look);
  return {
    begin: () => {
      reading.open(0, places[0]);
      reading.open(1, places[1]);
      tasks.look();
    },
    draw: () => <BrowseScreen state={desk.state()} hasColor={hasColor} now={now()} />,
    onKey: browseInput({ desk, reading, doing, wishing }),
    onResize: (size) => desk.dispatch({ do: 'resize', size }),
    onLeft: () => {
      tasks.end();
      doing.stopAll();
    },
  };
}
