import type { Hono } from 'hono';
import { ApiError } from '../http/api-error.js';
import type { SandboxEnv } from '../http/context.js';
import { serviceApp } from '../http/service-app.js';
import { httpsMethods } from '../transfer/https-server.js';
import { transferState } from '../transfer/state.js';
import type { World } from '../world.js';
import { targetOf } from './access.js';
import { orToLogin } from './browser-login.js';
import { removeDrafts } from './drafts.js';
import { dataError, describeHttpsProblem } from './errors.js';
import { readFile } from './read-file.js';
import { deleteFile, writeFile } from './write-file.js';

const methods = ['GET', 'HEAD', 'PUT', 'DELETE'];

/** The routes of HTTPS access. */
export function httpsApp(world: World): Hono<SandboxEnv> {
  removeDrafts(world);
  const { app, finish } = serviceApp(world, 'https', describeHttpsProblem, 'NotFound');
  app.use('/data/:id/*', (c, next) => {
    const endpoint = transferState(world).endpoints.get(c.req.param('id').toLowerCase());
    const allowed = endpoint
      ? httpsMethods(world, endpoint).flatMap((method) => (method === 'GET' ? ['GET', 'HEAD'] : [method]))
      : [];
    if (endpoint && !allowed.includes(c.req.method)) throw notAllowed(c.req.method, allowed);
    return next();
  });
  app.get('/data/*', (c) =>
    translate(() => orToLogin(world, c, () => readFile(c, targetOf(world, c, 'r', 'pause_task_transfer_read')))),
  );
  app.put('/data/*', (c) => translate(() => writeFile(world, c, targetOf(world, c, 'w', 'pause_task_transfer_write'))));
  app.delete('/data/*', (c) => translate(() => deleteFile(c, targetOf(world, c, 'w', 'pause_task_delete'))));
  app.all('/data/*', (c) => {
    throw notAllowed(c.req.method, methods);
  });
  return finish();
}

function notAllowed(method: string, allowed: string[]): ApiError {
  const list = allowed.join(', ');
  return new ApiError(405, 'MethodNotAllowed', `HTTPS access has ${list}, not ${method}`, {}, { Allow: list });
}

async function translate(answer: () => Response | Promise<Response>): Promise<Response> {
  try {
    return await answer();
  } catch (error) {
    throw dataError(error);
  }
}
