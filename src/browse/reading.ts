import { isSamePlace, type PanePlace } from '../globus/panes/place.js';
import type { Side } from './browse-state.js';
import type { Desk } from './desk.js';

export interface Reading {
  readonly open: (side: Side, place: PanePlace, seek?: string) => void;
  /** Reads what a pane shows once more; `seek` is the name that the cursor goes to. */
  readonly again: (side: Side, seek?: string) => void;
  /** Reads again what shows one of these places. */
  readonly refresh: (places: readonly PanePlace[], seek?: string) => void;
  readonly refreshAll: () => void;
  /** Why a pane could not be read. */
  readonly failure: (side: Side) => unknown;
}

/** Fills the panes as what is in their places comes. Of two readings of one pane the later counts. */
export function createReading({ state, dispatch, pane, tools, background }: Desk): Reading {
  const latest: [number, number] = [0, 0];
  const failures: [unknown, unknown] = [undefined, undefined];
  const read = async (side: Side, place: PanePlace, seek: string | undefined, isAgain: boolean): Promise<void> => {
    const mine = ++latest[side];
    const isMine = () => mine === latest[side];
    dispatch(isAgain ? { do: 'reopen', side, seek } : { do: 'open', side, place, seek });
    let isFirst = true;
    try {
      for await (const batch of tools.read(place)) {
        if (!isMine()) return;
        dispatch({ do: 'receive', side, batch, isFirst });
        isFirst = false;
      }
      if (isMine()) dispatch({ do: 'finish', side });
    } catch (error) {
      const trouble = tools.troubleOf(error);
      if (!isMine()) return;
      failures[side] = error;
      dispatch({ do: 'fail', side, trouble });
    }
  };
  const again = (side: Side, seek?: string) => background(read(side, pane(side).place, seek, true));
  return {
    open: (side, place, seek) => background(read(side, place, seek, false)),
    again,
    refresh: (places, seek) => {
      for (const side of [0, 1] as const)
        if (places.some((place) => isSamePlace(place, pane(side).place)))
          again(side, side === state().active ? seek : undefined);
    },
    refreshAll: () => {
      again(0);
      again(1);
    },
    failure: (side) => failures[side],
  };
}
