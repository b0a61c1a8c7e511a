import { UsageError } from '../../errors.js';

const isJson = (text: string): boolean => {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false; // then it is plain text, which is as good an argument
  }
};

/** An argument as JSON text: as it was written where it is JSON, and any other text as a JSON string. */
export const argumentText = (raw: string): string => (isJson(raw) ? raw.trim() : JSON.stringify(raw));

/**
 * `NAME=VALUE` as a member of a JSON object: `"NAME":VALUE`. UsageError where there is no name; `where` says in it
 * what the text was given for.
 */
export function keywordText(raw: string, where: string): string {
  const equals = raw.indexOf('=');
  if (equals < 1) throw new UsageError(`Invalid value for ${where}: '${raw}' is not NAME=VALUE.`);
  return `${JSON.stringify(raw.slice(0, equals))}:${argumentText(raw.slice(equals + 1))}`;
}

/** The arguments of one call as the two JSON texts that it carries: numbers keep every digit they were written with. */
export const callTexts = (args: readonly string[], keywords: readonly string[]) => ({
  args: `[${args.join(', ')}]`,
  kwargs: `{${keywords.join(', ')}}`,
});
