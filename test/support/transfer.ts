/** Where Transfer and Auth answer, and the ids that their tests share. */
export const transferUrl = 'https://transfer.api.globus.org/v0.10';
export const tunnelsUrl = 'https://transfer.api.globus.org/v2';
export const authUrl = 'https://auth.globus.org/v2/api';
export const collectionId = '1405823f-0597-4a16-b296-46d4f0ae4b15';
export const personId = '948847d4-ffcc-4ae0-ba3a-a4c88d480159';

/** Auth's answer to a look-up of one person. */
export const person = {
  identities: [
    { id: personId, username: 'ada@example.org', name: 'Ada', email: null, organization: null, status: 'used' },
  ],
};
/** The request for the name of that person, with its answer. */
export const nameOfPerson = { method: 'GET', url: `${authUrl}/identities?ids=${personId}`, response: person };

/** Transfer's answer to most changes. */
export const result = (code: string, message: string) => ({
  DATA_TYPE: 'result',
  code,
  message,
  request_id: 'r1',
  resource: '/r',
});
/** Transfer's refusal. */
export const refusal = {
  status: 403,
  response: { code: 'PermissionDenied', message: 'You may not do this.', request_id: 'r2', resource: '/r' },
};
