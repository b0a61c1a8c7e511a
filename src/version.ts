/** The version of this package; tools/generate.ts holds it against package.json. */
export const version = '0.1.0';
