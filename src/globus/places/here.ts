import { win32 } from 'node:path';
import { resolveUp } from '../../resolve-up.js';

type Env = Readonly<Record<string, string | undefined>>;

/** Where Globus Connect Personal writes down its id: below the home folder, on Windows below the local application data. */
export function clientIdFile(env: Env): string {
  const windows = env['LOCALAPPDATA'];
  if (windows) return `${windows}\\Globus Connect\\client-id.txt`;
  return `${env['HOME'] ?? ''}/.globusonline/lta/client-id.txt`;
}

/** What a local path is relative to. */
export interface Here {
  readonly cwd: string;
  readonly env: Env;
  readonly platform: string;
}

/** A local path as Globus Connect Personal names it: absolute, with `/`, and `C:\x` as `/C/x`. A `/` at its end stays. */
export function personalPath(path: string, { cwd, env, platform }: Here): string {
  const home = (platform === 'win32' ? env['USERPROFILE'] : env['HOME']) ?? '~';
  const slash = platform === 'win32' ? '[\\\\/]' : '/';
  const whole = path.replace(new RegExp(`^~(?=${slash}|$)`), () => home);
  const absolute = platform === 'win32' ? win32.resolve(cwd, whole) : resolveUp(cwd, whole);
  const named = platform === 'win32' ? absolute.replaceAll('\\', '/').replace(/^([A-Za-z]):/, '/$1') : absolute;
  return new RegExp(`${slash}$`).test(path) && !named.endsWith('/') ? `${named}/` : named;
}
