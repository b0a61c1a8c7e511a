import { jsonObject, param, timeoutExitCode, things } from '#command';

export const endpointId = things.computeEndpoint({ summary: 'The Compute endpoint' });
export const functionId = param.uuid({ summary: 'The function: the id that `compute function register` printed' });
const printed = 'the id that `compute submit` printed';
export const taskId = param.uuid({ summary: `The task: ${printed}` });
export const taskGroupId = param.uuid({ summary: `The task group: ${printed}` });
export const taskIds = param.uuid({
  summary: `The task: ${printed}, or several`,
  multiple: true,
  names: ['TASK_ID...'],
});

/** Which of the two forms of an operation to use; they differ in what an administrator of old endpoints may need. */
export const apiVersion = param.choice(['v2', 'v3'], {
  summary: "The version of the service's interface to use",
  default: 'v3',
});

/** What calls on endpoints with many users may say about where to run. */
export const placementFlags = {
  userEndpointConfig: jsonObject({ summary: 'Values for the configuration template of the endpoint' }),
  resourceSpecification: jsonObject({ summary: 'Resources that the tasks need, such as nodes of an MPI job' }),
};
export const placementOf = (flags: {
  readonly userEndpointConfig?: unknown;
  readonly resourceSpecification?: unknown;
}) => ({
  ...(flags.userEndpointConfig !== undefined && { user_endpoint_config: flags.userEndpointConfig }),
  ...(flags.resourceSpecification !== undefined && { resource_specification: flags.resourceSpecification }),
});

/** Flags of the commands that do nothing but wait. */
export const patienceFlags = {
  timeout: param.integer({ summary: 'Stop waiting after this many seconds; the task continues', metavar: 'N', min: 0 }),
  pollingInterval: param.integer({ summary: 'Seconds between checks', metavar: 'N', min: 1, default: 1 }),
  timeoutExitCode,
};
