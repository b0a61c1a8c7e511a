import { hasEnded } from '../globus/activity/activity.js';
import type { Deed } from '../globus/deed.js';
import { deedOf, questionOf, type Wish } from '../globus/panes/deeds.js';
import { inside, isFolderPlace, type PanePlace } from '../globus/panes/place.js';
import { alreadyThere, isStillRead } from '../globus/panes/there.js';
import { visible } from '../visible.js';
import { type Front, stripOf } from './browse-state.js';
import type { Desk } from './desk.js';
import type { Doing } from './doing.js';
import { chosen, current } from './pane-state.js';
import type { Reading } from './reading.js';

type Question = Extract<Front, { mode: 'question' }>;
export interface Wishing {
  /** Asks about what is chosen, or the cursor is on; `to` is where it goes. */
  readonly about: (wish: 'copy' | 'move' | 'timer' | 'delete', to?: PanePlace) => void;
  /** Asks about the place of the pane. */
  readonly here: (wish: 'makeFolder' | 'bookmark') => void;
  readonly rename: () => void;
  /** Asks with whom the folder under the cursor, else the one that is shown, is to be shared. */
  readonly share: (rights: 'read' | 'write') => void;
  /** Asks whether what runs is to be cancelled. */
  readonly cancel: () => void;
  /** Another answer is being typed. */
  readonly answer: (front: Question, answer: string) => void;
  /** Enter: it is done. */
  readonly fulfil: (front: Question) => void;
}

/** Asks before something is done, with the line that does the same; does it; and shows what it has changed. */
export function createWishing(desk: Desk, reading: Reading, doing: Doing, look: () => void): Wishing {
  const { state, dispatch, pane, say, toFront, toPanes, background } = desk;
  const shownLine = (deed: ReturnType<typeof deedOf>) => ('line' in deed ? doing.lineOf(deed) : '');
  const ask = (wish: Wish) => {
    const { text, answer } = questionOf(wish);
    const deed = deedOf(wish, answer);
    if ('refusal' in deed && answer === undefined) return say(deed.refusal, true);
    toFront({ mode: 'question', wish, text, answer, line: shownLine(deed), refusal: undefined, isDoing: false });
  };
  /** Keeps the question until it is known how its answer ended: what is wrong with that is mended where it was typed. */
  const performTyped = async (front: Question, deed: Deed): Promise<void> => {
    const waiting: Question = { ...front, refusal: undefined, isDoing: true };
    toFront(waiting);
    await perform(front, deed, () => state().front === waiting);
  };
  const perform = async ({ wish, answer }: Question, deed: Deed, isOpen: () => boolean): Promise<void> => {
    if (!isOpen()) say(doing.lineOf(deed));
    const side = state().active;
    // as the line says it on a terminal, which calls things by name
    const isTold = ['bookmark', 'rename', 'makeFolder'].includes(wish.wish);
    let warning = '';
    const warned = (text: string) => (warning = text);
    const printed = await doing.perform(deed, isTold ? oneLine : undefined, isTold ? warned : undefined);
    look();
    const changed = 'to' in wish ? [wish.place, wish.to] : 'place' in wish ? [wish.place] : [];
    const front = state().front;
    if (isOpen() && printed !== undefined) toPanes();
    else if (isOpen() && front.mode === 'question') {
      toFront({ ...front, refusal: state().message?.text, isDoing: false });
      say('');
    }
    // what failed may have done some of it
    if (printed === undefined) return reading.refresh(changed);
    const hasWords = wish.wish === 'bookmark' || wish.wish === 'cancel' || deed.work.by === 'lines';
    const sentence = hasWords ? sentenceOf(printed) : undefined;
    say(`✓ ${deed.told ?? sentence ?? doing.lineOf(deed)}`);
    // the address to pass on
    if (wish.wish === 'share') return doing.show(printed, 'Shared', deed);
    if (wish.wish === 'cancel') return;
    if (wish.wish === 'copy' || wish.wish === 'move' || wish.wish === 'delete') dispatch({ do: 'unmark', side });
    reading.refresh(changed, answer?.split('/')[0]);
    if (warning) doing.tell(warning.trim().split('\n'), 'To know', deed);
  };
  return {
    about: (wish, to) => {
      const { place } = pane();
      const entries = chosen(pane());
      if (!isFolderPlace(place) || !entries.length) return say('Put the cursor on a file or folder first.', true);
      if (wish === 'delete') return ask({ wish, place, entries });
      if (!to || !isFolderPlace(to)) return say('Open a folder in the other pane first: that is where it goes.', true);
      const { panes } = state();
      const taken = alreadyThere(entries, place, to, panes);
      ask({ wish, place, entries, to, taken, isStillRead: isStillRead(to, panes) });
    },
    here: (wish) => {
      const { place } = pane();
      if (wish === 'bookmark' && place.at === 'local') return say('Bookmarks are for collections.', true);
      if (isFolderPlace(place)) ask({ wish, place });
    },
    rename: () => {
      const { place } = pane();
      const row = current(pane());
      if (isFolderPlace(place) && row && !row.isUp) ask({ wish: 'rename', place, name: row.name });
    },
    share: (rights) => {
      const { place } = pane();
      const row = current(pane());
      if (!isFolderPlace(place) || place.at === 'local') return say('Only folders of collections can be shared.', true);
      ask({ wish: 'share', place: row?.type === 'dir' && !row.isUp ? inside(place, row.name) : place, rights });
    },
    cancel: () => {
      const running = stripOf(state()).find((each) => 'line' in each || !hasEnded(each));
      if (!running) return say('Nothing runs.');
      if ('line' in running)
        return doing.agree('Cancel', 'Stop this line?', running.line, () => doing.stop(running.id));
      ask({ wish: 'cancel', taskId: running.id, label: running.name });
    },
    answer: (front, answer) =>
      toFront({ ...front, answer, line: shownLine(deedOf(front.wish, answer)), refusal: undefined }),
    fulfil: (front) => {
      const deed = deedOf(front.wish, front.answer);
      if ('refusal' in deed) toFront({ ...front, refusal: deed.refusal });
      else if (front.answer !== undefined) background(performTyped(front, deed));
      else {
        toPanes();
        background(perform(front, deed, () => false));
      }
    },
  };
}

/** A sentence is not broken for this many columns. */
const oneLine = 1000;

/** What a line printed, where that is one sentence: of a task that was submitted the strip tells more than its id. */
const sentenceOf = (printed: string): string | undefined => {
  const [only = '', ...more] = printed.trim().split('\n');
  return only.includes(' ') && !more.length ? visible(only) : undefined;
};
