/** The questions before something is lost: by name and with how much of it there is, and by id where nothing is shown. */
import { describe, expect, test } from 'vitest';
import { ServiceError } from '../../../src/errors.js';
import { accessRuleLoss, indexRoleLoss, roleLoss } from '../../../src/globus/losing/access.js';
import * as applications from '../../../src/globus/losing/applications.js';
import * as collections from '../../../src/globus/losing/collections.js';
import { batchLoss, extraLoss, pathLoss } from '../../../src/globus/losing/files.js';
import { groupLoss, membersLoss } from '../../../src/globus/losing/groups.js';
import type { Loss } from '../../../src/globus/losing/loss.js';
import { bookmarkLoss, bookmarkV2Loss, tunnelLoss } from '../../../src/globus/losing/places.js';
import * as running from '../../../src/globus/losing/running.js';
import * as search from '../../../src/globus/losing/search.js';
import * as tasks from '../../../src/globus/losing/tasks.js';
import { fakeTools } from '../../support/fake-tools.js';

const id = '1405823f-0597-4a16-b296-46d4f0ae4b15';
const refused = new ServiceError('You may not see it.', { service: 'any', status: 403 });
const notFound = new ServiceError('No such file.', { service: 'transfer', status: 404 });
async function* rowsOf(rows: readonly unknown[]) {
  yield* rows;
}
/** Adapters that answer so by operation; a list is rows. What is not in it is refused. */
const answering = (answers: Readonly<Record<string, unknown>>): never =>
  new Proxy(
    {},
    {
      get: (_, operation: string) => () => {
        const answer = answers[operation];
        if (Array.isArray(answer)) return rowsOf(answer);
        if (answer !== undefined) return Promise.resolve(answer);
        return operation.startsWith('list') && !/Roles|AccessRules|Bookmarks/.test(operation)
          ? (async function* () {
              throw refused;
              yield;
            })()
          : Promise.reject(refused);
      },
    },
  ) as never;

const people = { identities: [{ id, username: 'ada@example.org' }] };
const named = { getEndpoint: { id, display_name: 'Lab' } };

type Ask = (answers: Readonly<Record<string, unknown>>) => Promise<Loss | undefined>;
const bookmarks = { DATA: [{ id, name: 'results', endpoint_id: id, path: '/data/' }] };
/** What is asked of a service that shows what there is, with the name to be typed, and of one that refuses to. */
const cases: readonly (readonly [
  string,
  Ask,
  Readonly<Record<string, unknown>>,
  string,
  string | undefined,
  string,
])[] = [
  [
    'a group',
    (of) => groupLoss(id, answering(of)),
    { getGroup: { name: 'Genomics', memberships: [{ status: 'active' }, { status: 'left' }, {}] } },
    "Delete the group 'Genomics', with its 2 members? What was shared with it is no longer shared. This cannot be undone.",
    'Genomics',
    `Delete the group ${id}, with all its memberships? What was shared with it is no longer shared. This cannot be undone.`,
  ],
  [
    'a member',
    (of) => membersLoss(id, { user: 'ada', file: undefined }, { groups: answering(of), files: answering({}) }),
    { getGroup: { name: 'Genomics' } },
    "Remove ada from the group 'Genomics'?",
    undefined,
    `Remove ada from the group ${id}?`,
  ],
  [
    'members of a list',
    (of) =>
      membersLoss(
        id,
        { user: undefined, file: 'left.csv' },
        { groups: answering(of), files: { lines: () => rowsOf(['ada', 'bo', 'cy', 'di']) as AsyncIterable<string> } },
      ),
    { getGroup: { name: 'Genomics' } },
    "Remove 4 people (ada, bo, cy and 1 more) from the group 'Genomics'?",
    undefined,
    `Remove 4 people (ada, bo, cy and 1 more) from the group ${id}?`,
  ],
  [
    'an index',
    (of) => search.indexLoss(id, answering(of)),
    { getIndex: { display_name: 'Papers', num_entries: 12_345, num_subjects: 1 } },
    "Delete the index 'Papers', with its 12,345 entries about 1 subject? Nobody can search it any more.",
    'Papers',
    `Delete the index ${id}, with all that is in it? Nobody can search it any more.`,
  ],
  [
    'what a query finds',
    (of) => search.queryLoss(id, { q: 'x' }, answering(of)),
    { getIndex: { display_name: 'Papers' }, postSearch: { total: 214 } },
    "Delete the 214 subjects in the index 'Papers' that the query finds?",
    undefined,
    `Delete everything in the index ${id} that the query finds?`,
  ],
  [
    'a subject',
    (of) => search.subjectLoss(id, 'doi:1', answering(of)),
    { getIndex: { display_name: 'Papers' }, getSubject: { entries: [1, 2] } },
    "Delete all that the index 'Papers' holds on doi:1 (2 entries)?",
    undefined,
    `Delete all that the index ${id} holds on doi:1?`,
  ],
  [
    'a role on an index',
    (of) => indexRoleLoss(id, 'r1', { search: answering(of), publicAuth: answering(of) }),
    {
      getIndex: { display_name: 'Papers' },
      getRoleList: { role_list: [{ id: 'r1', role_name: 'writer', principal: `urn:globus:auth:identity:${id}` }] },
      getIdentities: people,
    },
    'Take the role writer on the index Papers away from ada@example.org?',
    undefined,
    `Delete the role r1 on the index ${id}?`,
  ],
  [
    'an access rule',
    (of) => accessRuleLoss(id, 'a1', { transfer: answering(of), publicAuth: answering(of) }),
    {
      ...named,
      getAccessRule: { principal_type: 'identity', principal: id, permissions: 'rw', path: '/data/' },
      getIdentities: people,
    },
    'Remove the right of ada@example.org to read and write /data/ on Lab?',
    undefined,
    `Delete the access rule a1 of ${id}?`,
  ],
  [
    'a role on a collection',
    (of) => roleLoss(id, 'r1', { transfer: answering(of), publicAuth: answering(of) }),
    {
      ...named,
      getEndpointRole: { principal_type: 'group', principal: id, role: 'access_manager' },
    },
    `Take the role access_manager on Lab away from the group ${id}?`,
    undefined,
    `Delete the role r1 of ${id}?`,
  ],
  [
    'a project',
    (of) => applications.projectLoss(id, answering(of)),
    { getProject: { project: { display_name: 'Portal' } }, getClients: { clients: [{ project: id }, {}] } },
    "Delete the project 'Portal', with its 1 client? This cannot be undone.",
    'Portal',
    `Delete the project ${id}? This cannot be undone.`,
  ],
  [
    'a credential',
    (of) => applications.credentialLoss(id, 'c1', answering(of)),
    { getClient: { client: { name: 'Bot' } }, getClientCredentials: { credentials: [{ id: 'c1', name: 'host7' }] } },
    "Delete the credential 'host7' of the client 'Bot'? Everybody who uses its secret is locked out.",
    undefined,
    `Delete the credential c1 of the client ${id}? Everybody who uses its secret is locked out.`,
  ],
  [
    'all secrets',
    (of) => applications.secretsLoss(id, ['c1'], answering(of)),
    { getClient: { client: { name: 'Bot' } }, getClientCredentials: { credentials: [{ id: 'c1' }, { id: 'c2' }] } },
    "Replace the 1 secret of the client 'Bot'? Everybody who uses the old ones is locked out.",
    undefined,
    `Replace the secrets of the client ${id}? Everybody who uses the old ones is locked out.`,
  ],
  [
    'a flow',
    (of) => running.flowLoss(id, answering(of)),
    { getFlow: { title: 'Move\nand tag' } },
    "Delete the flow 'Move\\nand tag'? Nobody can start it any more; its runs stay.",
    undefined,
    `Delete the flow ${id}? Nobody can start it any more; its runs stay.`,
  ],
  [
    'a Compute endpoint',
    (of) => running.computeEndpointLoss(id, answering(of)),
    { getEndpoint: { name: 'gpu', display_name: null }, getEndpointStatus: { details: { outstanding_tasks: 3 } } },
    "Delete the Compute endpoint 'gpu'? The 3 tasks that it has not ended will never run. This cannot be undone.",
    'gpu',
    `Delete the Compute endpoint ${id}? Tasks that wait for it will never run. This cannot be undone.`,
  ],
  [
    'a bookmark',
    (of) => bookmarkLoss('results', answering({ ...of, listBookmarks: bookmarks })),
    named,
    "Delete the bookmark 'results' (/data/ on Lab)?",
    undefined,
    `Delete the bookmark 'results' (/data/ on ${id})?`,
  ],
  [
    'a bookmark of v2',
    (of) => bookmarkV2Loss(id, answering(of)),
    { getBookmarkV2: { data: { attributes: { name: 'results', path: '/data/' } } } },
    "Delete the bookmark 'results' (/data/)?",
    undefined,
    `Delete the bookmark ${id}?`,
  ],
  [
    'a tunnel',
    (of) => tunnelLoss(id, answering(of)),
    { getTunnel: { data: { attributes: { label: 'beam', state: 'RUNNING' } } } },
    "Delete the tunnel 'beam', which is running?",
    undefined,
    `Delete the tunnel ${id}?`,
  ],
  [
    'a personal collection',
    (of) => collections.endpointLoss(id, answering(of)),
    named,
    "Delete 'Lab', with its roles and access rules? Its files stay. This cannot be undone.",
    'Lab',
    `Delete ${id}, with its roles and access rules? Its files stay. This cannot be undone.`,
  ],
  [
    "somebody's tasks",
    (of) => tasks.managedTasksLoss([id], answering(of)),
    { getManagedTask: { label: 'nightly', owner_string: 'ada@example.org' } },
    "Cancel 1 task: 'nightly' of ada@example.org? It cannot go on afterwards.",
    undefined,
    `Cancel 1 task: ${id}? It cannot go on afterwards.`,
  ],
  [
    'a pause rule',
    (of) => tasks.pausedTasksLoss(id, answering(of)),
    { ...named, listManagedTasks: [{}, {}, {}] },
    'Pause what is done on Lab? 3 tasks that run there now may stop until the rule is deleted.',
    undefined,
    `Pause what is done on ${id}?`,
  ],
];

describe('the question before something is lost', () => {
  test.each(cases)('%s', async (_what, ask, answers, question, name, refusedQuestion) => {
    const loss = await ask(answers);
    expect(loss?.question).toBe(question);
    expect(loss?.name).toBe(name);
    const unseen = await ask({});
    expect(unseen?.question).toBe(refusedQuestion);
    // what has no name that is shown is agreed to without one
    expect(unseen?.name).toBeUndefined();
  });
  test('is none where there is no task to cancel', async () => {
    expect(await tasks.allTasksLoss(answering({ listTasks: [] }))).toBeUndefined();
    expect(
      await tasks.allTasksLoss(answering({ listTasks: [{ task_id: 't1', label: 'nightly' }, { task_id: 't2' }] })),
    ).toEqual({ question: "Cancel 2 tasks ('nightly', t2)? They cannot go on afterwards." });
    // what has no label is called by what it does
    const ends = { source_endpoint_display_name: 'Lab', destination_endpoint_display_name: 'Archive' };
    const listTasks = [
      { task_id: id, label: null, type: 'TRANSFER', ...ends },
      { task_id: id, label: null, type: 'DELETE', ...ends, destination_endpoint_display_name: null },
      { task_id: id, label: null, type: 'TRANSFER', source_endpoint_display_name: null },
    ];
    expect((await tasks.allTasksLoss(answering({ listTasks })))?.question).toBe(
      `Cancel 3 tasks (Lab → Archive, Deletion on Lab, ${id.slice(0, 8)})? They cannot go on afterwards.`,
    );
  });
});

/** A manager that answers so, of an endpoint called Server. */
const managerOf = (answers: Readonly<Record<string, unknown>>) => {
  const operations = answering(answers) as Readonly<Record<string, unknown>>;
  const manager = new Proxy(
    {},
    {
      get: (_, key: string) =>
        key === 'endpoint' ? { id, display_name: 'Server' } : key === 'then' ? undefined : operations[key],
    },
  );
  return { gcs: { at: () => Promise.resolve(manager) } as never, transfer: answering(named) };
};

describe('what a server has', () => {
  test('a mapped collection is said with its guests, and named', async () => {
    const tools = managerOf({
      getCollection: { data: [{ collection_type: 'mapped', display_name: 'Home' }] },
      listCollections: [{}, {}],
    });
    expect(await collections.collectionLoss(id, tools)).toEqual({
      question:
        "Delete the mapped collection 'Home', with its 2 guest collections? Its files stay. This cannot be undone.",
      name: 'Home',
    });
    expect((await collections.collectionLoss(id, managerOf({}))).question).toBe(
      `Delete the collection ${id}? Its files stay. This cannot be undone.`,
    );
  });
  test('a gateway is said with its collections, and named', async () => {
    const tools = managerOf({
      getStorageGateway: { data: [{ display_name: 'POSIX' }] },
      listCollections: [{ storage_gateway_id: id }, { storage_gateway_id: 'another' }],
    });
    expect(await collections.gatewayLoss('e1', id, tools)).toEqual({
      question:
        "Delete the storage gateway 'POSIX' of Server, with its 1 collection and user credentials? The storage stays. This cannot be undone.",
      name: 'POSIX',
    });
  });
  test('nodes, credentials, policies, names and roles are said with what they belong to', async () => {
    const publicAuth = answering({ getIdentities: people });
    const role = { role: 'administrator', principal: `urn:globus:auth:identity:${id}` };
    const questions = await Promise.all([
      collections.nodeLoss(id, 'n1', managerOf({ getNode: { data: [{ name: 'dtn1', ip_addresses: ['10.0.0.1'] }] } })),
      collections.credentialLoss(id, 'c1', managerOf({ getUserCredential: { data: [{ username: 'ada' }] } })),
      collections.sharingPolicyLoss(id, 'p1', managerOf({ getSharingPolicy: { data: [{ collection_id: id }] } })),
      collections.endpointDomainLoss(id, managerOf({ getEndpointDomain: { data: [{ domain_name: 'data.lab' }] } })),
      collections.collectionDomainLoss(id, managerOf({})),
      collections.endpointRoleLoss(id, 'r1', { ...managerOf({ getRole: role }), publicAuth }),
      collections.collectionRoleLoss(id, 'r1', { ...managerOf({ getRole: { data: [role] } }), publicAuth }),
      collections.guestCollectionsLoss(id, [id], managerOf({})),
      collections.ownershipLoss(id, 'ada@example.org', {
        transfer: answering(named),
        auth: answering({ getIdentities: people }),
      }),
    ]);
    expect(questions.map((loss) => loss.question)).toEqual([
      "Take the node 'dtn1' (10.0.0.1) off Server?",
      'Delete the user credential c1 of ada on Server? Guest collections that use it stop working.',
      'Delete the sharing policy p1 for Lab on Server?',
      'Stop serving Server under data.lab? Addresses with that name stop working.',
      'Stop serving Lab under its own DNS name? Addresses with that name stop working.',
      'Take the role administrator on Server away from ada@example.org?',
      'Take the role administrator on Lab away from ada@example.org?',
      "Delete 1 guest collection of 'Server' (Lab)? Their files stay. This cannot be undone.",
      'Make ada@example.org the owner of Lab? You cannot take it back yourself.',
    ]);
  });
});

const file = (name: string, size = 1000) => ({ name, type: 'file', size });
const dir = (name: string) => ({ name, type: 'dir', size: 0 });
/** A collection called Lab with these folders by path. */
function filesOf(folders: Readonly<Record<string, readonly object[]>>, stat: object = dir('x')) {
  const { clock, progress } = fakeTools();
  const transfer = {
    getEndpoint: () => Promise.resolve(named.getEndpoint),
    statFile: () => Promise.resolve(stat),
    listDirectory: (_: string, { path = '' }: { path?: string }) => {
      const found = folders[path.replace(/(?<=.)\/+$/, '')];
      return found ? Promise.resolve({ path, DATA: found }) : Promise.reject(refused);
    },
  };
  return { transfer: transfer as never, clock, progress };
}

describe('files', () => {
  const below = { '/run': [file('a'), dir('b'), dir('c')], '/run/b': [file('d', 2_000_000)], '/run/c': [] };
  test('a folder is said with all below it', async () => {
    expect(await pathLoss(id, '/run', { recursive: true }, filesOf(below))).toEqual({
      question: 'Delete /run and all below (2 files, 2.0 MB) on Lab?',
    });
  });
  test('a folder that is to go without --recursive is said to be one, and a yes gives it; a link to one is no folder', async () => {
    expect(await pathLoss(id, '/run', { recursive: false }, filesOf(below))).toEqual({
      question: '/run is a folder. Delete it and all below (2 files, 2.0 MB) on Lab, as with --recursive?',
      along: { recursive: true },
    });
    const link = { ...dir('run'), link_target: '/elsewhere' };
    expect(await pathLoss(id, '/run', { recursive: false }, filesOf(below, link))).toEqual({
      question: 'Delete /run on Lab?',
    });
  });
  test('a file is said with its size; what cannot be seen without', async () => {
    expect((await pathLoss(id, '/a', { recursive: true }, filesOf({}, file('a', 12_345)))).question).toBe(
      'Delete /a (12.3 kB) on Lab?',
    );
    expect((await pathLoss(id, '/run', { recursive: true }, filesOf({}))).question).toBe(
      'Delete /run and all below on Lab?',
    );
  });
  test('what is not there is no question; a link that leads nowhere is one, and so is what nobody can tell', async () => {
    const gone = (listed: object[] | Error, stat: Error = notFound) => ({
      ...filesOf({}),
      transfer: {
        getEndpoint: () => Promise.resolve(named.getEndpoint),
        statFile: (_id: string, { path }: { path?: string }) =>
          path === '/' || path === '/run' ? Promise.resolve(dir('run')) : Promise.reject(stat),
        listDirectory: () =>
          listed instanceof Error ? Promise.reject(listed) : Promise.resolve({ path: '/run/', DATA: listed }),
      } as never,
    });
    const about = { recursive: false };
    const error: unknown = await pathLoss(id, '/run/x', about, gone([])).catch((cause: unknown) => cause);
    expect(error).toMatchObject({
      message: 'There is no /run/x on Lab. Nothing was deleted.',
      hint: `Look at what is there:  globus ls ${id}:/run`,
      exitCode: 1,
    });
    await expect(pathLoss(id, '/run/x', about, gone(notFound))).rejects.toThrow('There is no /run/x on Lab.');
    const question = 'Delete /run/x on Lab?';
    for (const tools of [gone([{ ...dir('x'), link_target: '/none' }]), gone(refused), gone([], refused)])
      expect(await pathLoss(id, '/run/x', about, tools)).toEqual({ question });
    expect(await pathLoss(id, '/run/x', { ...about, ignoreMissing: true }, gone([]))).toEqual({ question });
  });
  test('no more is counted than anybody waits for', async () => {
    const many = { '/run': Array.from({ length: 10_500 }, (_, i) => file(`f${i}`)) };
    expect((await pathLoss(id, '/run', { recursive: true }, filesOf(many))).question).toBe(
      'Delete /run and all below (more than 10,000 files) on Lab?',
    );
  });
  test('a folder that answers late is not waited for', { timeout: 20_000 }, async () => {
    const tools = filesOf({});
    const late = { ...(tools.transfer as object), listDirectory: () => new Promise(() => undefined) } as never;
    expect((await pathLoss(id, '/run', { recursive: true }, { ...tools, transfer: late })).question).toBe(
      'Delete /run and all below on Lab?',
    );
  });
  test('a pattern is said with what it matches now', async () => {
    const globs = { recursive: false, enableGlobs: true };
    expect((await pathLoss(id, '/run/*', globs, filesOf(below))).question).toBe(
      "Delete everything that '/run/*' matches (a, b/, c/), and all below (1 file, 2.0 MB), as with --recursive, on Lab?",
    );
    expect((await pathLoss(id, '/run/*', globs, filesOf(below))).along).toEqual({ recursive: true });
    expect((await pathLoss(id, '/run/b/*', globs, filesOf(below))).along).toBeUndefined();
    expect((await pathLoss(id, '/run/*/', globs, filesOf(below))).question).toBe(
      (await pathLoss(id, '/run/*', globs, filesOf(below))).question.replace("'/run/*'", "'/run/*/'"),
    );
    expect((await pathLoss(id, '/run/*', { ...globs, recursive: true }, filesOf(below))).question).toBe(
      "Delete everything that '/run/*' matches (a, b/, c/), and all below (1 file, 2.0 MB) on Lab?",
    );
    expect((await pathLoss(id, '/run/x*', globs, filesOf(below))).question).toBe(
      "Delete everything that '/run/x*' matches (nothing now) on Lab?",
    );
  });
  test('a batch is said with its first paths, and one that names nothing is none', async () => {
    const listOf = (...lines: string[]) => ({ lineBlocks: () => rowsOf([lines]) as AsyncIterable<string[]> });
    const target = { endpoint: id, path: '/run' };
    const tools = filesOf({});
    expect(
      await batchLoss(target, 'old.txt', { recursive: true }, { ...tools, files: listOf('a', 'b', 'c', 'd') }),
    ).toEqual({
      question: 'Delete the 4 paths of old.txt, and all below them, on Lab (/run/a, /run/b, /run/c and 1 more)?',
    });
    expect(await batchLoss(target, 'old.txt', { recursive: false }, { ...tools, files: listOf('') })).toBeUndefined();
  });
  test('what a transfer deletes is said with its place, and what is there', async () => {
    const asked = async (path: string | null, list?: string) =>
      (await extraLoss({ endpoint: id, path }, list, filesOf(below))).question;
    expect(await asked('/run')).toBe(
      'Copy, and delete in /run on Lab (2 files, 2.0 MB) what the source does not have?',
    );
    expect(await asked(null)).toBe('Copy, and delete at the destinations on Lab what their sources do not have?');
    // a list may name any other folder
    expect(await asked('/run', 'pairs.csv')).toBe(
      'Copy, and delete at the destinations that pairs.csv names on Lab what their sources do not have?',
    );
  });
});
