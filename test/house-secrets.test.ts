/** Every parameter whose value is a secret, over the whole tree: it can come from a file, and is asked for unseen. */
import { describe, expect, test } from 'vitest';
import { commands } from './support/manifest-of.js';

const all = commands().flatMap(({ meta }) => [...meta.flags, ...meta.args].map((param) => ({ meta, param })));
const named = ({ meta, param }: (typeof all)[number]) => `${meta.path} ${param.names[0]}`;
const storages = ['azure-blob', 'box', 'dropbox', 'google-cloud-storage', 'google-drive', 'onedrive'];
const both = (rest: string) => ['create', 'update'].map((verb) => `gcs storage-gateway ${verb} ${rest}`);

describe('secrets', () => {
  test('are these, and no others', () => {
    expect(
      all
        .filter(({ param }) => param.secret)
        .map(named)
        .sort(),
    ).toEqual(
      [
        ...storages.flatMap((storage) => both(`${storage} --client-secret`)),
        ...both('ceph --ceph-admin-secret-key'),
        ...both('google-cloud-storage --service-account-key'),
        ...both('box --box-app-settings'),
        'gcs user-credential create s3 S3_SECRET_KEY',
        'gcs user-credential update s3 --s3-secret-key',
      ].sort(),
    );
  });

  test('can be taken from a file', () => {
    const secrets = all.filter(({ param }) => param.secret);
    const bad = secrets.filter(
      ({ meta, param }) =>
        param.completes !== 'file' &&
        !meta.flags.some((flag) => flag.secretOf === param.key && flag.completes === 'file'),
    );
    expect(bad.map(named)).toEqual([]);
  });

  test('are all that sound like one', () => {
    const isSaid = /secret|password|passphrase|private-key|service-account-key|refresh-token|api-key/i;
    const isNone = /-file$|-path$|^--allows-refresh-token$/;
    const bad = all.filter(({ param }) =>
      param.names.some((name) => isSaid.test(name.replaceAll('_', '-')) && !isNone.test(name) && !param.secret),
    );
    expect(bad.map(named)).toEqual([]);
  });
});
