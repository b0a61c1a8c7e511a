import { rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { NetworkError } from '../../../src/errors.js';
import type { RemoteFile } from '../../../src/globus/data/file-server.js';
import { upload } from '../../../src/globus/data/upload.js';
import type { HttpsOperations } from '../../../src/services/https.js';
import type { StreamedBody } from '../../../src/services/stream.js';
import { temporaryFolder } from '../../support/globus.js';

test.each([10, 1024 * 1024])(
  'a file of %i bytes that goes before it is read is told of, and no server',
  async (size) => {
    const path = join(temporaryFolder(), 'a');
    writeFileSync(path, Buffer.alloc(size));
    const files: Pick<HttpsOperations, 'putFile'> = {
      putFile: async (_path, body: StreamedBody) => {
        rmSync(path);
        try {
          for await (const piece of body.open()) expect.fail(`came: ${piece.length}`);
        } catch {
          // as a connection says it whose body breaks
          throw new NetworkError('No answer');
        }
        return expect.fail('sent');
      },
    };
    const server = {
      url: 'http://127.0.0.1',
      reading: undefined!,
      writing: (send: (files: never) => never) => send(files as never),
    };
    const file = { server, path: '/a' } as unknown as RemoteFile;
    await expect(upload(path, file, { shown: 'run/a' })).rejects.toThrow(/run\/a/);
  },
);
