/** What the page has that the script asks for by name: ids of markup.ts. */
interface Named {
  'add-fault': HTMLFormElement;
  advance: HTMLFormElement;
  alert: HTMLElement;
  'clear-faults': HTMLButtonElement;
  clock: HTMLTimeElement;
  'confirm-reset': HTMLDialogElement;
  connection: HTMLElement;
  'detail-field': HTMLElement;
  'detail-label': HTMLElement;
  'pause-faults': HTMLButtonElement;
  reset: HTMLButtonElement;
  news: HTMLElement;
  world: HTMLElement;
}

/** The tables of the page; each has beside it what stands there while it has no rows, and how many there are. */
export type TableName = 'collections' | 'faults' | 'requests' | 'runs' | 'tasks' | 'timers';

export function byId<K extends keyof Named>(id: K): Named[K] {
  return find(id) as Named[K];
}

export function tableParts(id: TableName) {
  const table = find(id) as HTMLTableElement;
  return {
    table,
    body: table.tBodies[0] as HTMLTableSectionElement,
    empty: find(`${id}-empty`),
    count: find(`${id}-count`),
  };
}

function find(id: string): HTMLElement {
  const found = document.getElementById(id);
  if (!found) throw new Error(`the page has no element '${id}'`);
  return found;
}

/** A field of a form, by its name. */
export function field(form: HTMLFormElement, name: string): HTMLInputElement | HTMLSelectElement {
  return form.elements.namedItem(name) as HTMLInputElement | HTMLSelectElement;
}

/** What can stand in a cell. What comes from the world is a text, never markup. */
export type Content = readonly (Node | string)[];

/** A new element; empty texts leave nothing in it. */
export function element<K extends keyof HTMLElementTagNameMap>(
  tag: K,
  className = '',
  ...content: Content
): HTMLElementTagNameMap[K] {
  const made = document.createElement(tag);
  if (className !== '') made.className = className;
  made.append(...content.filter((each) => each !== ''));
  return made;
}

/** Two lines, the second one smaller. */
export const twoLines = (first: string, second: string, className = ''): Content => [
  element('span', className, first),
  element('span', 'second', second),
];

type Mood = 'good' | 'busy' | 'bad' | 'wait' | '';

const moods = new Map<string, Mood>([
  ['SUCCEEDED', 'good'],
  ['ACTIVE', 'busy'],
  ['FAILED', 'bad'],
  ['INACTIVE', 'wait'],
  ['active', 'busy'],
  ['inactive', 'wait'],
]);

/** A word in the colour of its mood: that of a status, unless another is asked for. */
export const badge = (text: string, mood: Mood = moods.get(text) ?? '') => element('span', `badge ${mood}`, text);
