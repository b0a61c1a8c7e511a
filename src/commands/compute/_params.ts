import { jsonObject, param, raw, sortedJson } from '#command';
import type { ComputeEndpoint } from '#services/compute';

export const endpointId = param.uuid({ summary: 'The Compute endpoint' });
export const functionId = param.uuid({ summary: 'The function' });

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

/** What registering an endpoint can say about it; `update` takes the same. */
export const endpointFlags = {
  displayName: param.text({ summary: 'A name for people to read' }),
  description: param.text({ summary: 'What it is for' }),
  public: param.toggle({ summary: 'Whether everybody can find it', off: ['--no-public'] }),
  multiUser: param.toggle({ summary: 'Whether it starts an endpoint per user', off: ['--no-multi-user'] }),
  allowedFunction: param.uuid({ summary: 'A function that may run there; no others may', multiple: true }),
  authenticationPolicy: param.uuid({ summary: 'The authentication policy that users must meet' }),
  subscriptionId: param.uuid({ summary: 'The subscription it belongs to' }),
  metadata: jsonObject({ summary: 'What the endpoint tells of its machine and configuration' }),
};
interface EndpointFlags {
  readonly displayName?: string | undefined;
  readonly description?: string | undefined;
  readonly public?: boolean | undefined;
  readonly multiUser?: boolean | undefined;
  readonly allowedFunction: readonly string[];
  readonly authenticationPolicy?: string | undefined;
  readonly subscriptionId?: string | undefined;
  readonly metadata?: Readonly<Record<string, unknown>> | undefined;
}

/** The document of a registration: what was given, and nothing else. */
export function endpointDocument(flags: EndpointFlags): Record<string, unknown> {
  const metadata = { ...flags.metadata, ...(flags.description !== undefined && { description: flags.description }) };
  const fields = {
    display_name: flags.displayName,
    public: flags.public,
    multi_user: flags.multiUser,
    allowed_functions: flags.allowedFunction.length ? flags.allowedFunction : undefined,
    authentication_policy: flags.authenticationPolicy,
    subscription_uuid: flags.subscriptionId,
    metadata: Object.keys(metadata).length ? metadata : undefined,
  };
  return Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined));
}

/** The configuration as the YAML text that it is. */
export const configuration = raw((endpoint: ComputeEndpoint) => ending(endpoint.endpoint_config ?? ''));
/** The text with a line break at its end, unless it is empty. */
export const ending = (text: string): string => (text === '' || text.endsWith('\n') ? text : `${text}\n`);
/** A document that would be sent, as JSON. */
export const planned = raw((document: unknown) => `${sortedJson(document, 2)}\n`);
