/** Nobody has to know an id: what names a thing is completed by Tab and chosen on a terminal. Over every parameter of every command. */
import { describe, expect, test } from 'vitest';
import { globalFlags } from '../src/cli/globals.js';
import type { ParamMeta } from '../src/cli/manifest.js';
import { ownedThings } from '../src/globus/things/owned.js';
import { sources } from '../src/globus/things/sources.js';
import { kindWords } from '../src/globus/things/thing.js';
import { commands } from './support/manifest-of.js';

/** Parameters of these names take no thing that a service can list; a reason each. */
const exceptions: Readonly<Record<string, string>> = {
  '--submission-id': 'made for one submission, and never listed',
  '--subscription-id': 'no service lists the subscriptions of a person',
  SUBSCRIPTION_ID: 'no service lists the subscriptions of a person',
  'SUBSCRIPTION_ID|null': 'no service lists the subscriptions of a person',
  '--subscription-admin-verified-id': 'no service lists the subscriptions of a person',
  '--required-idp': 'identity providers are found by domain only',
  '--preselect-idp': 'identity providers are found by domain only',
  '--idp-id': 'identity providers are found by domain only',
  TEMPLATE_ID: 'Auth lists no templates',
  '--allowed-function': 'Compute lists no functions',
  '--function-id': 'Compute lists no functions',
  FUNCTION_ID: 'Compute lists no functions',
  'compute task result TASK_ID': 'Compute lists no tasks',
  'TASK_ID...': 'Compute lists no tasks',
  TASK_GROUP_ID: 'Compute lists no task groups',
  '--task-group-id': 'Compute lists no task groups',
  'search task show TASK_ID': 'Search lists tasks by index, which the line does not name',
  'search task wait TASK_ID': 'Search lists tasks by index, which the line does not name',
  '--filter-owner-id': 'people go by their usernames, and no service lists them',
  '--identity-id': 'people go by their usernames, and no service lists them',
  ADMIN_CANCEL_ID: 'only the answer to a cancellation names it',
  '--entry-id': 'the person who made the entry gave it',
  '--client-id': 'an application that another company registered',
  '--enterprise-id': 'an id of Box',
  '--google-project-id': 'an id of Google Cloud',
  '--ceph-admin-key-id': 'a key of Ceph',
  S3_KEY_ID: 'a key of the storage',
  '--s3-key-id': 'a key of the storage',
  '--gcs': 'a login is what things are listed with',
  '--timer': 'a login is what things are listed with',
  '--timer-data-access': 'a consent goes before what it is needed for',
  'sandbox collection remove COLLECTION_ID': 'belongs to a sandbox, which is no service that one is logged in to',
  'sandbox collection update COLLECTION_ID': 'belongs to a sandbox, which is no service that one is logged in to',
  FAULT_ID: 'belongs to a sandbox, which is no service that one is logged in to',
};

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
      ({ meta, param }) =>
        looksLikeId(param) &&
        !param.thing &&
        !param.choices &&
        !(param.names[0]! in exceptions) &&
        !(`${meta.path} ${param.names[0]}` in exceptions),
    );
    expect(bad.map(({ where }) => where)).toEqual([]);
  });
  test('no exception is left over', () => {
    const names = new Set(all.flatMap(({ param, where }) => (param.thing ? [] : [param.names[0], where])));
    expect(Object.keys(exceptions).filter((name) => !names.has(name))).toEqual([]);
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

test('profiles and scopes are completed', () => {
  expect(globalFlags.find(({ key }) => key === 'profile')?.completes).toBe('profile');
  const missing = all.filter(
    ({ param }) =>
      (/^(?:PROFILE|--profile)$/.test(param.names[0]!) && param.completes !== 'profile') ||
      (/^(?:SCOPES|--scope)$/.test(param.names[0]!) && param.completes !== 'scope'),
  );
  expect(missing.map(({ where }) => where)).toEqual([]);
});
