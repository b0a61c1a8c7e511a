import { param, type ParseContext, UsageError } from '#command';

const isJson = (text: string): boolean => {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
};

/** JSON as it was typed, or any other text as a JSON string. */
const jsonText = (raw: string): string => (isJson(raw) ? raw.trim() : JSON.stringify(raw));

const argument = param.custom((raw: string) => jsonText(raw), { metavar: 'VALUE' });
const keyword = param.custom(
  (raw: string, { name }: ParseContext): string => {
    const equals = raw.indexOf('=');
    if (equals < 1) throw new UsageError(`Invalid value for ${name}: '${raw}' is not NAME=VALUE.`);
    return `${JSON.stringify(raw.slice(0, equals))}:${jsonText(raw.slice(equals + 1))}`;
  },
  { metavar: 'NAME=VALUE' },
);

/** The arguments of one call, on the command line. */
export const callFlags = {
  arg: argument({ summary: 'An argument: JSON, or else text', multiple: true }),
  kwarg: keyword({ summary: 'A named argument: JSON, or else text', names: ['--kwarg', '-k'], multiple: true }),
};

/** The flags' values as the JSON texts that a call carries. */
export const callOf = (flags: { readonly arg: readonly string[]; readonly kwarg: readonly string[] }) => ({
  args: `[${flags.arg.join(', ')}]`,
  kwargs: `{${flags.kwarg.join(', ')}}`,
});
