import { isObject } from '../http/body.js';

/** What stands in a record in the place of a secret: `SECRET-access_token-1`, the same for the same secret. */
const placeholder = /SECRET-[a-z0-9_]+-\d+/g;
/** Placeholders without what tells them apart, to compare a request of one run with that of another. */
export const blurred = (text: string): string => text.replace(placeholder, 'SECRET');

/** Keys whose texts are secret wherever they stand: in documents, forms and addresses. */
const secretKey =
  /(^|_|-)(secret|setup_key|password|passwd|passphrase|assertion|verifier|signature|cookie)s?(_|-|$)|(^|_|-)(access|refresh|id|subject|actor|dependent|bearer|auth|session|security)_?token$|^token$|^_tokens$|private[_-]?key|(secret|access)[_-]?key|s3_key|api[_-]?key|secret$|password$|passwd$/i;
/** Keys whose value is a secret where it is one text, but for markers of pages; a document or a list there is about secrets, or a state of a flow. */
const secretText = /(?<!(page|next|continuation|cursor)[_-]?)token$|credentials?$|(^|_|-|db)(pass|passcode|pwd)$/i;
const isSecretText = (key: string) => secretKey.test(key) || secretText.test(key);
/** Fields of forms and addresses at Globus Auth, where these words mean what only one login may know. */
const secretField = /^(code|state|nonce|code_challenge)$/i;
/** What has the form of a secret, whatever it is called: tokens of Globus, signed documents, keys of S3. */
const shapes: readonly (readonly [string, RegExp])[] = [
  ['token', /(?<![A-Za-z0-9])Ag[A-Za-z0-9]{40,}(?![A-Za-z0-9])/g],
  ['key', /(?<![A-Z0-9])(?:AKIA|ASIA)[A-Z0-9]{16}(?![A-Z0-9])/g],
  ['bearer', /(?<=\bBearer )[A-Za-z0-9._~+/=-]{8,}/g],
  ['password', /(?<=:\/\/[^\s:/@"]{0,64}:)[^\s:/@"]{1,200}(?=@)/g],
  ['signature', /(?<=[?&](?:sig|X-Amz-Signature|X-Amz-Security-Token)=)[^&\s"'<>\\]{8,}/gi],
  // those of GitHub, Slack, GitLab, Hugging Face and others, which people hand to flows and functions
  [
    'token',
    /(?<![A-Za-z0-9])(?:gh[a-z]_|npm_|pypi-|sk_live_|ya29\.|github_pat_|xox[a-z]-|glpat-|hf_|sk-|AIza)[A-Za-z0-9_-]{16,}/g,
  ],
  ['private_key', /(?<=-----BEGIN [A-Z ]{0,20}PRIVATE KEY(?: BLOCK)?-----)[^-]{8,}/g],
  ['basic', /(?<=\bBasic )[A-Za-z0-9+/=]{8,}/g],
];
/** A signed document: its signature alone is secret, since programs read what it says. */
const signed = /(?<![\w-])(eyJ[\w-]+\.eyJ[\w-]*\.)([\w-]{16,})/g;
const isPlaceholder = (text: string) => /^SECRET-[a-z0-9_]+-\d+$/.test(text);
/** Shorter ones are taken out only where their key stands: elsewhere they would be parts of words. */
const shortest = 8;

/** Takes secrets out of all that is written, each known from the moment it is first seen. */
export class Veil {
  private readonly names = new Map<string, string>();
  private readonly counts = new Map<string, number>();
  private pattern: RegExp | undefined;

  /** Makes a text secret from now on; `kind` is what its placeholder is called. */
  keep(kind: string, text: string): void {
    if (text.length < shortest || isPlaceholder(text)) return;
    const jwt = new RegExp(signed.source).exec(text);
    // what programs read of a signed document stays
    if (jwt?.[0] === text) return void this.name('signature', jwt[2] ?? '');
    this.name(kind, text);
  }

  /** A text without secrets. Documents and forms are read for what their keys call secret; all else stays as it was written. */
  text(text: string, type = ''): string {
    if (/json/i.test(type) || /^\s*[[{]/.test(text)) this.look(text);
    if (/urlencoded/i.test(type)) return this.fields(text);
    return this.cover(text);
  }

  /** A query, or a form, without secrets. */
  fields(query: string): string {
    if (query === '') return '';
    const parts = query.split('&').map((part) => {
      const at = part.indexOf('=');
      if (at < 0) return part;
      const [name, value] = [decoded(part.slice(0, at)), decoded(part.slice(at + 1))];
      if (value === '' || !(secretField.test(name) || isSecretText(name))) return part;
      if (isPlaceholder(value)) return part;
      return `${part.slice(0, at)}=${this.name(wordOf(name), value)}`;
    });
    return this.cover(parts.join('&'));
  }

  /** An address without secrets. */
  address(address: string): string {
    const at = address.indexOf('?');
    return at < 0
      ? this.cover(address)
      : `${this.cover(address.slice(0, at))}?${this.fields(address.slice(at + 1).replace(/#.*$/s, ''))}`;
  }

  /** Bytes without secrets; they may get another length. */
  bytes(bytes: Buffer): Buffer {
    const text = bytes.toString('latin1');
    const covered = this.cover(text);
    return covered === text ? bytes : Buffer.from(covered, 'latin1');
  }

  /** Keeps what headers carry that is secret: credentials, cookies and keys. */
  headers(headers: Iterable<readonly [string, string]>): void {
    for (const [name, value] of headers) {
      if (/^(proxy-)?authorization$/i.test(name)) this.credentials(value);
      else if (/cookie/i.test(name))
        for (const part of value.split(/[;,]\s*/)) this.keep('cookie', part.slice(part.indexOf('=') + 1));
      else if (/key|token|secret|x-globus-sandbox$/i.test(name)) this.keep('key', value);
    }
  }

  private credentials(value: string): void {
    const [, scheme = '', text = ''] = /^(\S+)\s+(.*)$/s.exec(value) ?? [];
    this.keep(scheme.toLowerCase() === 'basic' ? 'basic' : 'access_token', text);
    if (scheme.toLowerCase() !== 'basic') return;
    const secret = Buffer.from(text, 'base64').toString('utf8');
    this.keep('client_secret', secret.slice(secret.indexOf(':') + 1));
  }

  /** Finds in a document what its keys call secret. */
  private look(text: string): void {
    let document: unknown;
    try {
      document = JSON.parse(text);
    } catch {
      return; // no document: what has the form of a secret is found all the same
    }
    this.walk(document, undefined);
  }

  private walk(value: unknown, kind: string | undefined): void {
    if (typeof value === 'string') {
      if (kind !== undefined) this.keep(kind, value);
      return;
    }
    if (Array.isArray(value)) return value.forEach((item) => this.walk(item, kind));
    if (!isObject(value)) return;
    for (const [key, below] of Object.entries(value)) {
      const isSecret = typeof below === 'string' ? isSecretText(key) : secretKey.test(key);
      this.walk(below, isSecret ? wordOf(key) : kind);
    }
  }

  /** Puts placeholders in the place of all that is known to be secret, or looks as if it were. */
  private cover(text: string): string {
    let covered = text.replace(signed, (_all, said: string, signature: string) =>
      isPlaceholder(signature) ? _all : said + this.name('signature', signature),
    );
    for (const [kind, shape] of shapes)
      covered = covered.replace(shape, (found) =>
        isPlaceholder(found) || found.startsWith('eyJ') ? found : this.name(kind, found),
      );
    covered = covered.replace(shortSecret, (_all, before: string, key: string, value: string, after: string) =>
      isSecretText(key) && !isPlaceholder(value) && value.length < shortest && value !== ''
        ? before + this.name(wordOf(key), value, false) + after
        : _all,
    );
    if (this.names.size === 0) return covered;
    this.pattern ??= new RegExp(
      [...this.names.keys()]
        .filter((secret) => secret.length >= shortest)
        .flatMap((secret) => [...new Set([secret, JSON.stringify(secret).slice(1, -1), encodeURIComponent(secret)])])
        .sort((a, b) => b.length - a.length)
        .map((each) => each.replace(/[\\^$.*+?()[\]{}|/-]/g, '\\$&'))
        .join('|') || '(?!)',
      'g',
    );
    return covered.replace(
      this.pattern,
      (found) => this.names.get(found) ?? this.names.get(unquoted(found)) ?? this.names.get(decoded(found)) ?? 'SECRET',
    );
  }

  private name(kind: string, secret: string, everywhere = true): string {
    const known = this.names.get(secret);
    if (known !== undefined) return known;
    const count = (this.counts.get(kind) ?? 0) + 1;
    this.counts.set(kind, count);
    const name = `SECRET-${kind}-${count}`;
    this.names.set(secret, name);
    if (everywhere) this.pattern = undefined;
    return name;
  }
}

const shortSecret = /("([\w-]+)"\s*:\s*")([^"\\]{1,7})(")/g;
const wordOf = (key: string) =>
  key
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '_')
    .replace(/^_+|(?<!_)_+$/g, '');

function decoded(text: string): string {
  try {
    return decodeURIComponent(text.replaceAll('+', ' '));
  } catch {
    return text;
  }
}

function unquoted(text: string): string {
  try {
    return JSON.parse(`"${text}"`) as string;
  } catch {
    return text;
  }
}
