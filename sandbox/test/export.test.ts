import { chmodSync, existsSync, mkdirSync, readdirSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { startSandbox } from '../src/index.js';
import { temporaryFolder } from './signed-in.js';
import { adminOf } from './transferring.js';

test.skipIf(process.platform === 'win32')(
  'an export goes to no folder of the sandbox itself, nor where others may write',
  async () => {
    const [dir, root] = [temporaryFolder(), temporaryFolder()];
    const sandbox = await startSandbox({ dir });
    const exported = async (folder: string) => {
      const { status, json } = await adminOf(sandbox)('POST', '/export', { folder });
      return [status, json.message];
    };
    const link = join(root, 'link');
    symlinkSync(dir, link);
    for (const folder of [join(dir, 'kept'), join(dir, 'a/b'), join(link, 'kept'), join(dir, 'collections/kept')]) {
      expect(await exported(folder)).toEqual([409, expect.stringContaining('in the folder of the sandbox itself')]);
      expect(existsSync(folder)).toBe(false);
    }
    const shared = join(root, 'shared');
    mkdirSync(shared);
    chmodSync(shared, 0o777);
    expect(await exported(shared)).toEqual([400, expect.stringContaining(`others may write to ${shared}`)]);
    expect(readdirSync(shared)).toEqual([]);
    expect(await exported(join(root, '..sandbox'))).toEqual([200, undefined]);
    expect((await exported(join(root, 'new')))[0]).toBe(200);
    await sandbox.close();
  },
);
