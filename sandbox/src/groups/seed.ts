import { people } from '../auth/seed.js';
import { uuidOf } from '../ids.js';
import type { World } from '../world.js';
import { newGroup, putMember } from './new-group.js';

/** The groups of every new world; ids are the same in all of them. */
export const groups = {
  /** Ada runs it, Grace is in it, and everyone may ask to be. */
  lab: uuidOf('group lab'),
  /** The administrator's: nobody else can see it. */
  staff: uuidOf('group staff'),
  /** Stands for the subscription of the sandbox's university. */
  subscription: uuidOf('group subscription'),
} as const;

/** The id of the one subscription of every new world. */
export const seededSubscription = uuidOf('subscription of the sandbox university');

const posixConnector = '145812c8-decc-41f1-83cf-bb2a85a2a70b';

/** Creates the groups; the identities come from the Auth wing's seed. */
export function seedGroups(world: World): void {
  const { ada, grace, admin } = people;
  const lab = newGroup(
    world,
    { id: groups.lab, name: 'Analytical Engine Lab', description: 'People who compute with brass.' },
    { group_visibility: 'authenticated', group_members_visibility: 'members', join_requests: true },
  );
  putMember(world, lab, ada.id, 'admin');
  putMember(world, lab, grace.id, 'member');
  const staff = newGroup(world, {
    id: groups.staff,
    name: 'Sandbox Staff',
    description: 'Those who keep the sandbox raked.',
  });
  putMember(world, staff, admin.id, 'admin');
  const subscription = newGroup(world, {
    id: groups.subscription,
    name: 'Sandbox University Subscription',
    description: 'Members manage what the university subscribes to.',
    subscription_id: seededSubscription,
    subscription_info: {
      name: 'Sandbox University',
      subscriber_name: 'Sandbox University Research Computing',
      is_high_assurance: true,
      is_baa: false,
      connectors: { [posixConnector]: { is_ha: true, is_baa: false } },
    },
  });
  putMember(world, subscription, admin.id, 'admin');
  putMember(world, subscription, ada.id, 'member');
}
