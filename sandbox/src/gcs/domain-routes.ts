import type { Hono } from 'hono';
import type { SandboxContext, SandboxEnv } from '../http/context.js';
import type { FieldRule } from '../http/issues.js';
import { parameter } from '../http/query.js';
import { transferState, type Domain, type Endpoint } from '../transfer/state.js';
import type { World } from '../world.js';
import { administering, collectionOf } from './access.js';
import { checked, documentOf, result } from './envelope.js';
import { conflict, notFound } from './errors.js';

const textFields = [
  'certificate',
  'certificate_chain',
  'certificate_path',
  'certificate_chain_path',
  'private_key_path',
] as const;
const rules: Record<string, FieldRule> = {
  domain_name: { kind: 'string', required: true },
  wildcard: { kind: 'boolean', required: true },
  ...Object.fromEntries([...textFields, 'private_key'].map((name): [string, FieldRule] => [name, { kind: 'string' }])),
};
const domainName = /^([a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z]{2,}$/i;

/** `domain` of the endpoint and of its collections: DNS names of one's own. Private keys are not kept. */
export function domainRoutes(app: Hono<SandboxEnv>, world: World): void {
  const { domains } = transferState(world);
  const customOf = (owner: Endpoint): Domain => {
    const domain = domains.get(owner.id);
    if (!domain?.custom) throw notFound('custom domain of', owner.id);
    return domain;
  };
  for (const [path, ownerIn] of [
    ['/endpoint/domain', (c: SandboxContext): Endpoint => administering(world, c).endpoint],
    [
      '/collections/:id/domain',
      (c: SandboxContext): Endpoint => collectionOf(world, administering(world, c), parameter(c, 'id')),
    ],
  ] as const) {
    app.get(path, (c) => result(c, [domainDocument(customOf(ownerIn(c)))]));
    app.put(path, async (c) => {
      const owner = ownerIn(c);
      const {
        domain_name: name = '',
        wildcard = false,
        ...texts
      } = checked<Domain>(await documentOf(c, 'domain'), rules, (issues, fields) => {
        if (fields.domain_name !== undefined && !domainName.test(fields.domain_name))
          issues.add(['domain_name'], 'is not a DNS name');
      });
      const taken = domains.filter((domain) => domain.domain_name === name.toLowerCase() && domain.id !== owner.id);
      if (taken.length > 0)
        throw conflict(
          `The domain ${name} is in use`,
          taken.map(({ id }) => id),
        );
      const kept = Object.fromEntries(textFields.map((text) => [text, texts[text] ?? null])) as Pick<
        Domain,
        (typeof textFields)[number]
      >;
      const domain = domains.put(owner.id, {
        id: owner.id,
        domain_name: name.toLowerCase(),
        wildcard,
        custom: true,
        ...kept,
      });
      return result(c, [domainDocument(domain)], { message: `Updated the domain of ${owner.id}` });
    });
    app.delete(path, (c) => {
      const { id } = customOf(ownerIn(c));
      domains.delete(id);
      return result(c, [], { message: `Deleted the domain of ${id}` });
    });
  }
}

function domainDocument({ id: _id, custom: _custom, ...domain }: Domain): Record<string, unknown> {
  return { DATA_TYPE: 'domain#1.0.0', ...domain };
}
