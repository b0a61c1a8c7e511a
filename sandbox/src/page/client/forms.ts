import { change } from './changes.js';
import { byId, field } from './elements.js';

interface Detail {
  readonly label: string;
  readonly usual: string;
  /** How the sandbox is told what was written. */
  readonly told: (text: string) => Record<string, unknown>;
}

/** What each effect of a fault has to be told; those that are not named, nothing. */
const details = new Map<string, Detail>([
  ['rate_limit', { label: 'Retry after (seconds)', usual: '5', told: (text) => ({ retry_after: Number(text) }) }],
  ['status', { label: 'Status', usual: '503', told: (text) => ({ status: Number(text) }) }],
  ['latency', { label: 'Milliseconds', usual: '2000', told: (text) => ({ ms: Number(text) }) }],
  [
    'consent_required',
    {
      label: 'Scope',
      usual: 'urn:globus:auth:scope:transfer.api.globus.org:all',
      told: (text) => ({ required_scopes: [text] }),
    },
  ],
  ['task_fault', { label: 'Code', usual: 'PERMISSION_DENIED', told: (text) => ({ code: text }) }],
  ['task_fail', { label: 'Code', usual: 'QUOTA_EXCEEDED', told: (text) => ({ code: text }) }],
]);

const askForMfa = {
  authorization_parameters: { session_required_mfa: true, session_message: 'The sandbox asks for MFA' },
};

/** Makes the forms and buttons of the page work. */
export function listenToForms(): void {
  const form = byId('add-fault');
  field(form, 'type').addEventListener('change', () => askForDetail(form));
  form.addEventListener('submit', (event) => {
    event.preventDefault();
    change('POST', 'faults', ruleOf(form), 'The fault is added.');
  });
  byId('pause-faults').addEventListener('click', () => {
    const paused = byId('pause-faults').ariaPressed !== 'true';
    change('PATCH', 'faults', { paused }, paused ? 'Faults are paused.' : 'Faults are active again.');
  });
  byId('clear-faults').addEventListener('click', () =>
    change('DELETE', 'faults', undefined, 'All faults are removed.'),
  );
  byId('advance').addEventListener('submit', (event) => {
    event.preventDefault();
    const seconds = field(byId('advance'), 'seconds') as HTMLSelectElement;
    const span = seconds.selectedOptions[0]?.textContent ?? '';
    change('POST', 'clock', { advance_seconds: Number(seconds.value) }, `${span} has passed.`);
  });
  const dialog = byId('confirm-reset');
  byId('reset').addEventListener('click', () => dialog.showModal());
  dialog.addEventListener('close', () => {
    if (dialog.returnValue === 'reset') change('POST', 'reset', {}, 'The sandbox is as it was when it was new.');
    dialog.returnValue = '';
  });
}

/** Shows the field that the chosen effect needs, with its usual value. */
function askForDetail(form: HTMLFormElement): void {
  const type = field(form, 'type').value;
  const detail = details.get(type);
  byId('detail-field').hidden = !detail;
  field(form, 'detail').disabled = !detail;
  if (detail) {
    byId('detail-label').textContent = detail.label;
    field(form, 'detail').value = detail.usual;
  }
  for (const name of ['service', 'method']) field(form, name).disabled = isOfTasks(type);
}

function ruleOf(form: HTMLFormElement): Record<string, unknown> {
  const value = (name: string) => field(form, name).value;
  const type = value('type');
  const more = type === 'authorization_required' ? askForMfa : details.get(type)?.told(value('detail'));
  return {
    effect: { type, ...more },
    path: value('path'),
    probability: Number(value('probability')),
    ...(value('count') !== '' && { count: Number(value('count')) }),
    ...(!isOfTasks(type) && { service: value('service'), method: value('method') }),
  };
}

const isOfTasks = (type: string) => type.startsWith('task_');
