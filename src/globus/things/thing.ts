/** Kinds of things that a person can give by name. */
export type ThingKind =
  'collection' | 'group' | 'flow' | 'run' | 'index' | 'timer' | 'task' | 'computeEndpoint' | 'project' | 'client';

/** What a name or a place was found to be. */
export interface Found {
  readonly id: string;
  /** Null for everything but a place that has one. */
  readonly path: string | null;
}

/** Something that a name may mean. */
export interface Thing {
  readonly id: string;
  readonly name: string;
  /** What tells it from others of its name: an owner, a state, a time. */
  readonly detail?: string | undefined;
  /** The path that a bookmark brings. */
  readonly path?: string | undefined;
  /** One has a role on it. */
  readonly isMine?: boolean;
}

/** How people call one of a kind, and several. */
export const kindWords: Readonly<Record<ThingKind, readonly [one: string, several: string]>> = {
  collection: ['collection', 'collections'],
  group: ['group', 'groups'],
  flow: ['flow', 'flows'],
  run: ['run', 'runs'],
  index: ['index', 'indexes'],
  timer: ['timer', 'timers'],
  task: ['task', 'tasks'],
  computeEndpoint: ['Compute endpoint', 'Compute endpoints'],
  project: ['project', 'projects'],
  client: ['client', 'clients'],
};
