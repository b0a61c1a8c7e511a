/** A JSON document, or a part of one. */
export type Json = null | boolean | number | string | Json[] | { [key: string]: Json };
