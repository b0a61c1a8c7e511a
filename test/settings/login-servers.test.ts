import { expect, test } from 'vitest';
import { loginServers } from '../../src/settings/urls.js';

const recorder = 'http://127.0.0.1:4000/auth';
const recorded = JSON.stringify({ auth: 'https://auth.example' });

test('behind a recording on this machine, the login is that of the servers behind it', () => {
  expect(loginServers({ GLOBUS_SDK_SERVICE_URL_AUTH: recorder, GLOBUS_RECORDED_SERVERS: recorded })).toEqual({
    auth: 'https://auth.example',
  });
});

test('what goes to Globus itself has the login of Globus', () => {
  expect(loginServers({ GLOBUS_RECORDED_SERVERS: recorded })).toEqual({});
});

test.each([
  ['another machine', 'https://elsewhere.example/', recorded],
  ['a name that begins like this machine', 'http://127.0.0.1.example/', recorded],
  ['no address', 'nowhere', recorded],
  ['no JSON', recorder, '{'],
  ['no recording', recorder, undefined],
])('%s has a login of its own', (_, auth, servers) => {
  expect(loginServers({ GLOBUS_SDK_SERVICE_URL_AUTH: auth, GLOBUS_RECORDED_SERVERS: servers })).toEqual({ auth });
});
