import { scratchFile } from './measure.js';

/** A request that a bare script makes; `body` is sent as JSON, with the `value` of the answer before as its submission id. */
export interface BareRequest {
  readonly method: string;
  readonly url: string;
  readonly service: string;
  readonly body?: unknown;
}

/**
 * A script that makes requests with node:http or node:https, one after the other, over connections that are not kept, with tokens
 * from the file where the client keeps them, reads the answers as JSON and prints the last. Its argument is the list of requests.
 */
export const bareScript = (): string =>
  scratchFile(
    'bare.cjs',
    `'use strict';
const { readFileSync } = require('node:fs');
const tokens = Object.assign({}, ...Object.values(JSON.parse(readFileSync(process.env.GLOBUS_CONFIG_DIR + '/tokens.json', 'utf8')).data));
const ca = process.env.GLOBUS_SDK_VERIFY_SSL;
const ask = ({ method, url, service, body }, before) =>
  new Promise((done, fail) => {
    const secure = url.startsWith('https:');
    const { request, Agent } = secure ? require('node:https') : require('node:http');
    const text = body && JSON.stringify({ ...body, submission_id: before.value });
    const headers = { authorization: 'Bearer ' + tokens[service].access_token, ...(text && { 'content-type': 'application/json', 'content-length': Buffer.byteLength(text) }) };
    const sent = request(url, { method, headers, agent: new Agent({ keepAlive: false, ...(secure && ca && { ca: readFileSync(ca) }) }) }, (answer) => {
      let came = '';
      answer.setEncoding('utf8').on('data', (piece) => (came += piece)).on('end', () => (answer.statusCode < 400 ? done(JSON.parse(came)) : fail(new Error(came))));
    });
    sent.on('error', fail).end(text);
  });
(async () => {
  let answer;
  for (const each of JSON.parse(process.argv[2])) answer = await ask(each, answer);
  process.stdout.write(JSON.stringify(answer) + '\\n');
})();
`,
  );
