import { X509Certificate, createPrivateKey } from 'node:crypto';
import { readFileSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { makeFolder } from '../state/new-folder.js';
import { makeAuthority, makeServerCertificate, type Credentials } from './certificate.js';

const day = 86_400_000;
const renewDays = 30;

/**
 * The certificate that the sandbox serves with, signed by an authority of its own whose certificate is `ca.pem`. Both are kept
 * in `folder`, and made anew when they are missing, do not belong together, or end within a month of `now`.
 */
export async function credentialsIn(folder: string, now: number): Promise<Credentials> {
  makeFolder(folder, 0o700);
  const kept = read(folder, 'ca');
  const authority = kept && isGood(kept, kept, now) ? kept : await makeAuthority(now);
  if (authority !== kept) keep(folder, 'ca', authority);
  const served = read(folder, 'server');
  if (served && isGood(served, authority, now)) return served;
  const made = await makeServerCertificate(authority, now);
  keep(folder, 'server', made);
  return made;
}

function isGood({ key, certificate }: Credentials, authority: Credentials, now: number): boolean {
  try {
    const read = new X509Certificate(certificate);
    const issuer = new X509Certificate(authority.certificate);
    return (
      Date.parse(read.validTo) > now + renewDays * day &&
      read.checkPrivateKey(createPrivateKey(key)) &&
      read.checkIssued(issuer) &&
      read.verify(issuer.publicKey)
    );
  } catch {
    // Not a certificate, or not a key.
    return false;
  }
}

function read(folder: string, name: string): Credentials | undefined {
  try {
    return {
      key: readFileSync(join(folder, `${name}-key.pem`), 'utf8'),
      certificate: readFileSync(join(folder, `${name}.pem`), 'utf8'),
    };
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
    throw error;
  }
}

function keep(folder: string, name: string, { key, certificate }: Credentials): void {
  write(join(folder, `${name}-key.pem`), key, 0o600);
  write(join(folder, `${name}.pem`), certificate, 0o644);
}

// Whoever reads meanwhile finds the old file or the new one.
function write(path: string, text: string, mode: number): void {
  writeFileSync(`${path}.new`, text, { mode });
  renameSync(`${path}.new`, path);
}
