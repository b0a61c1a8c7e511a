import { byId } from './elements.js';
import { key } from './key.js';

/** Tells those who listen to the page what happened. */
export function announce(text: string): void {
  byId('news').textContent = text;
}

/** Asks the sandbox for a change, and announces it when it is done; shows why it is not, otherwise. */
export function change(method: string, path: string, body: unknown, done: string): void {
  send(method, path, body).then(
    () => {
      complain('');
      announce(done);
    },
    (error: unknown) => complain(`That did not work: ${error instanceof Error ? error.message : String(error)}`),
  );
}

async function send(method: string, path: string, body: unknown): Promise<void> {
  const answer = await fetch(`/_sandbox/${path}`, {
    method,
    headers: { 'X-Globus-Sandbox': key, 'Content-Type': 'application/json' },
    body: body === undefined ? null : JSON.stringify(body),
  });
  const document = (await answer.json()) as { message?: string };
  if (!answer.ok) throw new Error(document.message);
}

/** Says what is wrong; nothing, with an empty text. */
export function complain(text: string): void {
  byId('alert').textContent = text;
  byId('alert').hidden = text === '';
}
