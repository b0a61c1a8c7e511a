import type { PanePlace } from '../globus/panes/place.js';
import { askedLately } from './asked.js';
import {
  beginning,
  browse,
  type BrowseAction,
  type BrowseState,
  type Front,
  type Job,
  type Side,
} from './browse-state.js';
import type { BrowseTools, ScreenTerminal } from './contract.js';
import type { PaneState } from './pane-state.js';
import type { Stage } from './stage.js';

/** What all parts of the browser work on: its state, its tools and its stage. */
export interface Desk {
  readonly stage: Stage;
  readonly tools: BrowseTools;
  readonly now: () => number;
  readonly state: () => BrowseState;
  readonly dispatch: (action: BrowseAction) => void;
  /** The pane that has the keys, or the one of a side. */
  readonly pane: (side?: Side) => PaneState;
  readonly say: (text: string, isBad?: boolean) => void;
  readonly toFront: (front: Front) => void;
  readonly toPanes: () => void;
  /** Whether the question that has the keys has only just come up. */
  readonly isUnseen: () => boolean;
  readonly onJob: (job: Job) => void;
  readonly onJobOver: (id: number) => void;
  /** Work that nobody waits for; what breaks it ends the screen. */
  readonly background: (work: Promise<unknown>) => void;
}

export function deskFor(
  stage: Stage,
  [left, right]: readonly [PanePlace, PanePlace],
  tools: BrowseTools,
  { now }: Pick<ScreenTerminal, 'now'>,
): Desk {
  let state = beginning(left, right, stage.size());
  const dispatch = (action: BrowseAction) => {
    state = browse(state, action);
    stage.changed();
  };
  const asked = askedLately();
  const toFront = (front: Front) => {
    asked.note(front.mode);
    dispatch({ do: 'front', front });
  };
  return {
    stage,
    tools,
    now,
    state: () => state,
    dispatch,
    pane: (side = state.active) => state.panes[side],
    say: (text, isBad = false) =>
      dispatch({
        do: 'say',
        message: text === '' ? undefined : { text: isBad ? byName(text, state.panes) : text, isBad },
      }),
    toFront,
    isUnseen: asked.isUnseen,
    toPanes: () => toFront({ mode: 'panes' }),
    onJob: (job) => dispatch({ do: 'job', job }),
    onJobOver: (id) => dispatch({ do: 'forgetJob', id }),
    background: (work) => void work.catch(stage.fail),
  };
}

/** A reason with the names of the collections that are shown: what is run has their ids. */
const byName = (text: string, panes: BrowseState['panes']): string =>
  panes.reduce(
    (told, { place }) => (place.at === 'collection' ? told.replaceAll(`${place.id}:`, `${place.name}:`) : told),
    text,
  );
