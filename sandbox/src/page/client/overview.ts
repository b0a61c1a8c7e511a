import type { CollectionRow, FaultRow, Overview, RunRow, TaskRow, TimerRow } from '../shapes.js';
import { announce, change } from './changes.js';
import { badge, byId, element, twoLines, type Content } from './elements.js';
import { cell, row, show } from './tables.js';
import { bytesText, clockTime, dateTime } from './texts.js';

/** Shows what there is in the world. */
export function showOverview(world: Overview): void {
  announceTasks(world.tasks);
  show('tasks', world.tasks.map(taskRow));
  show('runs', world.runs.map(runRow));
  show('timers', world.timers.map(timerRow));
  show('collections', world.collections.map(collectionRow));
  show('faults', world.faults.map(faultRow));
  const pause = byId('pause-faults');
  pause.ariaPressed = String(world.faults_paused);
  pause.textContent = world.faults_paused ? 'Resume faults' : 'Pause faults';
  byId('clear-faults').disabled = world.faults.length === 0;
}

/** The status of each task when the page was last told of it; nothing before the first time. */
let statuses: ReadonlyMap<string, string> | undefined;

function announceTasks(tasks: readonly TaskRow[]): void {
  const news = tasks
    .filter(({ id, status }) => statuses && statuses.get(id) !== status)
    .map(
      (task) => `${task.label || `${task.type.toLowerCase()} ${task.id.slice(0, 8)}`}: ${task.status.toLowerCase()}`,
    );
  statuses = new Map(tasks.map(({ id, status }) => [id, status]));
  if (news.length > 0) announce(news.join('; '));
}

const taskRow = (task: TaskRow) =>
  row(task.id, task, () => [
    cell(twoLines(task.label || task.type.toLowerCase(), task.id)),
    cell(twoLines(task.destination === null ? task.source : `${task.source} → ${task.destination}`, task.owner)),
    cell(progressOf(task)),
    cell([
      task.trouble !== null && task.status === 'ACTIVE' ? badge(task.status, 'wait') : badge(task.status),
      element('span', 'second', task.trouble ?? clockTime(task.completed)),
    ]),
  ]);

function progressOf(task: TaskRow): Content {
  const bar = element('progress');
  bar.max = Math.max(task.total, 1);
  bar.value = task.status === 'SUCCEEDED' ? bar.max : Math.min(task.done, bar.max);
  bar.ariaLabel = `Progress of ${task.label || task.id}`;
  const faults = task.faults === 0 ? '' : `, ${task.faults} ${task.faults === 1 ? 'fault' : 'faults'}`;
  return [bar, element('span', 'second', `${task.done} of ${task.total} steps, ${bytesText(task.bytes)}${faults}`)];
}

const runRow = (run: RunRow) =>
  row(run.id, run, () => [
    cell(twoLines(run.label || run.flow, run.id)),
    cell(run.state),
    cell(twoLines(clockTime(run.started), run.owner), 'nowrap'),
    cell([badge(run.status)]),
  ]);

const timerRow = (timer: TimerRow) =>
  row(timer.id, timer, () => [
    cell(twoLines(timer.name || timer.type, timer.id)),
    cell(twoLines(dateTime(timer.next), timer.owner)),
    cell(`${timer.runs}${timer.errors === 0 ? '' : `, ${timer.errors} failed`}`, 'nowrap'),
    cell([badge(timer.status)]),
  ]);

const collectionRow = (collection: CollectionRow) =>
  row(collection.id, collection, () => [
    cell(twoLines(collection.display_name, collection.id)),
    cell([
      collection.paused
        ? badge('paused', 'wait')
        : collection.connected
          ? badge('connected', 'good')
          : badge('unplugged', 'bad'),
      element('span', 'second', collection.owner),
    ]),
  ]);

const faultRow = (rule: FaultRow) =>
  row(rule.id, rule, () => [
    cell(twoLines(effectText(rule), rule.probability < 1 ? `with probability ${rule.probability}` : '')),
    cell(twoLines(`${rule.service} ${rule.method}`, rule.path, 'nowrap')),
    cell(rule.count === null ? 'no end' : String(rule.count), 'nowrap'),
    cell([removeButton(rule)]),
  ]);

function effectText({ effect }: FaultRow): string {
  const details = Object.entries(effect)
    .filter(([name]) => name !== 'type')
    .map(([, value]: [string, unknown]) => (typeof value === 'string' ? value : JSON.stringify(value)));
  return [effect.type.replaceAll('_', ' '), ...details].join(' ');
}

function removeButton(rule: FaultRow): HTMLButtonElement {
  const button = element('button', 'small', '×');
  button.type = 'button';
  button.ariaLabel = `Remove the fault ${effectText(rule)}`;
  button.addEventListener('click', () =>
    change('DELETE', `faults/${encodeURIComponent(rule.id)}`, undefined, 'The fault is removed.'),
  );
  return button;
}
