import type { Hono } from 'hono';
import type { SandboxEnv } from '../http/context.js';
import { parameter } from '../http/query.js';
import { roleIn } from '../groups/membership.js';
import { groupsState } from '../groups/state.js';
import { isUuid } from '../ids.js';
import { transferState, type Endpoint } from '../transfer/state.js';
import type { World } from '../world.js';
import { collectionOf, isEndpointAdmin, visit, type Visit } from './access.js';
import { checked, documentOf, result } from './envelope.js';
import { badRequest, denied, invalid } from './errors.js';

/** `subscription_id` of the endpoint, and which collections the subscription's administrators vouch for. */
export function subscriptionRoutes(app: Hono<SandboxEnv>, world: World): void {
  const { endpoints } = transferState(world);
  app.put('/endpoint/subscription_id', async (c) => {
    const by = visit(world, c);
    const body = await documentOf(c, 'endpoint_subscription');
    if (!('subscription_id' in body)) throw invalid('subscription_id', 'field required');
    setSubscription(world, by, body['subscription_id']);
    endpoints.put(by.endpoint.id, by.endpoint);
    return result(c, [], { message: `Updated Endpoint ${by.endpoint.id}` });
  });
  app.put('/collections/:id/subscription_admin_verified', async (c) => {
    const by = visit(world, c);
    const collection = collectionOf(world, by, parameter(c, 'id'));
    const { subscription_admin_verified: verified } = checked<{ subscription_admin_verified: boolean }>(
      await documentOf(c, 'subscription_admin_verified'),
      {
        subscription_admin_verified: { kind: 'boolean', required: true },
      },
    );
    const subscription = by.endpoint.fields['subscription_id'];
    if (typeof subscription !== 'string')
      throw badRequest('The endpoint must be associated with a subscription to set subscription_admin_verified');
    if (!managedBy(world, by).includes(subscription)) throw denied("You do not administer the endpoint's subscription");
    collection.fields['subscription_admin_verified'] = verified;
    endpoints.put(collection.id, collection);
    return result(c, [], { message: `Updated Collection ${collection.id}` });
  });
}

/**
 * Puts an endpoint under a subscription, or (null) takes it away. Whoever manages the subscription may do so where there is
 * none yet, or together with a role on the endpoint; to take it away either is enough. `DEFAULT` is the caller's only one.
 */
export function setSubscription(world: World, by: Visit, given: unknown): void {
  const { fields } = by.endpoint;
  const managed = managedBy(world, by);
  const present = fields['subscription_id'] ?? null;
  const isAdmin = isEndpointAdmin(world, by);
  if (given !== null && given !== 'DEFAULT' && !isUuid(given))
    throw invalid('subscription_id', 'must be a UUID, "DEFAULT" or null');
  if (given === present) return;
  if (given === null) {
    if (!isAdmin && !managed.some((id) => id === present))
      throw denied('You neither administer the endpoint nor manage its subscription');
    forget(world, by.endpoint);
    return;
  }
  if (given === 'DEFAULT' && managed.length !== 1) {
    throw badRequest(
      `Unable to use DEFAULT subscription. Your identity ${managed.length === 0 ? 'does not manage any subscriptions' : 'manages several subscriptions'}`,
    );
  }
  const wanted = given === 'DEFAULT' ? managed[0] : String(given).toLowerCase();
  if (!managed.includes(String(wanted))) throw denied(`You do not manage the subscription ${wanted}`);
  if (!isAdmin && present !== null && present !== wanted) throw denied('The endpoint has another subscription already');
  fields['subscription_id'] = wanted;
}

function forget(world: World, endpoint: Endpoint): void {
  const { endpoints } = transferState(world);
  endpoint.fields['subscription_id'] = null;
  for (const collection of endpoints.filter(
    (other) => other.gcs_endpoint === endpoint.id && other.fields['subscription_admin_verified'] === true,
  )) {
    collection.fields['subscription_admin_verified'] = null;
    endpoints.put(collection.id, collection);
  }
}

/** The subscriptions whose group the caller administers. */
function managedBy(world: World, { who }: Visit): string[] {
  return groupsState(world)
    .groups.filter((group) => group.subscription_id !== null && roleIn(world, group, who.identityIds) === 'admin')
    .map((group) => String(group.subscription_id));
}
