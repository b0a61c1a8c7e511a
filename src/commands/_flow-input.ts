import { jsonObject } from '#command';

/** The input of a run: `--input`. */
export const flowInput = jsonObject({ summary: 'The input, as JSON or a file that holds it' });
