/** What two sides that are connected do not understand of each other, as a sentence and what to do next. */
type Trouble = readonly [what: string, next: string];

const address = 'Is its address the right one, with the right port?';
const gateway = 'A login page of the network or a program that inspects traffic may be in the way, too.';

/** Of TLS, by words of OpenSSL's reasons. */
const ofTls: readonly (readonly [RegExp, (host: string) => Trouble])[] = [
  [
    /wrong version number|packet length too long|http request|unknown protocol|bad record type/,
    (host) => [`What answers at ${host} does not speak TLS, as https needs.`, `${address} ${gateway}`],
  ],
  [
    /protocol version|unsupported protocol|version too low|no protocols available|inappropriate fallback/,
    (host) => [
      `${host} and this program know no version of TLS in common.`,
      `This Node.js speaks TLS 1.2 and later. ${address} If so, the people who run it have to update it.`,
    ],
  ],
  [
    /certificate required|no certificate/,
    (host) => [
      `${host} asks for a client certificate, and this program has none.`,
      `No service of Globus asks for one. ${address} ${gateway}`,
    ],
  ],
  [
    /unrecognized name/,
    (host) => [`${host} does not serve that name.`, `${address} Its name may lead to another machine.`],
  ],
  [
    /handshake failure|insufficient security|no shared cipher|no ciphers available/,
    (host) => [
      `${host} refused to begin a TLS connection: the two have no ciphers in common, or it wants a certificate.`,
      `${address} ${gateway}`,
    ],
  ],
];

/** The reason that OpenSSL gives, in its own words: in the message of an EPROTO, in the code of others. */
function tlsReason(code: string, message: string): string | undefined {
  const said = /:SSL routines:[^:]*:([^:\n]+)/.exec(message)?.[1];
  const reason = said ?? (code.startsWith('ERR_SSL_') ? code.slice('ERR_SSL_'.length) : undefined);
  return reason
    ?.toLowerCase()
    .replace(/_/g, ' ')
    .replace(/^(?:tlsv1\d?|sslv3) (?:alert )?/, '');
}

/** Whether the two sides do not understand each other: it will hardly be better the next time. */
export const isMisunderstood = (code: string): boolean => /^(?:EPROTO|ERR_SSL_.*|HPE_.*)$/.test(code);

/** What is wrong with how the other side speaks TLS or HTTP; undefined where it is something else. */
export function protocolTrouble(host: string, code: string, message: string): Trouble | undefined {
  const reason = tlsReason(code, message);
  if (reason !== undefined) {
    const known = ofTls.find(([words]) => words.test(reason));
    return known?.[1](host) ?? [`The TLS connection to ${host} failed: ${reason}.`, `${address} ${gateway}`];
  }
  if (code === 'HPE_INVALID_CONSTANT') return [`What answers at ${host} does not speak HTTP.`, `${address} ${gateway}`];
  if (code.startsWith('HPE_'))
    return [
      `The answer of ${host} is not valid HTTP (${message.replace(/^Parse Error: /, '')}).`,
      `Run the command again; if it happens every time, ask the people who run the server. ${gateway}`,
    ];
  if (/^Z_[A-Z]+_ERROR$|^ERR__ERROR_|^ERR_BROTLI/.test(code))
    return [
      `The answer of ${host} is not compressed as it says, and cannot be read.`,
      `Run the command again; if it happens every time, ask the people who run the server. ${gateway}`,
    ];
  return undefined;
}
