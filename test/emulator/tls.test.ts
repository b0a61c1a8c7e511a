import { execFile } from 'node:child_process';
import { X509Certificate } from 'node:crypto';
import { existsSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { get } from 'node:https';
import { createServer, type AddressInfo } from 'node:net';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { RunningSandbox } from '../../sandbox/src/index.js';
import { startSandbox } from '../../sandbox/src/index.js';
import { credentialsIn } from '../../sandbox/src/tls/credentials.js';
import { networkFetch } from '../../src/host/network/network.js';
import { openSandbox, temporaryFolder, withKey } from '../../sandbox/test/signed-in.js';

const DAY = 86_400_000;
let sandbox: RunningSandbox, other: RunningSandbox;
beforeAll(async () => {
  [sandbox, other] = [await openSandbox(), await openSandbox()];
});
const more: RunningSandbox[] = [];
afterAll(() => Promise.all(more.map((each) => each.close())));

/** The status of the sandbox's health over TLS, by this name, trusting this authority; the code of a failure. */
const health = (
  ca: string | undefined,
  name = '127.0.0.1',
  headers: Record<string, string> = {},
): Promise<number | string> =>
  new Promise((resolve) => {
    const port = Number(new URL(sandbox.tlsUrl).port);
    // ::1 is not listened on, but its name is in the certificate
    const host =
      name === '::1'
        ? { host: '127.0.0.1', checkServerIdentity: checkedAs(name) }
        : { host: name, servername: name === 'localhost' ? name : '' };
    get(
      {
        ...host,
        port,
        path: '/_sandbox/health',
        headers: { ...withKey(sandbox), ...headers },
        ...(ca === undefined ? {} : { ca: readFileSync(ca) }),
      },
      (answer) => {
        answer.resume();
        resolve(answer.statusCode ?? 0);
      },
    ).on('error', (error: NodeJS.ErrnoException) => resolve(error.code ?? error.message));
  });

function checkedAs(name: string) {
  return (_host: string, { raw }: { raw: Buffer }) =>
    new X509Certificate(raw).checkIP(name) === undefined ? new Error('another name') : undefined;
}

test('serves the same sandbox over TLS under every name of the loopback address', async () => {
  for (const name of ['127.0.0.1', 'localhost', '::1'])
    expect([name, await health(sandbox.caFile, name)]).toEqual([name, 200]);
  expect(new URL(sandbox.tlsUrl).port).not.toBe(String(sandbox.port));
});

test('nobody trusts it by accident: another authority, and none, refuse the certificate', async () => {
  expect(await health(other.caFile)).toMatch(
    /UNABLE_TO_VERIFY_LEAF_SIGNATURE|CERT_SIGNATURE_FAILURE|UNABLE_TO_GET_ISSUER_CERT/,
  );
  expect(await health(undefined)).toMatch(/UNABLE_TO_VERIFY_LEAF_SIGNATURE|UNABLE_TO_GET_ISSUER_CERT/);
});

test('it answers to its own names only', async () => {
  expect(await health(sandbox.caFile, '127.0.0.1', { host: 'evil.example' })).toBe(421);
});

test('the certificates satisfy a strict reader, and the authority is confined to the loopback address', async () => {
  const run = promisify(execFile);
  const { certificate } = await credentialsIn(join(sandbox.dir, 'tls'), Date.now());
  const leaf = join(temporaryFolder(), 'leaf.pem');
  writeFileSync(leaf, certificate);
  const verified = (name: string) =>
    run('openssl', [
      'verify',
      '-x509_strict',
      '-purpose',
      'sslserver',
      '-CAfile',
      sandbox.caFile,
      ...name.split(' '),
      leaf,
    ]).then(
      ({ stdout }) => stdout.trim(),
      (failed: unknown) => (failed as { stderr: string }).stderr,
    );
  expect(await verified('-verify_ip 127.0.0.1')).toBe(`${leaf}: OK`);
  expect(await verified('-verify_hostname localhost')).toBe(`${leaf}: OK`);
  expect(await verified('-verify_hostname transfer.api.globus.org')).toMatch(/mismatch/i);
  const { stdout } = await run('openssl', ['x509', '-in', sandbox.caFile, '-noout', '-text']);
  expect(stdout).toMatch(/Basic Constraints: critical\s+CA:TRUE/);
  expect(stdout).toMatch(
    /Name Constraints: critical\s+Permitted:\s+DNS:localhost\s+IP:127\.0\.0\.1\/255\.255\.255\.255\s+IP:0:0:0:0:0:0:0:1\//,
  );
});

test('the keys are nobody else’s to read', () => {
  for (const name of ['ca', 'server']) {
    expect([name, (statSync(join(sandbox.dir, 'tls', `${name}-key.pem`)).mode & 0o777).toString(8)]).toEqual([
      name,
      '600',
    ]);
  }
  expect(readFileSync(sandbox.caFile, 'utf8')).not.toContain('PRIVATE');
});

test('the environment names the authority for Globus clients and for Node', () => {
  expect(sandbox.caFile).toBe(join(sandbox.dir, 'tls', 'ca.pem'));
  expect(sandbox.env).toMatchObject({ GLOBUS_SDK_VERIFY_SSL: sandbox.caFile, NODE_EXTRA_CA_CERTS: sandbox.caFile });
});

test('this client believes GLOBUS_SDK_VERIFY_SSL, and only that', async () => {
  const ask = (file: string | undefined) =>
    networkFetch({ env: file === undefined ? {} : { GLOBUS_SDK_VERIFY_SSL: file } }, new AbortController().signal)(
      `${sandbox.tlsUrl}/_sandbox/health`,
      { headers: withKey(sandbox) },
    ).then(
      ({ status }) => status,
      (error: unknown) => String(((error as Error).cause as NodeJS.ErrnoException).code),
    );
  expect(await ask(sandbox.caFile)).toBe(200);
  expect(await ask('false')).toBe(200);
  expect(await ask(undefined)).toMatch(/UNABLE_TO/);
  expect(await ask(other.caFile)).toMatch(/UNABLE_TO|CERT_SIGNATURE_FAILURE/);
});

test('a restart keeps certificates and port; a taken port is given up for a free one', async () => {
  const dir = temporaryFolder();
  const start = async (options = {}) => {
    const started = await startSandbox({ dir, ...options });
    more.push(started);
    return started;
  };
  const first = await start();
  const authority = readFileSync(first.caFile, 'utf8');
  await first.reset();
  await first.close();
  const second = await start();
  expect([second.tlsUrl, readFileSync(second.caFile, 'utf8')]).toEqual([first.tlsUrl, authority]);
  await second.close();
  const squatter = createServer().listen(Number(new URL(first.tlsUrl).port), '127.0.0.1');
  await new Promise((done) => squatter.once('listening', done));
  const third = await start();
  expect(third.tlsUrl).not.toBe(first.tlsUrl);
  await third.close();
  const { port } = squatter.address() as AddressInfo;
  await expect(start({ tlsPort: port })).rejects.toThrow('EADDRINUSE');
  squatter.close();
  // what failed to start let go of the folder and of its other port
  const fourth = await start({ port: third.port });
  expect(fourth.tlsUrl).toBe(third.tlsUrl);
  await fourth.close();
});

test('certificates are made anew in time, and when they are damaged; the authority stays while it can', async () => {
  const folder = join(temporaryFolder(), 'tls');
  const now = Date.now();
  const authority = () => readFileSync(join(folder, 'ca.pem'), 'utf8');
  const first = await credentialsIn(folder, now);
  const issuedBy = authority();
  expect(await credentialsIn(folder, now + 300 * DAY)).toEqual(first);
  const renewed = await credentialsIn(folder, now + 380 * DAY);
  expect(renewed.certificate).not.toBe(first.certificate);
  expect(authority()).toBe(issuedBy);
  expect(Date.parse(new X509Certificate(renewed.certificate).validTo)).toBeGreaterThan(now + 700 * DAY);
  await credentialsIn(folder, now + 3640 * DAY);
  expect(authority()).not.toBe(issuedBy);
  writeFileSync(join(folder, 'server.pem'), 'torn');
  const whole = await credentialsIn(folder, now);
  expect(new X509Certificate(whole.certificate).verify(new X509Certificate(authority()).publicKey)).toBe(true);
  expect(existsSync(join(folder, 'server.pem.new'))).toBe(false);
});
