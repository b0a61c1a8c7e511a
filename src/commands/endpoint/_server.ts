/** The columns of a data server of an endpoint. */
export const serverColumns = {
  ID: 'id',
  Scheme: 'scheme',
  Hostname: 'hostname',
  Port: 'port',
  Subject: 'subject',
} as const;
