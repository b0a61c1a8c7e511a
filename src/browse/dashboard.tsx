import type { Activity } from '../globus/activity/activity.js';
import { askedLately } from './asked.js';
import { cancelled, type Chosen, details, events, pausedOrResumed } from '../globus/activity/deeds.js';
import { watchSources } from '../globus/activity/watch.js';
import type { Deed, Refusal } from '../globus/deed.js';
import { visible } from '../visible.js';
import { textHeight, textRoom } from './box-lines.js';
import { isLosing } from './browse-state.js';
import type { DashTools, Left, ScreenTerminal } from './contract.js';
import { nameOf } from './dash-lines.js';
import { DashScreen } from './dash-screen.js';
import { dash, dashBeginning, type DashAction, dashHeight, type DashState } from './dash-state.js';
import { createDoing } from './doing.js';
import { dashKeyLines } from './help.js';
import type { Key } from './keys.js';
import { onStage, type Show, type Stage } from './stage.js';
import { scrolled } from './typing.js';

/** Shows everything that runs until it is left. */
export const showDashboard = (tools: DashTools, terminal: ScreenTerminal): Promise<Left> =>
  onStage(terminal, (stage) => dashboard(stage, tools, terminal));

function dashboard(stage: Stage, tools: DashTools, { hasColor, now }: ScreenTerminal): Show {
  let state: DashState = dashBeginning(stage.size(), tools.sources.length);
  let lastKey = now();
  let watch: ReturnType<typeof watchSources> | undefined;
  const dispatch = (action: DashAction) => {
    state = dash(state, action);
    stage.changed();
  };
  const say = (text: string, isBad = false) =>
    dispatch({ do: 'say', message: text === '' ? undefined : { text, isBad } });
  const asked = askedLately();
  const toFront = (front: DashState['front']) => {
    asked.note(front.mode);
    dispatch({ do: 'front', front });
  };
  const toList = () => toFront({ mode: 'list' });
  const background = (work: Promise<unknown>) => void work.catch(stage.fail);
  const askAgain = () => watch?.now();
  const doing = createDoing(
    {
      stage,
      tools,
      say,
      toFront,
      background,
      onJob: (job) => dispatch({ do: 'job', job }),
      onJobOver: (id) => dispatch({ do: 'forgetJob', id }),
    },
    askAgain,
  );

  const { isManaged } = tools;
  const selected = (work: (activity: Activity, chosen: Chosen) => void) => {
    const { rows, cursor } = state;
    const row = rows[cursor];
    if (row) work(row, { row, rows, isManaged });
  };
  const orSay = (deed: Deed | Refusal, then: (deed: Deed) => void) =>
    'refusal' in deed ? say(deed.refusal, true) : then(deed);
  const perform = async (deed: Deed): Promise<void> => {
    say(doing.lineOf(deed));
    const printed = await doing.perform(deed);
    if (printed !== undefined) say(`✓ ${doing.lineOf(deed)}`);
    askAgain();
  };
  const view = (deed: Deed, row: Activity) => background(doing.view(deed, `${row.kind} ${nameOf(row)}`));
  const doAgain = async (row: Activity): Promise<void> => {
    try {
      const found = await tools.again(row);
      if ('refusal' in found) return say(found.refusal, true);
      // a copy that makes a folder as another is
      const loses = 'words' in found.work && found.work.words.includes('--delete-destination-extra');
      doing.agree('Again', visible(found.question), doing.lineOf(found), () => background(perform(found)), loses);
    } catch (error) {
      say(tools.troubleOf(error).message, true);
    }
  };
  const showKeys = () => toFront({ mode: 'text', title: 'Keys', line: '', lines: dashKeyLines, top: 0 });
  const leave = () => stage.leave('quit');
  const move = (to: number) => dispatch({ do: 'move', to });
  const page = () => dashHeight(state) - 1;

  const pressed: Readonly<Record<string, () => void>> = {
    up: () => move(state.cursor - 1),
    k: () => move(state.cursor - 1),
    down: () => move(state.cursor + 1),
    j: () => move(state.cursor + 1),
    pageup: () => move(state.cursor - page()),
    pagedown: () => move(state.cursor + page()),
    home: () => move(0),
    g: () => move(0),
    end: () => move(state.rows.length - 1),
    G: () => move(state.rows.length - 1),
    enter: () => selected((row, chosen) => view(details(chosen), row)),
    e: () => selected((row, chosen) => orSay(events(chosen), (deed) => view(deed, row))),
    c: () =>
      selected((row, chosen) =>
        orSay(cancelled(chosen), (deed) =>
          doing.agree(
            row.kind === 'timer' ? 'Delete' : 'Cancel',
            `${row.kind === 'timer' ? 'Delete the timer' : 'Cancel'} ${visible(row.name)}? It cannot go on afterwards.`,
            doing.lineOf(deed),
            () => background(perform(deed)),
            true,
          ),
        ),
      ),
    p: () => selected((_, chosen) => orSay(pausedOrResumed(chosen), (deed) => background(perform(deed)))),
    a: () => selected((row) => background(doAgain(row))),
    '?': showKeys,
    f1: showKeys,
    R: askAgain,
    'ctrl-r': askAgain,
    q: leave,
    f10: leave,
    escape: () => say(''),
  };

  const onPressed = (key: string) => {
    const { front } = state;
    if (front.mode === 'list') {
      if (state.message) say('');
      pressed[key]?.();
    } else if (front.mode === 'agree') {
      if (key === 'escape' || key === 'n') toList();
      if ((key === 'enter' || key === 'y') && !asked.isUnseen()) {
        toList();
        if (key === 'y' || !isLosing(front)) doing.agreed();
      }
    } else if (['escape', 'q', 'backspace', 'left', '?'].includes(key)) toList();
    else {
      const { columns } = state.size;
      const room = textRoom(front, columns, dashHeight(state));
      const top = scrolled(front.top, key, textHeight(front, columns), room);
      if (top !== undefined) toFront({ ...front, top });
    }
  };
  const onKey = (key: Key) => {
    lastKey = now();
    if ('pasted' in key) return;
    if ('mouse' in key) {
      if (key.mouse === 'press') move(state.top + key.row - 1);
      else onPressed(key.mouse === 'wheelUp' ? 'up' : 'down');
    } else if (key.key === 'ctrl-c') stage.leave('interrupted');
    else if (key.key === 'ctrl-z') stage.suspend();
    else onPressed(key.key);
  };

  return {
    begin: () => {
      watch = watchSources(tools.sources, {
        still: () => now() - lastKey,
        onFound: ({ name }, activities) => dispatch({ do: 'find', service: name, activities }),
        onFailure: ({ name }, error) =>
          dispatch({ do: 'fail', service: name, message: tools.troubleOf(error).message }),
        onBug: stage.fail,
      });
    },
    draw: () => <DashScreen state={state} title={tools.title} hasColor={hasColor} now={now()} />,
    onKey,
    onResize: (size) => dispatch({ do: 'resize', size }),
    onLeft: () => {
      watch?.end();
      doing.stopAll();
    },
  };
}
