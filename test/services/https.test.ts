import { describe, expect, test } from 'vitest';
import { operations } from '../../src/services/https.js';
import type { Http } from '../../src/services/http.js';

const answering = (status: number, text: string) => {
  const http: Pick<Http, 'raw'> = {
    raw: () => Promise.resolve({ status, statusText: '', headers: new Headers(), text }),
  };
  return operations(http as Http);
};

describe('a file that is to go', () => {
  test.each([
    [202, ''],
    [207, '<multistatus/>'],
    [304, ''],
    [200, ' <!DOCTYPE html><html>Log in</html>'],
  ])('is not called gone by status %i with %j', async (status, text) => {
    await expect(answering(status, text).deleteFile('/a')).rejects.toThrow('which does not say that the file is gone');
  });
  test.each([
    [200, ''],
    [200, '{"fine": true}'],
    [204, ''],
  ])('is gone by status %i with %j', async (status, text) => {
    await expect(answering(status, text).deleteFile('/a')).resolves.toBeUndefined();
  });
});
