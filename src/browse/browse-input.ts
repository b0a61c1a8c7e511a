import { type Front, isLosing, layout, type Side } from './browse-state.js';
import { textHeight, textRoom } from './box-lines.js';
import type { Key } from './keys.js';
import { type Parts, paneKeys } from './pane-keys.js';
import { scrolled, typedInto } from './typing.js';

/** Two presses within this time are one that opens; milliseconds. */
const doublePress = 400;

/** Takes keys, pastes and the mouse to whatever has them. */
export function browseInput(parts: Parts): (key: Key) => void {
  const { desk, reading, doing, wishing } = parts;
  const { stage, state, dispatch, pane, toFront, toPanes, isUnseen, now } = desk;
  const panes = paneKeys(parts);

  const inFilter = (key: string) => {
    const { filter, place } = pane();
    const side = state().active;
    if (key === 'escape') {
      dispatch({ do: 'filter', side, text: '' });
      toPanes();
    } else if (key === 'enter' || key === 'up' || key === 'down') {
      toPanes();
      // of what one knows nothing has such a name: the service may
      if (key === 'enter' && place.at === 'start' && filter !== '' && !pane().rows.length)
        reading.open(side, { at: 'start', term: filter });
    } else dispatch({ do: 'filter', side, text: typedInto(filter, key) });
  };
  const inQuestion = (front: Extract<Front, { mode: 'question' }>, key: string) => {
    const { answer } = front;
    if (key === 'escape' || (answer === undefined && key === 'n')) toPanes();
    else if (front.isDoing) return;
    else if (key === 'enter' || (answer === undefined && key === 'y')) {
      if (isUnseen()) return;
      if (key === 'enter' && isLosing(front)) toPanes();
      else wishing.fulfil(front);
    } else if (answer !== undefined) wishing.answer(front, typedInto(answer, key));
  };
  const inAgree = (front: Extract<Front, { mode: 'agree' }>, key: string) => {
    if (key === 'escape' || key === 'n') toPanes();
    else if ((key === 'enter' || key === 'y') && !isUnseen()) {
      toPanes();
      if (key === 'y' || !isLosing(front)) doing.agreed();
    }
  };
  const inText = (front: Extract<Front, { mode: 'text' }>, key: string) => {
    if (['escape', 'q', 'backspace', 'left', 'h', 'f10', 'f3', 'v', '?'].includes(key)) return toPanes();
    const { listHeight } = layout(state());
    const { columns } = state().size;
    const top = scrolled(front.top, key, textHeight(front, columns), textRoom(front, columns, listHeight + 2));
    if (top !== undefined) toFront({ ...front, top });
  };

  let last = { at: 0, side: 0, index: -1 };
  const onMouse = ({ mouse, column, row }: Extract<Key, { readonly mouse: string }>) => {
    const { front, active } = state();
    if (front.mode === 'text') return inText(front, mouse === 'wheelUp' ? 'up' : 'down');
    if (front.mode !== 'panes') return;
    const { widths, isSingle, listTop, listHeight } = layout(state());
    const side: Side = isSingle ? active : column < widths[0] ? 0 : 1;
    const { top, cursor, rows } = pane(side);
    if (mouse !== 'press') return dispatch({ do: 'move', side, to: cursor + (mouse === 'wheelUp' ? -3 : 3) });
    dispatch({ do: 'activate', side });
    const index = top + row - listTop;
    if (row < listTop || row >= listTop + listHeight || index >= rows.length) return;
    dispatch({ do: 'move', side, to: index });
    const isSecond = now() - last.at < doublePress && last.side === side && last.index === index;
    last = { at: isSecond ? 0 : now(), side, index };
    if (isSecond) panes.enter();
  };
  const onPaste = (text: string) => {
    const { front, active } = state();
    if (front.mode === 'question' && front.answer !== undefined && !front.isDoing)
      wishing.answer(front, front.answer + text);
    if (front.mode === 'filter') dispatch({ do: 'filter', side: active, text: pane().filter + text });
  };

  return (pressed) => {
    if ('mouse' in pressed) return onMouse(pressed);
    if ('pasted' in pressed) return onPaste(pressed.pasted.replace(/[\r\n]+/g, ' '));
    const { front } = state();
    const { key } = pressed;
    if (key === 'ctrl-c') return stage.leave('interrupted');
    if (key === 'ctrl-z') return stage.suspend();
    switch (front.mode) {
      case 'panes':
        return panes.press(key);
      case 'filter':
        return inFilter(key);
      case 'question':
        return inQuestion(front, key);
      case 'agree':
        return inAgree(front, key);
      case 'text':
        return inText(front, key);
    }
  };
}
