import { jsonObject, listed, param, things } from '#command';

/** What registering an endpoint can say about it; `update` takes the same. */
export const endpointFlags = {
  displayName: param.text({ summary: 'The name that people see' }),
  description: param.text({ summary: 'What it is for' }),
  public: param.toggle({ summary: 'Whether everybody can find it', off: ['--no-public'] }),
  multiUser: param.toggle({ summary: 'Whether it starts an endpoint per user', off: ['--no-multi-user'] }),
  allowedFunction: param.uuid({ summary: 'A function that may run there; all others are refused', multiple: true }),
  authenticationPolicy: things.policy({ summary: 'The authentication policy that users must meet' }),
  subscriptionId: listed(param.uuid({ summary: 'The subscription it belongs to' }), 'subscription'),
  metadata: jsonObject({ summary: 'What it reports about its machine and configuration' }),
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

/** The document of a registration: what the flags say, and nothing else. */
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
