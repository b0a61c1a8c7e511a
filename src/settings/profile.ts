import { UsageError } from '../errors.js';
import { shellWord } from '../shell.js';

/** The profile that was said, on the line first; the one without a name is called default, too, since that is what lists call it. */
export function profileName(said: string | undefined): string | undefined {
  if (said?.includes('/')) throw new UsageError(`'${said}' cannot be the name of a profile: it has a /.`);
  return said === 'default' ? undefined : said || undefined;
}

/** Commands that act on a login, where they are not told which. */
const onLogin =
  /\bglobus (?:login|logout|session (?:consent|show|update)|auth (?:status|token))(?![\w-])(?![^\n]* --profile)/g;

/** How the commands begin that act as somebody, beside those. */
const actors =
  'api|bookmark|browse|cat|check|client|collection|compute|consent|cp|dash|delete|du|edit|endpoint|endpoint-manager|find|flows|' +
  'gcp|gcs|get|get-identities|group|head|identity|ls|mkdir|mv|names|policy|project|put|rename|rm|scope|search|share|stat|streams|' +
  'sync|tail|task|timer|transfer|tree|whoami';
const onOthers = new RegExp(`\\bglobus (?=(?:${actors})(?![\\w-]))(?![^\\n]* --profile)`, 'g');

/** A text that suggests commands, which name the profile in use: without it they would act on another login. */
export function namingProfile(text: string, profile: string | undefined): string {
  if (profile === undefined) return text;
  const word = shellWord(profile);
  return text
    .replace(onOthers, `globus --profile ${word.replaceAll('$', '$$$$')} `)
    .replace(onLogin, (command) => `${command} --profile ${word}`);
}
