import { authUrl } from './transfer.js';

/** Globus Auth's refusal. */
export const authRefusal = {
  status: 403,
  response: {
    errors: [{ id: 'e1', status: '403', code: 'FORBIDDEN', title: 'Forbidden', detail: 'You may not.' }],
    error: 'forbidden',
    error_description: 'Forbidden',
  },
};
/** A GET of Globus Auth's API, with its answer. */
export const authGet = (path: string, response: unknown) => ({ method: 'GET', url: `${authUrl}/${path}`, response });
/** A change through Globus Auth's API, with its answer. */
export const authSend = (method: string, path: string, body: unknown, response: unknown) => ({
  method,
  url: `${authUrl}/${path}`,
  body,
  response,
});
