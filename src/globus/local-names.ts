import { sep } from 'node:path';

/**
 * A path on this machine with `/` between its names. On Windows they may have backslashes between them; elsewhere a backslash is a sign of a
 * name as any other, as in files that were unpacked from an archive of Windows.
 */
export const slashed = (path: string): string => (sep === '\\' ? path.replaceAll(sep, '/') : path);
