/**
 * The page's script, as browsers get it. Whatever comes from the world is put in place as text, never as markup. Rows are
 * kept by their key, so that what has the focus or is being read stays where it is.
 */
export const script = String.raw`'use strict';
const byId = (id) => document.getElementById(id);
const most = { requests: 200 };

function element(tag, className, ...content) {
  const made = document.createElement(tag);
  if (className) made.className = className;
  made.append(...content.filter((each) => each !== null && each !== ''));
  return made;
}
const two = (first, second, className) => [element('span', className, first), element('span', 'second', second || '')];
const moods = { SUCCEEDED: 'good', ACTIVE: 'busy', FAILED: 'bad', INACTIVE: 'wait', active: 'busy', inactive: 'wait', ended: '' };
const badge = (text, mood) => element('span', 'badge ' + (mood || ''), text);
const clockTime = (iso) => (iso ? new Date(iso).toLocaleTimeString([], { hour12: false }) : '');
const dateTime = (iso) => (iso ? new Date(iso).toLocaleString([], { dateStyle: 'medium', timeStyle: 'medium' }) : '–');
function bytes(n) {
  const units = ['B', 'kB', 'MB', 'GB', 'TB'];
  let at = 0;
  while (n >= 1000 && at < units.length - 1) { n /= 1000; at += 1; }
  return (at === 0 || n >= 100 ? Math.round(n) : n.toFixed(1)) + ' ' + units[at];
}

/** Shows rows in a table: each has a key, a text that changes when its cells do, and the function that makes these. */
function show(id, rows, count) {
  const body = byId(id).tBodies[0];
  const present = new Map([...body.rows].map((row) => [row.dataset.key, row]));
  let at = body.firstElementChild;
  for (const { key, version, cells } of rows) {
    let row = present.get(key);
    present.delete(key);
    const made = !row;
    if (made) { row = document.createElement('tr'); row.dataset.key = key; }
    if (row.dataset.version !== version) {
      const fresh = cells();
      if (made) row.append(...fresh.map((cell) => element('td', cell.className, ...cell.content)));
      else fresh.forEach((cell, i) => { if (!keeps(row.cells[i], cell)) row.cells[i].replaceChildren(...cell.content.filter((each) => each !== null && each !== '')); });
      row.dataset.version = version;
    }
    if (row === at) at = at.nextElementSibling;
    else body.insertBefore(row, at);
  }
  for (const gone of present.values()) gone.remove();
  byId(id).parentElement.hidden = rows.length === 0;
  byId(id + '-empty').hidden = rows.length > 0;
  byId(id + '-count').textContent = count === 0 ? '' : String(count);
}
/** A bar that is there moves on; one that is replaced could not be followed. */
function keeps(cell, { content }) {
  const [there, wanted] = [cell.querySelector('progress'), content.find((each) => each && each.tagName === 'PROGRESS')];
  if (!there || !wanted) return false;
  there.max = wanted.max;
  there.value = wanted.value;
  there.setAttribute('aria-label', wanted.getAttribute('aria-label'));
  cell.lastElementChild.textContent = content[1].textContent;
  return true;
}
const row = (key, source, cells) => ({ key, version: JSON.stringify(source), cells });
const cell = (content, className) => ({ content: [].concat(content), className: className || '' });

function progressOf(task) {
  const bar = element('progress');
  bar.max = Math.max(task.total, 1);
  bar.value = task.status === 'SUCCEEDED' ? bar.max : Math.min(task.done, bar.max);
  bar.setAttribute('aria-label', 'Progress of ' + (task.label || task.id));
  const faults = task.faults ? ', ' + task.faults + (task.faults === 1 ? ' fault' : ' faults') : '';
  return [bar, element('span', 'second', task.done + ' of ' + task.total + ' steps, ' + bytes(task.bytes) + faults)];
}

const told = new Map();
function tellTasks(tasks) {
  const news = tasks.filter((task) => told.size > 0 && told.get(task.id) !== task.status).map((task) => (task.label || task.type.toLowerCase() + ' ' + task.id.slice(0, 8)) + ': ' + task.status.toLowerCase());
  told.clear();
  told.set('', '');
  for (const task of tasks) told.set(task.id, task.status);
  if (news.length) say(news.join('; '));
}

function effectText(effect) {
  const details = Object.entries(effect).filter(([name]) => name !== 'type').map(([, value]) => (typeof value === 'string' ? value : JSON.stringify(value)));
  return [effect.type.replaceAll('_', ' '), ...details].join(' ');
}
function removeButton(rule) {
  const button = element('button', 'small', '×');
  button.type = 'button';
  button.setAttribute('aria-label', 'Remove the fault ' + effectText(rule.effect));
  button.addEventListener('click', () => change('DELETE', 'faults/' + encodeURIComponent(rule.id), undefined, 'The fault is removed.'));
  return button;
}

function showOverview(world) {
  tellTasks(world.tasks);
  show('tasks', world.tasks.map((task) => row(task.id, task, () => [
    cell(two(task.label || task.type.toLowerCase(), task.id)),
    cell(two(task.destination === null ? task.source : task.source + ' → ' + task.destination, task.owner)),
    cell(progressOf(task)),
    cell([badge(task.status, task.trouble && task.status === 'ACTIVE' ? 'wait' : moods[task.status]), element('span', 'second', task.trouble || clockTime(task.completed))]),
  ])), world.tasks.length);
  show('runs', world.runs.map((run) => row(run.id, run, () => [
    cell(two(run.label || run.flow, run.id)), cell(run.state), cell(two(clockTime(run.started), run.owner), 'nowrap'), cell([badge(run.status, moods[run.status])]),
  ])), world.runs.length);
  show('timers', world.timers.map((timer) => row(timer.id, timer, () => [
    cell(two(timer.name || timer.type, timer.id)), cell(two(dateTime(timer.next), timer.owner)), cell(timer.runs + (timer.errors ? ', ' + timer.errors + ' failed' : ''), 'nowrap'), cell([badge(timer.status, moods[timer.status])]),
  ])), world.timers.length);
  show('collections', world.collections.map((each) => row(each.id, each, () => [
    cell(two(each.display_name, each.id)), cell([badge(each.paused ? 'paused' : each.connected ? 'connected' : 'unplugged', each.paused ? 'wait' : each.connected ? 'good' : 'bad'), element('span', 'second', each.owner)]),
  ])), world.collections.length);
  show('faults', world.faults.map((rule) => row(rule.id, rule, () => [
    cell(two(effectText(rule.effect), rule.probability < 1 ? 'with probability ' + rule.probability : '')), cell(two(rule.service + ' ' + rule.method, rule.path, 'nowrap')), cell(rule.count === null ? 'no end' : String(rule.count), 'nowrap'), cell([removeButton(rule)]),
  ])), world.faults.length);
  const pause = byId('pause-faults');
  pause.setAttribute('aria-pressed', String(world.faults_paused));
  pause.textContent = world.faults_paused ? 'Resume faults' : 'Pause faults';
  byId('clear-faults').disabled = world.faults.length === 0;
}

let requests = [];
let numbered = 0;
let drawn = false;
function addRequests(entries) {
  requests = entries.map((entry) => ({ ...entry, number: String((numbered += 1)) })).reverse().concat(requests).slice(0, most.requests);
  // Many requests between two pictures are drawn once.
  if (!drawn) requestAnimationFrame(drawRequests);
  drawn = true;
}
function drawRequests() {
  drawn = false;
  show('requests', requests.map((entry) => row(entry.number, entry.number, () => [
    cell(clockTime(entry.time), 'nowrap'),
    cell(entry.service || '–'),
    cell(two(entry.method + ' ' + entry.path.replace(new RegExp('^/' + entry.service + '(?=/)'), ''), entry.query, 'mono')),
    cell([badge(String(entry.status), entry.status >= 400 ? 'bad' : entry.status >= 300 ? 'busy' : 'good'), element('span', 'second', entry.fault ? 'fault ' + entry.fault : '')]),
    cell(entry.ms.toFixed(1), 'number'),
  ])), requests.length === most.requests ? 'latest ' + most.requests : requests.length);
}

function say(text) { byId('said').textContent = text; }
function complain(text) {
  byId('alert').textContent = text;
  byId('alert').hidden = text === '';
}
async function change(method, path, body, done) {
  try {
    const answer = await fetch('/_sandbox/' + path, { method, headers: { 'X-Globus-Sandbox': '1', 'Content-Type': 'application/json' }, body: body && JSON.stringify(body) });
    const document = await answer.json();
    if (!answer.ok) throw new Error(document.message);
    complain('');
    say(done);
    return true;
  } catch (error) {
    complain('That did not work: ' + error.message);
    return false;
  }
}

/** What each effect has to be told, and how it is sent. */
const details = {
  rate_limit: ['Retry after (seconds)', '5', (text) => ({ retry_after: Number(text) })],
  status: ['Status', '503', (text) => ({ status: Number(text) })],
  latency: ['Milliseconds', '2000', (text) => ({ ms: Number(text) })],
  consent_required: ['Scope', 'urn:globus:auth:scope:transfer.api.globus.org:all', (text) => ({ required_scopes: [text] })],
  task_fault: ['Code', 'PERMISSION_DENIED', (text) => ({ code: text })],
  task_fail: ['Code', 'QUOTA_EXCEEDED', (text) => ({ code: text })],
};
const form = byId('add-fault');
form.elements.type.addEventListener('change', () => {
  const type = form.elements.type.value;
  const detail = details[type];
  byId('detail-field').hidden = !detail;
  form.elements.detail.disabled = !detail;
  if (detail) { byId('detail-label').textContent = detail[0]; form.elements.detail.value = detail[1]; }
  form.elements.service.disabled = form.elements.method.disabled = type.startsWith('task_');
});
form.addEventListener('submit', (event) => {
  event.preventDefault();
  const { type, detail, service, method, path, count, probability } = form.elements;
  const more = type.value === 'authorization_required' ? { authorization_parameters: { session_required_mfa: true, session_message: 'The sandbox asks for MFA' } } : details[type.value] ? details[type.value][2](detail.value) : {};
  const rule = { effect: { type: type.value, ...more }, path: path.value, probability: Number(probability.value), ...(count.value && { count: Number(count.value) }), ...(!type.value.startsWith('task_') && { service: service.value, method: method.value }) };
  change('POST', 'faults', rule, 'The fault is added.');
});
byId('pause-faults').addEventListener('click', (event) => {
  const paused = event.currentTarget.getAttribute('aria-pressed') !== 'true';
  change('PATCH', 'faults', { paused }, paused ? 'Faults are paused.' : 'Faults act again.');
});
byId('clear-faults').addEventListener('click', () => change('DELETE', 'faults', undefined, 'All faults are removed.'));
byId('advance').addEventListener('submit', (event) => {
  event.preventDefault();
  const { seconds } = event.currentTarget.elements;
  change('POST', 'clock', { advance_seconds: Number(seconds.value) }, seconds.selectedOptions[0].textContent + ' has passed.');
});
byId('reset').addEventListener('click', () => byId('confirm-reset').showModal());
byId('confirm-reset').addEventListener('close', () => {
  if (byId('confirm-reset').returnValue === 'reset') change('POST', 'reset', {}, 'The sandbox is as on its first day.');
  byId('confirm-reset').returnValue = '';
});

let ahead = 0;
function tick() {
  const now = new Date(Date.now() + ahead);
  byId('clock').dateTime = now.toISOString();
  byId('clock').textContent = dateTime(now.toISOString());
}
function connection(state, text) {
  byId('connection').dataset.state = state;
  byId('connection').textContent = text;
}
function begin() {
  const events = new EventSource('/_sandbox/events');
  events.addEventListener('open', () => connection('open', 'live'));
  events.addEventListener('error', () => connection('lost', 'lost; trying again'));
  events.addEventListener('clock', (event) => { ahead = Date.parse(JSON.parse(event.data).time) - Date.now(); tick(); });
  events.addEventListener('overview', (event) => showOverview(JSON.parse(event.data)));
  events.addEventListener('requests', (event) => { requests = []; addRequests(JSON.parse(event.data)); });
  events.addEventListener('request', (event) => addRequests([JSON.parse(event.data)]));
  setInterval(tick, 1000);
}
begin();
`;
