import type { ComputeEndpoint } from './state.js';

/** An endpoint of which nothing is known but what is given. */
export function newComputeEndpoint(
  given: Pick<ComputeEndpoint, 'uuid' | 'owner' | 'name' | 'online'> & Partial<ComputeEndpoint>,
): ComputeEndpoint {
  return {
    display_name: given.name,
    description: '',
    public: false,
    multi_user: false,
    endpoint_config: '',
    user_config_template: '',
    user_config_schema: {},
    hostname: null,
    local_user: null,
    ip_address: null,
    endpoint_version: null,
    sdk_version: null,
    subscription_uuid: null,
    allowed_functions: null,
    locked_until: 0,
    ...given,
  };
}
