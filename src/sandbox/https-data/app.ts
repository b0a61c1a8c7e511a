import type { Hono } from 'hono';
import { ApiError } from '../http/api-error.js';
import type { SandboxEnv } from '../http/context.js';
import { serviceApp } from '../http/service-app.js';
import type { World } from '../world.js';
import { targetOf } from './access.js';
import { removeDrafts } from './drafts.js';
import { dataError, describeHttpsProblem } from './errors.js';
import { readFile } from './read-file.js';
import { deleteFile, writeFile } from './write-file.js';

const METHODS = 'GET, HEAD, PUT, DELETE';

/** The routes of HTTPS access. */
export function httpsApp(world: World): Hono<SandboxEnv> {
  removeDrafts(world);
  const { app, finish } = serviceApp(world, 'https', describeHttpsProblem);
  app.get('/data/*', (c) => translate(() => readFile(c, targetOf(world, c, 'r', 'pause_task_transfer_read'))));
  app.put('/data/*', (c) => translate(() => writeFile(world, c, targetOf(world, c, 'w', 'pause_task_transfer_write'))));
  app.delete('/data/*', (c) => translate(() => deleteFile(c, targetOf(world, c, 'w', 'pause_task_delete'))));
  app.all('/data/*', (c) => {
    throw new ApiError(405, 'MethodNotAllowed', `HTTPS access has ${METHODS}, not ${c.req.method}`, {}, { Allow: METHODS });
  });
  return finish();
}

async function translate(answer: () => Response | Promise<Response>): Promise<Response> {
  try {
    return await answer();
  } catch (error) {
    throw dataError(error);
  }
}
