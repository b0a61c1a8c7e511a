import { describe, expect, test } from 'vitest';
import { beginning, browse, type BrowseAction, type BrowseState, layout } from '../../src/browse/browse-state.js';
import { chosen } from '../../src/browse/pane-state.js';
import type { PaneEntry } from '../../src/globus/panes/folder.js';
import type { CollectionFolder } from '../../src/globus/panes/place.js';

const place: CollectionFolder = { at: 'collection', id: 'id', name: 'Data', word: 'Data', path: '/' };
const file = (name: string, size = 1, modified = 0): PaneEntry => ({ name, type: 'file', size, modified });
const folder = (name: string): PaneEntry => ({ name, type: 'dir', size: undefined, modified: undefined });
const start = beginning(place, { at: 'local', path: '/here' }, { columns: 80, rows: 24 });
const after = (state: BrowseState, ...actions: readonly BrowseAction[]) => actions.reduce(browse, state);
const filled = (...entries: readonly PaneEntry[]) =>
  after(start, { do: 'receive', side: 0, batch: { place, entries }, isFirst: true }, { do: 'finish', side: 0 });
const names = (state: BrowseState) => state.panes[0].rows.map(({ name }) => name);

describe('a pane', () => {
  test('has folders first, and no hidden files until they are wanted', () => {
    const state = filled(file('b'), file('.c'), folder('z'), file('a'));
    expect(names(state)).toEqual(['..', 'z', 'a', 'b']);
    expect(names(browse(state, { do: 'hidden', side: 0 }))).toEqual(['..', 'z', '.c', 'a', 'b']);
  });
  test('sorts by size and date, the largest and newest first, and the other way round', () => {
    const state = filled(file('a', 1, 30), file('b', 3, 10), file('c', 2, 20));
    const bySize = browse(state, { do: 'sort', side: 0 });
    expect(names(bySize)).toEqual(['..', 'b', 'c', 'a']);
    const byDate = browse(bySize, { do: 'sort', side: 0 });
    expect(names(byDate)).toEqual(['..', 'a', 'c', 'b']);
    expect(names(browse(byDate, { do: 'reverse', side: 0 }))).toEqual(['..', 'b', 'c', 'a']);
  });
  test('keeps the cursor on its name while more comes before it', () => {
    const state = after(
      start,
      { do: 'receive', side: 0, batch: { place, entries: [file('m')] }, isFirst: true },
      { do: 'move', side: 0, to: 1 },
      { do: 'receive', side: 0, batch: { place, entries: [file('a'), file('b')] }, isFirst: false },
      { do: 'finish', side: 0 },
    );
    expect(names(state)[state.panes[0].cursor]).toBe('m');
  });
  test('keeps what is shown, the cursor and the marks while it is read again, and forgets marks of what is gone', () => {
    const marked = after(
      filled(file('a'), file('b'), file('c')),
      { do: 'move', side: 0, to: 2 },
      { do: 'mark', side: 0 },
    );
    const again = browse(marked, { do: 'reopen', side: 0 });
    expect(names(again)).toEqual(['..', 'a', 'b', 'c']);
    const gone = after(
      again,
      { do: 'receive', side: 0, batch: { place, entries: [file('a'), file('c')] }, isFirst: true },
      { do: 'finish', side: 0 },
    );
    expect([names(gone)[gone.panes[0].cursor], gone.panes[0].marks.size]).toEqual(['c', 0]);
  });
  test('seeks the name one came from', () => {
    const state = after(
      start,
      { do: 'open', side: 0, place, seek: 'c' },
      { do: 'receive', side: 0, batch: { place, entries: [file('a'), file('c'), file('b')] }, isFirst: true },
      { do: 'finish', side: 0 },
    );
    expect(names(state)[state.panes[0].cursor]).toBe('c');
  });
  test('a filter shows what has it, whatever the case, and marks of others stay', () => {
    const marked = after(filled(file('Alpha'), file('beta')), { do: 'move', side: 0, to: 1 }, { do: 'mark', side: 0 });
    const state = browse(marked, { do: 'filter', side: 0, text: 'BET' });
    expect(names(state)).toEqual(['..', 'beta']);
    expect(state.panes[0].cursor).toBe(1);
    expect(chosen(state.panes[0]).map(({ name }) => name)).toEqual(['Alpha']);
  });
  test('a filter takes the cursor from the way up to the first that it finds', () => {
    expect(browse(filled(file('a'), file('b')), { do: 'filter', side: 0, text: 'b' }).panes[0].cursor).toBe(1);
  });
  test('an action is for what is marked, else for what the cursor is on, and never for the way up', () => {
    const state = filled(file('a'), file('b'));
    expect(chosen(state.panes[0])).toEqual([]);
    const inverted = browse(state, { do: 'invert', side: 0 });
    expect(chosen(inverted.panes[0]).map(({ name }) => name)).toEqual(['a', 'b']);
    expect(inverted.panes[0].marks.has('..')).toBe(false);
  });
  test('is scrolled so that the cursor is on the screen, and is again after the size changed', () => {
    const many = filled(...Array.from({ length: 100 }, (_, i) => file(`f${String(i).padStart(3, '0')}`)));
    const end = browse(many, { do: 'move', side: 0, to: 1_000 });
    expect(end.panes[0].cursor).toBe(100);
    expect(end.panes[0].top).toBe(101 - layout(end).listHeight);
    const small = browse(end, { do: 'resize', size: { columns: 60, rows: 10 } });
    expect(small.panes[0].top).toBe(101 - layout(small).listHeight);
  });
  test('makes its rows anew only when twice as much has come', () => {
    const batch = (from: number, count: number): BrowseAction => ({
      do: 'receive',
      side: 0,
      batch: { place, entries: Array.from({ length: count }, (_, i) => file(`f${from + i}`)) },
      isFirst: from === 0,
    });
    const first = after(start, batch(0, 100));
    const second = browse(first, batch(100, 50));
    expect(second.panes[0].rows).toBe(first.panes[0].rows);
    expect(names(browse(second, batch(150, 50)))).toHaveLength(201);
    expect(names(browse(second, { do: 'finish', side: 0 }))).toHaveLength(151);
  });
});
