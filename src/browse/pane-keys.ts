import type { Deed, Refusal } from '../globus/deed.js';
import { edited, permissions, viewed } from '../globus/panes/deeds.js';
import { type FolderPlace, inside, isFolderPlace, placeAbove, placeTitle } from '../globus/panes/place.js';
import { layout, type Side } from './browse-state.js';
import type { Desk } from './desk.js';
import type { Doing } from './doing.js';
import { keyLines } from './help.js';
import { current } from './pane-state.js';
import type { Reading } from './reading.js';
import type { Wishing } from './wishing.js';

export interface Parts {
  readonly desk: Desk;
  readonly reading: Reading;
  readonly doing: Doing;
  readonly wishing: Wishing;
}

/** Keys that do what another key does. */
const sameKeys: ReadonlyMap<string, string> = new Map(
  Object.entries({
    k: 'up',
    j: 'down',
    h: 'backspace',
    l: 'enter',
    left: 'backspace',
    right: 'enter',
    g: 'home',
    G: 'end',
    insert: 'space',
    'ctrl-b': 'pageup',
    'ctrl-f': 'pagedown',
    'ctrl-r': 'R',
    f1: '?',
    f2: 'r',
    f3: 'v',
    f4: 'e',
    f5: 'c',
    f6: 'm',
    f7: 'n',
    f8: 'd',
    delete: 'd',
    f10: 'q',
  }),
);

/** What the keys do while the panes have them. */
export function paneKeys({ desk, reading, doing, wishing }: Parts) {
  const { stage, tools, state, dispatch, pane, say, toFront, background } = desk;
  const side = (): Side => state().active;
  const other = (): Side => (side() === 0 ? 1 : 0);
  const moveTo = (to: number) => dispatch({ do: 'move', side: side(), to });
  const page = () => layout(state()).listHeight - 1;
  const show = (deed: Deed, title: string) => background(doing.view(deed, title));
  const orSay = (deed: Deed | Refusal, then: (deed: Deed) => void) =>
    'refusal' in deed ? say(deed.refusal, true) : then(deed);
  const inFolder = (work: (place: FolderPlace) => void) => {
    const { place } = pane();
    if (isFolderPlace(place)) work(place);
    else say('Open a folder first.', true);
  };
  const onFile = (work: (place: FolderPlace, name: string) => void) =>
    inFolder((place) => {
      const row = current(pane());
      if (row?.type === 'file') work(place, row.name);
      else say('Put the cursor on a file first.', true);
    });
  const goUp = () => {
    const above = placeAbove(pane().place);
    if (above) reading.open(side(), above.place, above.from);
  };
  const logIn = (at: Side) => {
    const done = stage.aside(() => tools.logInFor(reading.failure(at)));
    background(
      done.then(
        () => reading.again(at),
        (error: unknown) => say(tools.troubleOf(error).message, true),
      ),
    );
  };
  const enter = () => {
    const { place, trouble } = pane();
    if (trouble) return trouble.wantsLogin ? logIn(side()) : reading.again(side());
    const row = current(pane());
    if (!row) return;
    if (row.isUp) return goUp();
    if (row.opens) return reading.open(side(), row.opens);
    if (!isFolderPlace(place)) return;
    if (row.type === 'dir') return reading.open(side(), inside(place, row.name));
    show(viewed(place, row.name), row.name);
  };
  const leave = () => {
    const quit = () => stage.leave('quit');
    if (!doing.isBusy()) return quit();
    doing.agree('Leave', 'Something still runs here, and stops when you leave. Globus tasks continue.', '', quit);
  };

  const pressed: Readonly<Record<string, () => void>> = {
    up: () => moveTo(pane().cursor - 1),
    down: () => moveTo(pane().cursor + 1),
    pageup: () => moveTo(pane().cursor - page()),
    pagedown: () => moveTo(pane().cursor + page()),
    home: () => moveTo(0),
    end: () => moveTo(pane().rows.length - 1),
    enter,
    backspace: goUp,
    tab: () => dispatch({ do: 'activate', side: other() }),
    space: () => dispatch({ do: 'mark', side: side() }),
    '*': () => dispatch({ do: 'invert', side: side() }),
    u: () => dispatch({ do: 'unmark', side: side() }),
    s: () => dispatch({ do: 'sort', side: side() }),
    S: () => dispatch({ do: 'reverse', side: side() }),
    '.': () => dispatch({ do: 'hidden', side: side() }),
    '/': () => toFront({ mode: 'filter' }),
    '=': () => reading.open(other(), pane().place),
    o: () => reading.open(side(), { at: 'start' }),
    R: reading.refreshAll,
    c: () => wishing.about('copy', pane(other()).place),
    m: () => wishing.about('move', pane(other()).place),
    t: () => wishing.about('timer', pane(other()).place),
    D: () => wishing.about('copy', { at: 'local', path: tools.cwd }),
    d: () => wishing.about('delete'),
    n: () => wishing.here('makeFolder'),
    b: () => wishing.here('bookmark'),
    r: wishing.rename,
    x: wishing.cancel,
    v: () => onFile((place, name) => show(viewed(place, name), name)),
    e: () => {
      const at = side();
      onFile((place, name) => background(doing.perform(edited(place, name)).then(() => reading.again(at, name))));
    },
    p: () =>
      inFolder((place) =>
        orSay(permissions(place), (deed) => show(deed, `Permissions of ${placeTitle({ ...place, path: '' })}`)),
      ),
    w: () => wishing.share('read'),
    W: () => wishing.share('write'),
    '?': () => toFront({ mode: 'text', title: 'Keys', line: '', lines: keyLines, top: 0 }),
    q: leave,
    escape: () => dispatch({ do: 'filter', side: side(), text: '' }),
  };
  return {
    enter,
    press: (key: string) => {
      if (state().message) dispatch({ do: 'say', message: undefined });
      pressed[sameKeys.get(key) ?? key]?.();
    },
  };
}
