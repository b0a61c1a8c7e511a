import { element, tableParts, type Content, type TableName } from './elements.js';

interface Cell {
  readonly content: Content;
  readonly className: string;
}

/** A row: its key, a text that changes when its cells do, and the function that makes these. */
interface Row {
  readonly key: string;
  readonly version: string;
  readonly cells: () => readonly Cell[];
}

export const row = (key: string, source: unknown, cells: Row['cells']): Row => ({
  key,
  version: JSON.stringify(source),
  cells,
});

export const cell = (content: Content | string, className = ''): Cell => ({
  content: typeof content === 'string' ? [content] : content,
  className,
});

/** Shows rows in a table. Those that are there stay, so that what has the focus or is being read stays where it is. */
export function show(id: TableName, rows: readonly Row[], count: string | number = rows.length): void {
  const parts = tableParts(id);
  const present = new Map([...parts.body.rows].map((there) => [there.dataset['key'], there]));
  let at = parts.body.firstElementChild;
  for (const wanted of rows) {
    const shown = present.get(wanted.key) ?? element('tr');
    present.delete(wanted.key);
    draw(shown, wanted);
    if (shown === at) at = at.nextElementSibling;
    else parts.body.insertBefore(shown, at);
  }
  for (const gone of present.values()) gone.remove();
  if (parts.table.parentElement) parts.table.parentElement.hidden = rows.length === 0;
  parts.empty.hidden = rows.length > 0;
  parts.count.textContent = count === 0 ? '' : String(count);
}

function draw(shown: HTMLTableRowElement, { key, version, cells }: Row): void {
  if (shown.dataset['version'] === version) return;
  const isNew = shown.dataset['key'] === undefined;
  cells().forEach((fresh, i) => {
    if (isNew) shown.append(element('td', fresh.className, ...fresh.content));
    else {
      const there = shown.cells[i];
      if (there && !moveBar(there, fresh)) there.replaceChildren(...fresh.content.filter((each) => each !== ''));
    }
  });
  shown.dataset['key'] = key;
  shown.dataset['version'] = version;
}

/** Moves the bar of a cell on, if it has one, and says whether it did: one that is replaced could not be followed. */
function moveBar(there: HTMLTableCellElement, { content }: Cell): boolean {
  const bar = there.querySelector('progress');
  const wanted = content.find((each) => each instanceof HTMLProgressElement);
  if (!bar || !wanted) return false;
  bar.max = wanted.max;
  bar.value = wanted.value;
  bar.ariaLabel = wanted.ariaLabel;
  const note = content.at(-1);
  if (there.lastElementChild && note instanceof Node) there.lastElementChild.textContent = note.textContent;
  return true;
}
