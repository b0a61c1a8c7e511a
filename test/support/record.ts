/**
 * A setup file of `npm run samples` alone: writes down every answer of the sandbox that is a document, one JSON line each, to
 * the file that GLOBUS_RECORD_ANSWERS names. tools/samples.ts makes test/support/answers.json of them.
 */
import { appendFileSync } from 'node:fs';

const file = process.env['GLOBUS_RECORD_ANSWERS'];
if (file) {
  const fetched = globalThis.fetch;
  globalThis.fetch = async (input, init) => {
    const asked = input instanceof Request ? input : undefined;
    const [url, method] = [
      input instanceof Request ? input.url : input.toString(),
      init?.method ?? asked?.method ?? 'GET',
    ];
    const answer = await fetched(input, init);
    const text = answer.ok ? await answer.clone().text() : '';
    if (/^\s*[[{]/.test(text))
      appendFileSync(file, `${JSON.stringify({ method, path: new URL(url).pathname, document: JSON.parse(text) })}\n`);
    return answer;
  };
}
