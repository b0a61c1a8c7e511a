import type { AuthOperations } from '../../services/auth.js';
import { amount, called, ifShown, type Loss } from './loss.js';

type Auth<K extends keyof AuthOperations> = Pick<AuthOperations, K>;

/** A project of the developers' console. */
export async function projectLoss(id: string, auth: Auth<'getProject' | 'getClients' | 'getPolicies'>): Promise<Loss> {
  const project = (await ifShown(auth.getProject(id)))?.project;
  const clients = (await ifShown(auth.getClients()))?.clients?.filter((each) => each.project === id).length;
  const inside = clients ? `, with its ${amount(clients, 'client')}` : '';
  return {
    question: `Delete the project ${called(project?.display_name, id)}${inside}? This cannot be undone.`,
    name: project?.display_name,
  };
}

export async function clientLoss(id: string, auth: Auth<'getClient'>): Promise<Loss> {
  const client = (await ifShown(auth.getClient(id)))?.client;
  return { question: `Delete the client ${called(client?.name, id)}? Everybody who uses it is locked out.` };
}

export async function credentialLoss(
  client: string,
  id: string,
  auth: Auth<'getClient' | 'getClientCredentials'>,
): Promise<Loss> {
  const [of, credentials] = await Promise.all([
    ifShown(auth.getClient(client)),
    ifShown(auth.getClientCredentials(client)),
  ]);
  const name = credentials?.credentials.find((each) => each.id === id)?.name;
  return {
    question: `Delete the credential ${called(name, id)} of the client ${called(of?.client.name, client)}? Everybody who uses its secret is locked out.`,
  };
}

/** All secrets of a client but those that are kept. */
export async function secretsLoss(
  client: string,
  keep: readonly string[],
  auth: Auth<'getClient' | 'getClientCredentials'>,
): Promise<Loss> {
  const [of, credentials] = await Promise.all([
    ifShown(auth.getClient(client)),
    ifShown(auth.getClientCredentials(client)),
  ]);
  const going = credentials?.credentials.filter(({ id }) => !keep.includes(id)).length;
  const old = going === undefined ? 'the secrets' : `the ${amount(going, 'secret')}`;
  return {
    question: `Replace ${old} of the client ${called(of?.client.name, client)}? Everybody who uses the old ones is locked out.`,
  };
}

export async function policyLoss(id: string, auth: Auth<'getPolicy'>): Promise<Loss> {
  const policy = (await ifShown(auth.getPolicy(id)))?.policy;
  return {
    question: `Delete the policy ${called(policy?.display_name, id)}? Whatever uses it is then without its protection.`,
  };
}

export async function scopeLoss(id: string, auth: Auth<'getScope'>): Promise<Loss> {
  const scope = (await ifShown(auth.getScope(id)))?.scope;
  return { question: `Delete the scope ${called(scope?.name, id)}? Consents to it end.` };
}
