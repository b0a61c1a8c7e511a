/** Nobody has to know an id: what names a thing is completed by Tab and chosen on a terminal. Over every parameter of every command. */
import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { globalFlags } from '../src/cli/globals.js';
import type { ParamMeta } from '../src/cli/manifest.js';
import { ownedThings } from '../src/globus/things/owned.js';
import { sources } from '../src/globus/things/sources.js';
import { kindWords } from '../src/globus/things/thing.js';
import { commands } from './support/manifest-of.js';

/** Parameters that take no thing which a service can list, by the reason why. */
const exceptions: Readonly<Record<string, readonly string[]>> = {
  'identity providers are found by domain only': [
    'client create --required-idp',
    'client create --preselect-idp',
    'client create-child --required-idp',
    'client create-child --preselect-idp',
    'client update --required-idp',
    'client update --preselect-idp',
    'identity providers --idp-id',
  ],
  'Auth lists no templates': ['client create-instance TEMPLATE_ID'],
  'Compute lists no functions': [
    'compute endpoint register --allowed-function',
    'compute endpoint update --allowed-function',
    'compute function delete FUNCTION_ID',
    'compute function show FUNCTION_ID',
    'compute run --function-id',
    'compute submit --function-id',
  ],
  'Compute lists no task groups': [
    'compute submit --task-group-id',
    'compute task-group result TASK_GROUP_ID',
    'compute task-group show TASK_GROUP_ID',
    'compute task-group wait TASK_GROUP_ID',
  ],
  'Compute lists no tasks': [
    'compute task result TASK_ID',
    'compute task show TASK_ID...',
    'compute task wait TASK_ID...',
  ],
  'made for one submission, and never listed': [
    'delete --submission-id',
    'rm --submission-id',
    'streams tunnel create --submission-id',
    'transfer --submission-id',
  ],
  'people go by their usernames, and no service lists them': [
    'endpoint search --filter-owner-id',
    'endpoint-manager task list --filter-owner-id',
    'gcs collection create guest --identity-id',
    'gcs collection create mapped --identity-id',
  ],
  'only the answer to a cancellation names it': ['endpoint-manager task cancel-status ADMIN_CANCEL_ID'],
  'an id of Google Cloud': ['gcs collection create mapped --google-project-id'],
  'an application that another company registered': [
    'gcs storage-gateway create azure-blob --client-id',
    'gcs storage-gateway create box --client-id',
    'gcs storage-gateway create dropbox --client-id',
    'gcs storage-gateway create google-cloud-storage --client-id',
    'gcs storage-gateway create google-drive --client-id',
    'gcs storage-gateway create onedrive --client-id',
    'gcs storage-gateway update azure-blob --client-id',
    'gcs storage-gateway update box --client-id',
    'gcs storage-gateway update dropbox --client-id',
    'gcs storage-gateway update google-cloud-storage --client-id',
    'gcs storage-gateway update google-drive --client-id',
    'gcs storage-gateway update onedrive --client-id',
  ],
  'an id of Box': ['gcs storage-gateway create box --enterprise-id', 'gcs storage-gateway update box --enterprise-id'],
  'a key of Ceph': [
    'gcs storage-gateway create ceph --ceph-admin-key-id',
    'gcs storage-gateway update ceph --ceph-admin-key-id',
  ],
  'a key of the storage': ['gcs user-credential create s3 S3_KEY_ID', 'gcs user-credential update s3 --s3-key-id'],
  'a login is what things are listed with': ['login --gcs', 'login --timer'],
  'belongs to a sandbox, which is no service that one is logged in to': [
    'sandbox collection remove COLLECTION_ID',
    'sandbox collection update COLLECTION_ID',
    'sandbox fault delete FAULT_ID',
  ],
  'the person who made the entry gave it': ['search entry delete --entry-id', 'search entry show --entry-id'],
  'Search lists tasks by index, which the line does not name': ['search task show TASK_ID', 'search task wait TASK_ID'],
  'a consent goes before what it is needed for': ['session consent --timer-data-access'],
};
const excused = new Set(Object.values(exceptions).flat());

const all = commands().flatMap(({ meta }) =>
  [...meta.args, ...meta.flags].map((param) => ({ meta, param, where: `${meta.path} ${param.names[0]}` })),
);
/** Whether the name, the word for the value or what is read says that an id is wanted. */
const looksLikeId = ({ kind, names, metavar = '' }: ParamMeta) =>
  kind === 'value' && (/(?:^|[-_])ids?(?:$|[._\]|])/i.test(names.join(' ')) || /\bUUID\b|(?:^|_)ID\b/.test(metavar));

describe('every parameter that takes an id', () => {
  test('there are many', () => {
    expect(all.filter(({ param }) => param.thing).length).toBeGreaterThan(200);
  });
  test('says what kind of thing it names, or stands among the exceptions', () => {
    const bad = all.filter(
      ({ param, where }) => looksLikeId(param) && !param.thing && !param.choices && !excused.has(where),
    );
    expect(bad.map(({ where }) => where)).toEqual([]);
  });
  test('no exception is left over', () => {
    const open = new Set(all.flatMap(({ param, where }) => (param.thing ? [] : [where])));
    expect([...excused].filter((where) => !open.has(where))).toEqual([]);
  });
});

describe('every kind', () => {
  const known = new Set(['place', 'collection', ...Object.keys(sources), ...Object.keys(ownedThings)]);
  test('that a parameter names has somebody to ask what there is', () => {
    expect(all.filter(({ param: { thing } }) => thing && !known.has(thing)).map(({ where }) => where)).toEqual([]);
  });
  test('has a word for people', () => {
    expect([...known].filter((kind) => kind !== 'place' && !Object.hasOwn(kindWords, kind))).toEqual([]);
  });
  test('that belongs to another thing says which parameter names that, and an argument that is asked for comes after it', () => {
    const bad = all.filter(({ meta, param: { thing = '', of, key } }) => {
      if (!Object.hasOwn(ownedThings, thing)) return of !== undefined;
      const [owner, own] = [of, key].map((each) => meta.args.findIndex((arg) => arg.key === each));
      return owner === -1 ? !meta.flags.some((flag) => flag.key === of) : own !== -1 && own! < owner!;
    });
    expect(bad.map(({ where }) => where)).toEqual([]);
  });
});

test('docs/places.md names every kind that can be given by name', () => {
  const text = readFileSync(new URL('../docs/places.md', import.meta.url), 'utf8').replace(/\s+/g, ' ');
  const named = new Set(
    all.flatMap(({ param: { thing, byId } }) => (thing && !byId && thing !== 'place' ? [thing] : [])),
  );
  expect([...named].filter((kind) => !text.includes(kindWords[kind][1]))).toEqual([]);
});

test('codes of faults of the sandbox are completed', () => {
  for (const name of ['--task-fault', '--task-fail'])
    expect(all.find(({ where }) => where === `sandbox fault add ${name}`)?.param.suggests).toContain('FILE_NOT_FOUND');
});

test('profiles and scopes are completed', () => {
  expect(globalFlags.find(({ key }) => key === 'profile')?.completes).toBe('profile');
  const missing = all.filter(
    ({ param }) =>
      (/^(?:PROFILE|--profile)$/.test(param.names[0]!) && param.completes !== 'profile') ||
      (/^(?:SCOPES|--scope)$/.test(param.names[0]!) && param.completes !== 'scope'),
  );
  expect(missing.map(({ where }) => where)).toEqual([]);
});
