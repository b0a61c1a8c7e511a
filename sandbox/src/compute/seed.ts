import { people } from '../auth/seed.js';
import type { World } from '../world.js';
import { newComputeEndpoint } from './new-endpoint.js';
import { computeState } from './state.js';

/** The endpoint of every new world, with the id of the public tutorial endpoint. */
export const tutorialEndpoint = '4b116d3c-1703-4f8f-9f6f-39921e5864df';

/** Creates the one endpoint that runs functions. */
export function seedCompute(world: World): void {
  computeState(world).endpoints.put(
    tutorialEndpoint,
    newComputeEndpoint({
      uuid: tutorialEndpoint,
      owner: people.ada.id,
      name: 'tutorial-endpoint',
      display_name: 'Tutorial Endpoint',
      description: 'Runs functions on the machine of the sandbox',
      public: true,
      endpoint_config: 'display_name: Tutorial Endpoint\nengine:\n  type: GlobusComputeEngine\n',
      hostname: 'localhost',
      local_user: 'sandbox',
      ip_address: '127.0.0.1',
      endpoint_version: '2.31.0',
      sdk_version: '2.31.0',
      online: true,
    }),
  );
}
