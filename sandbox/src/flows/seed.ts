import { people } from '../auth/seed.js';
import { uuidOf } from '../ids.js';
import type { World } from '../world.js';
import { newFlow } from './flow-routes.js';
import { identityUrn } from './principals.js';
import { registerProviderScopes } from './scopes.js';
import { flowsState, type Definition } from './state.js';
import { flowsTime } from './time.js';

/** The flow of every new world. */
export const moveFlow = uuidOf('flow move');
const seededApi = uuidOf('registered api hello');

/** Copies and then deletes the original: what `mv` is between two collections. */
const definition = {
  Comment: 'Copy a file or folder to another collection, then delete the original',
  StartAt: 'Copy',
  States: {
    Copy: {
      Type: 'Action',
      ActionUrl: 'https://transfer.actions.globus.org/transfer',
      Parameters: {
        'source_endpoint.$': '$.source.id',
        'destination_endpoint.$': '$.destination.id',
        DATA: [{ 'source_path.$': '$.source.path', 'destination_path.$': '$.destination.path' }],
      },
      ResultPath: '$.CopyResult',
      WaitTime: 86_400,
      Next: 'DeleteOriginal',
    },
    DeleteOriginal: {
      Type: 'Action',
      ActionUrl: 'https://transfer.actions.globus.org/delete',
      Parameters: { 'endpoint.$': '$.source.id', recursive: true, DATA: [{ 'path.$': '$.source.path' }] },
      ResultPath: '$.DeleteResult',
      WaitTime: 86_400,
      End: true,
    },
  },
} as unknown as Definition;

const place = (title: string) => ({
  type: 'object',
  title,
  format: 'globus-collection',
  required: ['id', 'path'],
  properties: { id: { type: 'string', format: 'uuid' }, path: { type: 'string' } },
  additionalProperties: false,
});

/** Creates the scopes of the action providers, a flow that everyone may run, and a registered API. */
export function seedFlows(world: World): void {
  registerProviderScopes(world);
  newFlow(world, identityUrn(people.ada.id), {
    id: moveFlow,
    title: 'Move Files',
    subtitle: 'Copy, then delete the original',
    description: 'Moves a file or folder from one collection to another.',
    keywords: ['transfer', 'move', 'sandbox'],
    definition: definition,
    input_schema: {
      type: 'object',
      required: ['source', 'destination'],
      properties: { source: place('Source'), destination: place('Destination') },
      additionalProperties: false,
    },
    flow_viewers: ['public'],
    flow_starters: ['all_authenticated_users'],
  });
  const now = flowsTime(world);
  flowsState(world).registeredApis.put(seededApi, {
    id: seededApi,
    name: 'hello-api',
    description: 'A registered API to look at',
    roles: { owners: [identityUrn(people.ada.id)], administrators: [], viewers: [identityUrn(people.grace.id)] },
    document: {
      target: {
        type: 'openapi',
        openapi_version: '3.1',
        destination: { method: 'get', url: 'https://api.sandbox.example/hello/{name}' },
        specification: {
          summary: 'Say hello',
          description: 'Greets whoever is named',
          deprecated: false,
          parameters: [
            {
              name: 'name',
              in: 'path',
              required: true,
              schema: { type: 'string' },
              allowEmptyValue: false,
              allowReserved: false,
              deprecated: false,
            },
          ],
          responses: {
            200: {
              description: 'A greeting',
              content: { 'application/json': { schema: { $ref: '#/components/schemas/Greeting' } } },
            },
          },
          security: [{ GlobusAuth: ['urn:globus:auth:scope:api.sandbox.example:all'] }],
        },
        transforms: null,
        components: {
          schemas: {
            Greeting: {
              type: 'object',
              properties: { hello: { type: 'string', description: 'Who is greeted' } },
              required: ['hello'],
              additionalProperties: false,
            },
          },
        },
      },
      data_templates: {
        request: { template: { path: { $T_ref: '$' } } },
        response: {
          '2XX': { template: { $T_ref: '$.body' }, type: 'success' },
          default: { template: { cause: { $T_ref: '$.body' }, exception: 'ActionUnableToRun' }, type: 'failure' },
        },
      },
      state_input_schema: { type: 'object', properties: { name: { type: 'string' } }, required: ['name'] },
      status: 'ACTIVE',
      subscription_id: null,
    },
    created: now,
    updated: now,
  });
}
