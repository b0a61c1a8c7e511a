import { UsageError } from '../../errors.js';
import { kindWords, type Only, type ThingKind } from './thing.js';

/** What to do where there is no thing of a kind: most are made by oneself. */
const ways: Readonly<Record<Exclude<ThingKind, 'collection'>, string>> = {
  group: 'Make one: globus group create',
  flow: 'Make one: globus flows create',
  run: 'Start a flow: globus flows start',
  index: 'Make one: globus search index create',
  timer: 'Make one: globus timer create transfer',
  task: 'Copy something: globus transfer',
  openTask: 'All have ended: globus task list',
  computeEndpoint: 'Register one: globus compute endpoint register',
  project: 'Make one: globus project create',
  client: 'Register one: globus client create',
  policy: 'Make one: globus policy create',
  authScope: 'Make one: globus scope create',
  tunnel: 'Open one: globus streams tunnel create',
  accessPoint: 'Give the id of one that you know.',
  registeredApi: 'Give the id of one that you know.',
  bookmark: 'Make one: globus bookmark create',
  bookmarkV2: 'Make one: globus bookmark v2 create',
  pauseRule: 'Make one: globus endpoint-manager pause-rule create',
  managedTask: 'Those that you started yourself: globus task list',
  webInput: 'No run waits for an answer of yours: globus flows run list',
  storageGateway: 'Make one: globus gcs storage-gateway create posix',
  userCredential: 'Register one: globus gcs user-credential create posix',
  gcsEndpointRole: 'Give one: globus gcs endpoint role create',
  gcsCollectionRole: 'Give one: globus gcs collection role create',
  node: 'Nodes are set up on their machines, with globus-connect-server node setup.',
  sharingPolicy: 'Make one: globus gcs sharing-policy create',
  role: 'Give one: globus endpoint role create',
  accessRule: 'Give someone access: globus endpoint permission create',
  server: 'Globus Connect Personal, and collections, have none of their own.',
  indexRole: 'Give one: globus search index role create',
  clientCredential: 'Make one: globus client credential create',
  subscription: 'Type the id of one, or ask the subscription manager of your institution.',
  endpointDomain: 'Type the domain that it should have.',
  collectionDomain: 'Type the domain that it should have.',
};

/** Of what runs, which are to be chosen among. */
const inWords: ReadonlyMap<Only, string> = new Map<Only, string>([
  ['open', 'goes on'],
  ['going', 'goes on'],
  ['paused', 'is paused'],
]);

/** The same where there are some, but none of these. */
const stateWays: ReadonlyMap<ThingKind, string> = new Map<ThingKind, string>([
  ['task', 'See those that have ended: globus task list'],
  ['run', 'See those that there are: globus flows run list'],
  ['timer', 'See those that there are: globus timer list'],
]);

/** Of what people share. */
const mayWords: ReadonlyMap<Only, string> = new Map<Only, string>([
  ['administered', 'that you administer'],
  ['managed', 'that you manage'],
  ['written', 'that you may write to'],
  ['joined', 'that you are in'],
  ['invited', 'that you are invited to'],
]);

/** Whoever was led to choose a thing can say something else instead. */
export class NothingToChooseError extends UsageError {}

/** What is said to who is to choose a thing of a kind of which there is none. */
export const noneOf = (kind: Exclude<ThingKind, 'collection'>, only?: Only): NothingToChooseError => {
  const may = only === undefined ? undefined : mayWords.get(only);
  if (may !== undefined)
    return new NothingToChooseError(`There is no ${kindWords[kind][0]} ${may}.`, { hint: ways[kind] });
  const which = only === undefined ? undefined : inWords.get(only);
  const [one] = kindWords[kind];
  const none = which === undefined ? `There is no ${one} of yours to choose.` : `No ${one} of yours ${which}.`;
  return new NothingToChooseError(none, {
    hint: which === undefined ? ways[kind] : (stateWays.get(kind) ?? ways[kind]),
  });
};
