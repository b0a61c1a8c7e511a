import type { Hono } from 'hono';
import { ApiError } from '../../http/api-error.js';
import { jsonBody, type Json } from '../../http/body.js';
import type { SandboxEnv } from '../../http/context.js';
import type { World } from '../../world.js';
import { forbidden, invalid, notFound } from '../errors.js';
import { identityDocument } from '../identities.js';
import { authState, type Project } from '../state.js';
import { administers, authCaller, developer } from './access.js';
import { pick, unwrap } from './fields.js';

const projectFields = {
  display_name: 'string',
  contact_email: 'string',
  admin_ids: 'nullable uuids',
  admin_group_ids: 'nullable uuids',
} as const;

/** `/v2/api/projects`. */
export function projectRoutes(app: Hono<SandboxEnv>, world: World): void {
  const { projects, clients, policies } = authState(world);
  const find = (id: string): Project => {
    const project = projects.get(id);
    if (!project) throw notFound('project', id);
    return project;
  };

  app.get('/v2/api/projects', (c) => {
    const who = developer(world, c, 'manage_projects');
    return c.json({
      projects: projects.filter((project) => administers(who, project)).map((project) => document(world, project)),
    });
  });
  app.post('/v2/api/projects', async (c) => {
    const caller = authCaller(world, c, 'manage_projects');
    const fields = read(unwrap(await jsonBody(c, 'INVALID_PARAMETERS'), 'project'), ['display_name', 'contact_email']);
    const project: Project = {
      admin_ids: [],
      admin_group_ids: [],
      ...fields,
      id: world.ids.uuid('project'),
    } as Project;
    if (project.admin_ids.length + project.admin_group_ids.length === 0) project.admin_ids = [caller.identity.id];
    projects.put(project.id, project);
    return c.json({ project: document(world, project) }, 201);
  });
  app.get('/v2/api/projects/:id', (c) => {
    const who = developer(world, c, 'manage_projects');
    const project = find(c.req.param('id'));
    if (!administers(who, project)) throw forbidden();
    return c.json({ project: document(world, project) });
  });
  app.put('/v2/api/projects/:id', async (c) => {
    const who = developer(world, c, 'manage_projects');
    const project = find(c.req.param('id'));
    if (!administers(who, project)) throw forbidden();
    const changed = { ...project, ...read(unwrap(await jsonBody(c, 'INVALID_PARAMETERS'), 'project')) };
    if (changed.admin_ids.length + changed.admin_group_ids.length === 0)
      throw invalid('a project needs an administrator');
    return c.json({ project: document(world, projects.put(project.id, changed)) });
  });
  app.delete('/v2/api/projects/:id', (c) => {
    const who = developer(world, c, 'manage_projects');
    const project = find(c.req.param('id'));
    if (!administers(who, project)) throw forbidden();
    if (
      clients.filter((client) => client.project === project.id).length +
        policies.filter((policy) => policy.project_id === project.id).length >
      0
    ) {
      throw new ApiError(409, 'CONFLICT', 'the project still has clients or policies');
    }
    projects.delete(project.id);
    return c.json({ project: document(world, project) });
  });
}

function read(body: Json, required: string[] = []): Partial<Project> {
  const fields = pick<Project>(body, projectFields, required);
  return Object.fromEntries(Object.entries<unknown>(fields).map(([name, value]) => [name, value ?? []]));
}

function document(world: World, project: Project): Record<string, unknown> {
  const { identities } = authState(world);
  const admins = project.admin_ids.flatMap((id) => identities.get(id) ?? []);
  return {
    id: project.id,
    project_name: project.display_name,
    display_name: project.display_name,
    contact_email: project.contact_email,
    admin_ids: project.admin_ids.length > 0 ? project.admin_ids : null,
    admin_group_ids: project.admin_group_ids.length > 0 ? project.admin_group_ids : null,
    admins: { identities: admins.map(identityDocument), groups: project.admin_group_ids.map((id) => ({ id })) },
  };
}
