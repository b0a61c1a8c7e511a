import type { ScopeNode } from './scope-grammar.js';
import type { Client, Identity } from './state.js';

/** What the login page shows and asks. */
export interface LoginPage {
  readonly ticket: string;
  readonly client: Client;
  readonly scopes: ScopeNode[];
  readonly people: Identity[];
  readonly hint: string | undefined;
  readonly message: string | null;
  /** Whether the key of the sandbox has to be typed. */
  readonly needsKey: boolean;
}

const keyField = `<label>The key of the sandbox (GLOBUS_SANDBOX_KEY in <code>globus sandbox env</code>)
    <input type="password" name="key" autocomplete="off"></label>`;

/** The page on which someone chooses who to be, and approves or denies. */
export function authorizePage({ ticket, client, scopes, people, hint, message, needsKey }: LoginPage): string {
  const chosen = people.find(({ id, username }) => id === hint || username === hint) ?? people[0];
  const choices = people.map(
    (
      person,
    ) => `<label><input type="radio" name="user" value="${text(person.username)}"${person === chosen ? ' checked' : ''}>
      <span><b>${text(person.name ?? person.username)}</b><br>${text(person.username)}</span></label>`,
  );
  return document(
    'Log in to the Globus sandbox',
    `<h1>Log in to the Globus sandbox</h1>
    <p><b>${text(client.name)}</b> asks to act for you. This is an emulated Globus: nobody here is real.</p>
    ${message === null ? '' : `<p class="message">${text(message)}</p>`}
    <form method="post"><input type="hidden" name="ticket" value="${ticket}">
    <fieldset><legend>Who are you?</legend>${choices.join('')}</fieldset>
    <details><summary>What it asks for</summary>${scopeList(scopes)}</details>
    ${needsKey ? keyField : ''}<button name="action" value="approve" id="approve">Allow</button> <button name="action" value="deny" id="deny">Deny</button></form>`,
  );
}

/** The page that shows a code for pasting, in the element `auth-code`. */
export function codePage(code: string): string {
  return document(
    'Authorization code',
    `<h1>Authorization code</h1><p>Paste this into the application that asked for it:</p><p><code id="auth-code">${text(code)}</code></p>`,
  );
}

/** The page for a login that cannot go on. */
export function refusalPage(why: string): string {
  return document('Login refused', `<h1>The login cannot continue</h1><p id="error">${text(why)}</p>`);
}

function scopeList(scopes: Iterable<ScopeNode>): string {
  const items = Array.from(
    scopes,
    ({ scope, children }) => `<li>${text(scope)}${children.size > 0 ? scopeList(children.values()) : ''}</li>`,
  );
  return `<ul>${items.join('')}</ul>`;
}

function document(title: string, body: string): string {
  return `<!doctype html><html lang="en"><head><meta charset="utf-8"><title>${title}</title><style>
  body{font:16px/1.5 system-ui,sans-serif;max-width:36rem;margin:3rem auto;padding:0 1rem;color:#1f2a37}
  label{display:flex;gap:.75rem;align-items:center;padding:.4rem 0}fieldset{border:1px solid #cbd5e1;border-radius:.5rem;margin:1rem 0}
  button{font:inherit;padding:.5rem 1.25rem;border-radius:.4rem;border:1px solid #1d4ed8;background:#1d4ed8;color:#fff}
  #deny{background:#fff;color:#1d4ed8}code{font-size:1.1rem;background:#f1f5f9;padding:.5rem .75rem;border-radius:.4rem;word-break:break-all}
  .message{background:#fef9c3;padding:.5rem .75rem;border-radius:.4rem}details{margin:1rem 0;word-break:break-all}
  </style></head><body>${body}</body></html>`;
}

const entities: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;' };

function text(value: string): string {
  return value.replace(/[&<>"']/g, (char) => entities[char] ?? char);
}
