import { param } from '#command';
import { scopeString } from '#globus/consents/scope-string';

/** Scopes, with those they depend on in brackets: what is none is refused before anything is sent. */
export const scopes = param.custom((text, { name }) => scopeString(text, name), {
  metavar: 'SCOPE',
  completes: 'scope',
});
