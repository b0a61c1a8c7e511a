import { jsonObject, type NeedTypes, param } from '#command';

/** The input of a run as a whole: `--input`. */
export const flowInput = jsonObject({ summary: 'The input, as JSON or a file that holds it' });
/** Single fields of the input, on top of `--input`. */
export const inputFields = param.text({
  summary: 'A field of the input: KEY=VALUE, or KEY:=JSON',
  names: ['KEY=VALUE'],
  metavar: 'KEY=VALUE',
  multiple: true,
  optional: true,
});
/** How fields are written, for help. */
export const inputHelp =
  'The input schema of the flow decides how a field is read: as a number, as true or false, as a list (a,b,c), or as a collection with a path, by name or id. ' +
  'A dot reaches into an object (source.path=/data/), and KEY:=JSON gives any value as JSON.';

/** Who fills in the form of an input: a person, where one can answer. */
export const answerer = (prompt: NeedTypes['prompt']) => (prompt.available ? prompt : undefined);
