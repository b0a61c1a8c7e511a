import { isWorldTime } from '../clock.js';
import { findLogin } from '../auth/identities.js';
import type { WorldSource } from '../options.js';
import type { World } from '../world.js';
import type { Inhabitant } from '../world.js';
import { Making, mustBeTime } from './making.js';
import { makeGroup, makePerson, makeProvider } from './people.js';
import { makeComputeEndpoint, makeFunction } from './compute.js';
import { makeComputer, makeEndpoint } from './storage.js';
import { makePastTask } from './past-tasks.js';
import { makeBookmark, makeFlow, makeIndex, makeTimer } from './work.js';
import { WorldFile } from './world-file.js';

/** What comes to a new world from the world file that it is made from, after what every world has. */
export const scenario: Inhabitant = {
  seed: (world) => {
    if (world.source) makeWorld(world, world.source);
  },
};

/** Makes everything that the file names; throws a `WorldFileError` with all that is wrong. */
function makeWorld(world: World, source: WorldSource): void {
  const file = WorldFile.read(source);
  const { form } = file;
  const making = new Making(world, file);
  making.each(form.identity_providers, (provider) => makeProvider(making, provider));
  making.each(form.people, (person) => makePerson(making, person));
  making.attempt(['user'], () => {
    if (form.user !== undefined) making.person(form, 'user', form.user);
  });
  making.each(form.groups, (group) => makeGroup(making, group));
  making.each(form.endpoints, (endpoint) => makeEndpoint(making, endpoint));
  making.each(form.computers, (computer) => makeComputer(making, computer));
  making.each(form.indexes, (index) => makeIndex(making, index));
  making.each(form.flows, (flow) => makeFlow(making, flow));
  making.each(form.timers, (timer) => makeTimer(making, timer));
  making.each(form.compute_endpoints, (endpoint) => makeComputeEndpoint(making, endpoint));
  making.each(form.functions, (each) => makeFunction(making, each));
  making.each(form.bookmarks, (bookmark) => makeBookmark(making, bookmark));
  making.each(form.tasks, (task) => makePastTask(making, task));
  making.each(form.faults, (fault) => world.faults.add(fault));
  making.refuse();
}

/** The variables that tell who logs in to a world that was made from a file, where the file says so. */
export function scenarioEnv(world: World): Record<string, string> {
  const { user } = world.source ? WorldFile.read(world.source).form : {};
  const person = user === undefined ? undefined : findLogin(world, user);
  return person ? { GLOBUS_SANDBOX_USER: person.username, GLOBUS_SANDBOX_IDENTITY: person.id } : {};
}

/** When a world that is made from a file begins, in milliseconds since 1970; undefined where the file does not say. */
export function beginningOf(source: WorldSource): number | undefined {
  const file = WorldFile.read(source);
  const { clock } = file.form;
  if (clock === undefined) return undefined;
  const time = Date.parse(clock);
  if (!isWorldTime(time)) throw file.error([{ path: ['clock'], message: mustBeTime }]);
  return time;
}
