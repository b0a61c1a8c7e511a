import { operations } from '../../src/services/compute.js';
import { adapterMatchesSamples } from '../support/samples.js';

adapterMatchesSamples('compute', operations, {
  'v2/get_version': (api, { query }) => api.getVersion(query),
  'v2/get_result_amqp_url': (api) => api.getResultAmqpUrl(),
  'v2/register_endpoint': (api, { body }) => api.registerEndpointV2(body),
  'v2/get_endpoint': (api, { last }) => api.getEndpoint(last),
  'v2/get_endpoint_status': (api, { ids }) => api.getEndpointStatus(ids[0]!),
  'v2/get_endpoints': (api, { query }) => api.getEndpoints(query),
  'v2/delete_endpoint': (api, { last }) => api.deleteEndpoint(last),
  'v2/lock_endpoint': (api, { ids }) => api.lockEndpointV2(ids[0]!),
  'v2/register_function': (api, { body }) => api.registerFunctionV2(body),
  'v2/get_function': (api, { last }) => api.getFunction(last),
  'v2/delete_function': (api, { last }) => api.deleteFunction(last),
  'v2/get_task': (api, { last }) => api.getTask(last),
  'v2/get_task_batch': (api, { body }) => api.getTaskBatch(body),
  'v2/get_task_group': (api, { last }) => api.getTaskGroup(last),
  'v2/submit': (api, { body }) => api.submitV2(body),
  'v3/register_endpoint': (api, { body }) => api.registerEndpointV3(body),
  'v3/update_endpoint': (api, { last, body }) => api.updateEndpoint(last, body),
  'v3/lock_endpoint': (api, { ids }) => api.lockEndpointV3(ids[0]!),
  'v3/get_endpoint_allowlist': (api, { ids }) => api.getEndpointAllowlist(ids[0]!),
  'v3/register_function': (api, { body }) => api.registerFunctionV3(body),
  'v3/submit': (api, { ids, body }) => api.submitV3(ids[0]!, body),
});
