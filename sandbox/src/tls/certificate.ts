import {
  createHash,
  createPrivateKey,
  generateKeyPair,
  randomBytes,
  sign,
  X509Certificate,
  type KeyObject,
} from 'node:crypto';
import { promisify } from 'node:util';
import type Forge from 'node-forge';
import type { asn1 as Asn1 } from 'node-forge';

type Node = Asn1.Asn1;

/** A certificate and its private key, both PEM. */
export interface Credentials {
  readonly key: string;
  readonly certificate: string;
}

/** How long certificates are good, in days. */
const authorityDays = 3650;
const serverDays = 397;

const day = 86_400_000;
const oids = {
  ecdsaWithSha256: '1.2.840.10045.4.3.2',
  subjectKeyIdentifier: '2.5.29.14',
  keyUsage: '2.5.29.15',
  subjectAltName: '2.5.29.17',
  basicConstraints: '2.5.29.19',
  nameConstraints: '2.5.29.30',
  authorityKeyIdentifier: '2.5.29.35',
  extKeyUsage: '2.5.29.37',
  serverAuth: '1.3.6.1.5.5.7.3.1',
};
const ipv4 = '\x7f\0\0\x01';
const ipv6 = '\0'.repeat(15) + '\x01';

/**
 * A new certificate authority. It can vouch for the names of the loopback address and for nothing else, whoever trusts it; with
 * `forAll` for any name, as a recording of what goes to other servers needs: its key must not outlive this process.
 */
export async function makeAuthority(now: number, forAll = false): Promise<Credentials> {
  const { privateKey, publicKey } = await keyPair();
  const subject = `Globus sandbox ${randomBytes(4).toString('hex')}`;
  const certificate = await issue(
    { key: privateKey, name: subject, publicKey },
    { name: subject, publicKey, now, days: authorityDays },
    (der) => [
      der.extension(oids.basicConstraints, true, der.sequence([der.boolean(true)])),
      der.extension(oids.keyUsage, true, der.bits(1, 0x06)),
      ...(forAll ? [] : [loopbackOnly(der)]),
    ],
  );
  return { key: pem(privateKey), certificate };
}

const loopbackOnly = (der: Der) =>
  der.extension(
    oids.nameConstraints,
    true,
    der.sequence([
      der.tagged(0, [
        der.sequence([der.tagged(2, 'localhost')]),
        der.sequence([der.tagged(7, ipv4 + '\xff'.repeat(4))]),
        der.sequence([der.tagged(7, ipv6 + '\xff'.repeat(16))]),
      ]),
    ]),
  );

/** A new certificate for 127.0.0.1, ::1 and localhost, and for another name beside them, signed by the authority. */
export async function makeServerCertificate(authority: Credentials, now: number, other?: string): Promise<Credentials> {
  const { privateKey, publicKey } = await keyPair();
  const { publicKey: authorityKey, subject } = new X509Certificate(authority.certificate);
  const issuer = {
    key: createPrivateKey(authority.key),
    name: subject.slice(subject.indexOf('=') + 1),
    publicKey: authorityKey,
  };
  const certificate = await issue(issuer, { name: 'localhost', publicKey, now, days: serverDays }, (der) => [
    der.extension(oids.basicConstraints, true, der.sequence([])),
    der.extension(oids.keyUsage, true, der.bits(7, 0x80)),
    der.extension(oids.extKeyUsage, false, der.sequence([der.oid(oids.serverAuth)])),
    der.extension(
      oids.subjectAltName,
      false,
      der.sequence([
        der.tagged(2, 'localhost'),
        der.tagged(7, ipv4),
        der.tagged(7, ipv6),
        ...(other === undefined ? [] : [der.tagged(2, other)]),
      ]),
    ),
    der.extension(oids.authorityKeyIdentifier, false, der.sequence([der.tagged(0, keyId(issuer.publicKey))])),
  ]);
  return { key: pem(privateKey), certificate };
}

interface Issuer {
  readonly key: KeyObject;
  readonly name: string;
  readonly publicKey: KeyObject;
}

interface Subject {
  readonly name: string;
  readonly publicKey: KeyObject;
  readonly now: number;
  readonly days: number;
}

/**
 * Node makes keys and signatures but no certificates, and forge makes certificates but only for RSA, whose keys take a good part
 * of a second to find: so the frame is put together of forge's ASN.1, around an elliptic key.
 */
async function issue(issuer: Issuer, subject: Subject, extensions: (der: Der) => Node[]): Promise<string> {
  const { default: forge } = await import('node-forge');
  const der = derWith(forge);
  const name = (text: string) => forge.pki.distinguishedNameToAsn1({ attributes: [{ type: '2.5.4.3', value: text }] });
  const algorithm = () => der.sequence([der.oid(oids.ecdsaWithSha256)]);
  // A day early, for clocks that disagree.
  const validity = [subject.now - day, subject.now + subject.days * day].map((time) => der.time(new Date(time)));
  const body = der.sequence([
    der.tagged(0, [der.integer('\x02')]),
    // Positive, as serial numbers must be.
    der.integer(`\x01${randomBytes(15).toString('latin1')}`),
    algorithm(),
    name(issuer.name),
    der.sequence(validity),
    name(subject.name),
    forge.asn1.fromDer(spki(subject.publicKey).toString('latin1')),
    der.tagged(3, [
      der.sequence([
        ...extensions(der),
        der.extension(oids.subjectKeyIdentifier, false, der.octets(keyId(subject.publicKey))),
      ]),
    ]),
  ]);
  const signature = sign('sha256', Buffer.from(forge.asn1.toDer(body).getBytes(), 'latin1'), issuer.key);
  const whole = der.sequence([body, algorithm(), der.bits(0, signature)]);
  const base64 = Buffer.from(forge.asn1.toDer(whole).getBytes(), 'latin1').toString('base64');
  return `-----BEGIN CERTIFICATE-----\n${base64.replace(/.{64}(?=.)/g, '$&\n')}\n-----END CERTIFICATE-----\n`;
}

type Der = ReturnType<typeof derWith>;

function derWith({ asn1 }: typeof Forge) {
  const { UNIVERSAL, CONTEXT_SPECIFIC } = asn1.Class;
  const { SEQUENCE, OID, INTEGER, BOOLEAN, OCTETSTRING, BITSTRING, UTCTIME } = asn1.Type;
  const sequence = (items: Node[]) => asn1.create(UNIVERSAL, SEQUENCE, true, items);
  const plain = (type: Asn1.Type, bytes: string) => asn1.create(UNIVERSAL, type, false, bytes);
  const oid = (text: string) => plain(OID, asn1.oidToDer(text).getBytes());
  const boolean = (value: boolean) => plain(BOOLEAN, value ? '\xff' : '\0');
  const octets = (bytes: string) => plain(OCTETSTRING, bytes);
  return {
    sequence,
    oid,
    boolean,
    octets,
    integer: (bytes: string) => plain(INTEGER, bytes),
    bits: (unused: number, bytes: number | Buffer) =>
      plain(
        BITSTRING,
        String.fromCharCode(unused) + Buffer.from(typeof bytes === 'number' ? [bytes] : bytes).toString('latin1'),
      ),
    time: (date: Date) => plain(UTCTIME, asn1.dateToUtcTime(date)),
    tagged: (tag: number, value: string | Node[]) =>
      // eslint-disable-next-line @typescript-eslint/no-unsafe-enum-assignment -- a tag of the context is any number, which the types of forge do not foresee
      asn1.create(CONTEXT_SPECIFIC, tag, typeof value !== 'string', value),
    extension: (id: string, critical: boolean, value: Node) =>
      sequence([oid(id), ...(critical ? [boolean(true)] : []), octets(asn1.toDer(value).getBytes())]),
  };
}

function keyPair(): Promise<{ privateKey: KeyObject; publicKey: KeyObject }> {
  return promisify(generateKeyPair)('ec', { namedCurve: 'P-256' });
}

function pem(key: KeyObject): string {
  return key.export({ type: 'pkcs8', format: 'pem' }) as string;
}

function spki(key: KeyObject): Buffer {
  return key.export({ type: 'spki', format: 'der' });
}

function keyId(key: KeyObject): string {
  return createHash('sha1').update(spki(key)).digest().toString('latin1');
}
