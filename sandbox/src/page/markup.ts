const heads = (...labels: string[]) =>
  `<thead><tr>${labels.map((label) => `<th scope="col">${label}</th>`).join('')}</tr></thead>`;

/** A section with a heading and a table that the script fills; `empty` shows while it has no rows. */
const listing = (id: string, title: string, empty: string, ...labels: string[]) => `
<section class="card" aria-labelledby="${id}-title">
  <h2 id="${id}-title">${title} <span class="count" id="${id}-count"></span></h2>
  <p class="empty" id="${id}-empty">${empty}</p>
  <div class="scroll" hidden><table id="${id}" aria-labelledby="${id}-title">${heads(...labels)}<tbody></tbody></table></div>
</section>`;

const options = (...pairs: [value: string, label: string][]) =>
  pairs.map(([value, label]) => `<option value="${value}">${label}</option>`).join('');

const effects = options(
  ['rate_limit', 'Too many requests (429)'],
  ['status', 'Answer with a status'],
  ['latency', 'Answer late'],
  ['drop', 'Hang up'],
  ['cut', 'Hang up in mid-answer'],
  ['expired_token', 'Token expired'],
  ['consent_required', 'Consent required'],
  ['authorization_required', 'Session with MFA required'],
  ['task_fault', 'A file of a task fails'],
  ['task_fail', 'Tasks fail'],
  ['task_hold', 'Tasks are held'],
  ['task_lost', 'Tasks of Compute are lost'],
  ['task_skip', 'Timers skip a run'],
);
const services = options(
  ['*', 'any service'],
  ...['auth', 'transfer', 'groups', 'search', 'flows', 'timer', 'compute', 'gcs'].map((name): [string, string] => [
    name,
    name,
  ]),
);

const faults = `
<section class="card" aria-labelledby="faults-title">
  <h2 id="faults-title">Faults <span class="count" id="faults-count"></span></h2>
  <p class="empty" id="faults-empty">Everything works. Add a fault to see how your program handles it.</p>
  <div class="scroll" hidden><table id="faults" aria-labelledby="faults-title">${heads('Effect', 'Where', 'Left', '<span class="away">Remove</span>')}<tbody></tbody></table></div>
  <p class="buttons"><button type="button" id="pause-faults" aria-pressed="false">Pause faults</button> <button type="button" id="clear-faults">Clear faults</button></p>
  <form id="add-fault" autocomplete="off" aria-label="Add a fault">
    <label>What happens <select name="type">${effects}</select></label>
    <label id="detail-field"><span id="detail-label">Retry after (seconds)</span> <input name="detail" value="5" required></label>
    <label>Service <select name="service">${services}</select></label>
    <label>Method <select name="method">${options(['*', 'any'], ['GET', 'GET'], ['POST', 'POST'], ['PUT', 'PUT'], ['PATCH', 'PATCH'], ['DELETE', 'DELETE'])}</select></label>
    <label>Path <input name="path" value="*" spellcheck="false" required></label>
    <label>Times <input name="count" type="number" min="1" placeholder="no end"></label>
    <label>Probability <input name="probability" type="number" min="0" max="1" step="0.05" value="1" required></label>
    <button type="submit" class="primary">Add fault</button>
  </form>
</section>`;

const time = `
<section class="card" aria-labelledby="time-title">
  <h2 id="time-title">Time</h2>
  <form id="advance" autocomplete="off" class="inline" aria-label="Advance the clock">
    <label>Let pass <select name="seconds">${options(['60', '1 minute'], ['3600', '1 hour'], ['86400', '1 day'], ['604800', '1 week'])}</select></label>
    <button type="submit">Advance the clock</button>
  </form>
  <p class="note">Timers that become due run; tokens and deadlines expire.</p>
  <p class="buttons"><button type="button" id="reset" class="danger">Reset the sandbox…</button></p>
</section>`;

/** The document of the page. */
export const markup = `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<title>Globus sandbox</title>
<link rel="icon" href="data:image/svg+xml,%3Csvg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 16 16'%3E%3Crect width='16' height='16' rx='4' fill='%231d5fbf'/%3E%3Cpath d='M4 10h8M9 7l3 3-3 3M12 6H4M7 3L4 6l3 3' stroke='white' fill='none'/%3E%3C/svg%3E">
<link rel="stylesheet" href="/_sandbox/page.css">
<script src="/_sandbox/page.js" defer></script>
</head>
<body>
<header>
  <h1>Globus sandbox</h1>
  <dl>
    <div><dt>Its time</dt><dd><time id="clock">…</time></dd></div>
    <div><dt>Connection</dt><dd id="connection" data-state="waiting">connecting</dd></div>
  </dl>
</header>
<noscript><p class="alert">This page needs JavaScript; <code>globus sandbox state</code> and <code>globus sandbox log</code> show the same.</p></noscript>
<p id="alert" class="alert" role="alert" hidden></p>
<p id="news" class="away" role="status" aria-live="polite"></p>
<main id="world">
  <div class="column wide">
${listing('tasks', 'Tasks', 'No transfers or deletions yet. Submit one with <code>globus transfer</code>.', 'Task', 'From – to', 'Progress', 'Status')}
${listing('requests', 'Requests', 'No requests yet. Point a client here with <code>eval "$(globus sandbox env)"</code>.', 'Time', 'Service', 'Request', 'Status', 'ms')}
${listing('runs', 'Flow runs', 'No runs yet. Start one with <code>globus flows start</code>.', 'Run', 'State', 'Started', 'Status')}
${listing('timers', 'Timers', 'No timers yet. Make one with <code>globus timer create transfer</code>.', 'Timer', 'Next run', 'Runs', 'Status')}
  </div>
  <div class="column">
${faults}
${time}
${listing('collections', 'Collections', 'There are no collections.', 'Collection', 'State')}
  </div>
</main>
<dialog id="confirm-reset" aria-labelledby="confirm-title">
  <h2 id="confirm-title">Reset the sandbox?</h2>
  <p>This removes everything made in the sandbox, with its collections, and ends every login. Folders that it shares stay as they are.</p>
  <form method="dialog" class="buttons"><button value="cancel" autofocus>Cancel</button> <button value="reset" class="danger">Reset</button></form>
</dialog>
</body>
</html>
`;
