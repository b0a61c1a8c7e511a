import { readFileSync, writeFileSync } from 'node:fs';
import { rootCertificates } from 'node:tls';
import { truthOf } from '../truth.js';

/** Writes the authorities that are trusted in this environment, and one more, to a file for programs that take one file only. */
export function writeAuthorities(
  path: string,
  authority: string,
  env: Readonly<Record<string, string | undefined>>,
): void {
  const spoken = env['GLOBUS_SDK_VERIFY_SSL'];
  const named = [spoken && truthOf(spoken) === undefined ? spoken : undefined, env['NODE_EXTRA_CA_CERTS']];
  const files = [...new Set(named.filter((each) => each !== undefined && each !== ''))] as string[];
  writeFileSync(path, [...files.map(read), ...rootCertificates, authority].join('\n'), { mode: 0o600 });
}

function read(path: string): string {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    return ''; // Node goes on without it, too
  }
}
