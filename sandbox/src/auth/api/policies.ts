import type { Hono } from 'hono';
import { jsonBody, type Json } from '../../http/body.js';
import type { SandboxContext, SandboxEnv } from '../../http/context.js';
import { parameter } from '../../http/query.js';
import type { World } from '../../world.js';
import { forbidden, invalid, notFound } from '../errors.js';
import { authState, type Policy } from '../state.js';
import { administers, developer, type Developer } from './access.js';
import { pick, unwrap } from './fields.js';

const policyFields = {
  project_id: 'string',
  display_name: 'string',
  description: 'string',
  high_assurance: 'boolean',
  required_mfa: 'boolean',
  authentication_assurance_timeout: 'nullable integer',
  domain_constraints_include: 'nullable strings',
  domain_constraints_exclude: 'nullable strings',
} as const;
const defaults = {
  high_assurance: false,
  authentication_assurance_timeout: null,
  required_mfa: false,
  domain_constraints_include: null,
  domain_constraints_exclude: null,
};

/** `/v2/api/policies`. */
export function policyRoutes(app: Hono<SandboxEnv>, world: World): void {
  const { policies, projects } = authState(world);
  const mine = (c: SandboxContext): Policy => {
    const who = developer(world, c, 'manage_projects');
    const policy = policies.get(parameter(c, 'id'));
    if (!policy) throw notFound('policy', parameter(c, 'id'));
    if (!administers(who, projects.get(policy.project_id))) throw forbidden();
    return policy;
  };
  const checked = (who: Developer, policy: Policy): Policy => {
    if (!projects.has(policy.project_id)) throw notFound('project', policy.project_id);
    if (!administers(who, projects.get(policy.project_id))) throw forbidden();
    if (policy.high_assurance && policy.authentication_assurance_timeout === null)
      throw invalid("a high assurance policy needs 'authentication_assurance_timeout'");
    if (policy.required_mfa && !policy.high_assurance)
      throw invalid("'required_mfa' is for high assurance policies only");
    return policy;
  };
  const body = async (c: SandboxContext): Promise<Json> => unwrap(await jsonBody(c, 'INVALID_PARAMETERS'), 'policy');

  app.get('/v2/api/policies', (c) => {
    const who = developer(world, c, 'manage_projects');
    return c.json({ policies: policies.filter((policy) => administers(who, projects.get(policy.project_id))) });
  });
  app.post('/v2/api/policies', async (c) => {
    const who = developer(world, c, 'manage_projects');
    const fields = pick<Policy>(await body(c), policyFields, ['project_id', 'display_name', 'description']);
    const policy = checked(who, { ...defaults, ...fields, id: world.ids.uuid('policy') } as Policy);
    return c.json({ policy: policies.put(policy.id, policy) }, 201);
  });
  app.get('/v2/api/policies/:id', (c) => c.json({ policy: mine(c) }));
  app.put('/v2/api/policies/:id', async (c) => {
    const policy = mine(c);
    const changed = checked(developer(world, c, 'manage_projects'), {
      ...policy,
      ...pick<Policy>(await body(c), policyFields),
    });
    return c.json({ policy: policies.put(policy.id, changed) });
  });
  app.delete('/v2/api/policies/:id', (c) => {
    const policy = mine(c);
    policies.delete(policy.id);
    return c.json({ policy });
  });
}
