import { jsonObject, param, things } from '#command';

/** The fields that have a value; what has none is left to the service. */
export const definedFields = (fields: Readonly<Record<string, unknown>>) =>
  Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined));

export const definition = jsonObject({ summary: 'The definition, as JSON or a file that holds it' });
/** Flags that making and changing a flow share. */
export const aboutFlags = {
  subtitle: param.text({ summary: 'A subtitle' }),
  description: param.text({ summary: 'What the flow is for' }),
  inputSchema: jsonObject({ summary: 'What input a run takes: a JSON Schema, or a file that holds it' }),
  authenticationPolicyId: things.policy({ summary: 'The policy that logins must meet to use the flow' }),
};
