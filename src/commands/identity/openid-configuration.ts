import { command, record } from '#command';

interface Configuration {
  readonly issuer: string;
  readonly authorization_endpoint: string;
  readonly token_endpoint: string;
  readonly userinfo_endpoint: string;
  readonly revocation_endpoint?: string;
  readonly jwks_uri: string;
}

export default command({
  summary: 'Show the OpenID configuration of Globus Auth.',
  description: 'For setting up a login with Globus in another program. No login is needed; JSON has everything.',
  examples: [
    {
      title: 'Print the address of the keys',
      line: 'globus identity openid-configuration --jmespath jwks_uri --format unix',
    },
  ],
  needs: ['publicAuth'],
  output: record<Configuration>({
    Issuer: 'issuer',
    Authorization: 'authorization_endpoint',
    Token: 'token_endpoint',
    Userinfo: 'userinfo_endpoint',
    Revocation: 'revocation_endpoint',
    Keys: 'jwks_uri',
  }),
  run: ({ publicAuth }) => publicAuth.getOpenidConfiguration() as unknown as Promise<Configuration>,
});
