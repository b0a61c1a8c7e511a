import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';

const types = join(
  dirname(createRequire(import.meta.url).resolve('@globus/sdk/package.json')),
  'dist/esm/open-api/types/gcs/v5.4.d.ts',
);

/** The operations of Globus's own description of the manager's API, as name, method and path. */
export function describedOperations(): [string, string, string][] {
  const text = readFileSync(types, 'utf8');
  const paths = text.slice(0, text.indexOf('export type webhooks'));
  return [...paths.matchAll(/^ {4}"(\/api[^"]*)": \{([\s\S]*?)^ {4}\};/gm)].flatMap(([, path = '', body = '']) =>
    [...body.matchAll(/^ {8}(get|put|post|delete|patch): operations\["(\w+)"\]/gm)].map(
      ([, method = '', name = '']): [string, string, string] => [name, method.toUpperCase(), path.slice('/api'.length)],
    ),
  );
}

/** Those that the sandbox has: the others lead a browser through the login of a cloud storage. */
export const servedOperations = () => describedOperations().filter(([, , path]) => !path.startsWith('/v1/'));
