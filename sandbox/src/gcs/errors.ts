import { ApiError } from '../http/api-error.js';
import type { Issue } from '../http/issues.js';
import type { Problem } from '../wing.js';

/** The error document of a GCS manager: the envelope of all its answers, with the code for a detail where there is none. */
export function describeGcsProblem({ status, code, message, extra = {} }: Problem): Record<string, unknown> {
  const { detail = code, ...others } = extra;
  return {
    DATA_TYPE: 'result#1.1.0',
    code,
    detail,
    has_next_page: false,
    http_response_code: status,
    message,
    ...others,
  };
}

export const notAuthorized = 'not_authorized';

export const unauthorized = (): ApiError =>
  new ApiError(401, notAuthorized, 'The token is missing, expired, revoked or not for this endpoint');

export const badRequest = (message: string): ApiError => new ApiError(400, 'bad_request', message);

export const notFound = (what: string, id: string): ApiError =>
  new ApiError(404, 'not_found', `There is no ${what} ${id} on this endpoint`);

/** 409, naming the other things that are in the way. */
export const conflict = (message: string, resources: string[] = []): ApiError =>
  new ApiError(
    409,
    'conflict',
    message,
    resources.length > 0 ? { detail: { DATA_TYPE: 'resource_conflict#1.0.0', resources } } : {},
  );

export const exists = (message: string): ApiError => new ApiError(409, 'exists', message);

/** 403 with a document that says what is missing. */
export const denied = (
  message: string,
  detail?: Record<string, unknown>,
  parameters?: Record<string, unknown>,
): ApiError =>
  new ApiError(403, 'permission_denied', message, {
    ...(detail ? { detail } : {}),
    ...(parameters ? { authorization_parameters: parameters } : {}),
  });

/** 403 for a list, in the form of one. */
export const deniedList = (message: string): ApiError =>
  new ApiError(403, 'permission_denied', message, { data: [], marker: '' });

/** 403 for somebody who has none of the roles on the endpoint or, with an id, on the collection. */
export const missingRole = (roles: { role: string; collection?: string }[]): ApiError =>
  denied(
    `This needs the role ${roles.map(({ role, collection }) => `${role} of ${collection === undefined ? 'the endpoint' : `the collection ${collection}`}`).join(' or ')}`,
    {
      DATA_TYPE: 'missing_required_role#1.0.0',
      roles,
    },
  );

export const notInIdentitySet = (id: string): ApiError =>
  denied(`You are not the identity ${id}`, { DATA_TYPE: 'id_not_in_identity_set#1.0.0', id });

export const notFromAllowedDomain = (domains: unknown): ApiError =>
  denied('You have no identity in a domain that this storage gateway allows', {
    DATA_TYPE: 'not_from_allowed_domain#1.0.0',
    allowed_domains: domains,
  });

/** 401 for a token, or a tree of consents, without the scopes; clients ask for them and call again. */
export const missingScopes = (message: string, scopes: string[]): ApiError =>
  new ApiError(401, notAuthorized, message, {
    detail: { DATA_TYPE: 'missing_required_scopes#1.0.0', required_scopes: scopes },
    authorization_parameters: { session_message: message, required_scopes: scopes },
  });

export const subscriptionRequired = (message: string, addOns: string[] = []): ApiError =>
  new ApiError(403, 'subscription_required', message, {
    detail: { DATA_TYPE: 'subscription_required#1.0.0', add_ons: addOns, subscription_level: 'Standard' },
  });

/** 422 with everything that is wrong with a document. */
export function unprocessable(issues: readonly Issue[]): ApiError {
  const errors = issues.map(({ loc, msg }) => ({ property: loc.join('.'), message: msg }));
  const summary = errors.map(({ property, message }) => `${property}: ${message}`).join('; ');
  return new ApiError(422, 'unprocessable_entity', `Data Validation Error: ${summary}`, {
    detail: { DATA_TYPE: 'invalid_input#1.0.0', errors },
  });
}

/** 422 for one property. */
export const invalid = (property: string, message: string): ApiError =>
  unprocessable([{ loc: [property], msg: message, type: 'value_error' }]);
