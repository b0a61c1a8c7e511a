import type { AuthRequirement } from '../errors.js';
import { visible } from '../visible.js';

type Parameters = Readonly<Record<string, unknown>>;

/** A text that is not empty, as one line: it is taken into sentences and commands of ours. */
export const asText = (value: unknown): string | undefined =>
  typeof value === 'string' && value !== '' ? visible(value) : undefined;

/** Texts, as an array or separated by commas; undefined where there is none. */
export function asTexts(value: unknown): readonly string[] | undefined {
  const texts = typeof value === 'string' ? value.split(',') : Array.isArray(value) ? (value as unknown[]) : [];
  const found = texts.filter((each): each is string => typeof each === 'string' && each !== '');
  return found.length ? found.map(visible) : undefined;
}

/**
 * What `authorization_parameters` ask for: those of an error document (GARE and older session errors), and those of a
 * run or a timer that waits for a login. What is not of the documented type is left out; nothing asked is an empty object.
 */
export function requirementFrom(parameters: Parameters): AuthRequirement {
  const message = asText(parameters['session_message']);
  const identities = asTexts(parameters['session_required_identities']);
  const policies = asTexts(parameters['session_required_policies']);
  const domains = asTexts(parameters['session_required_single_domain']);
  const mfa = parameters['session_required_mfa'];
  const scopes = asTexts(parameters['required_scopes']);
  return {
    ...(message !== undefined && { session_message: message }),
    ...(identities && { session_required_identities: identities }),
    ...(policies && { session_required_policies: policies }),
    ...(domains && { session_required_single_domain: domains }),
    ...(typeof mfa === 'boolean' && { session_required_mfa: mfa }),
    ...(scopes && { required_scopes: scopes }),
    ...(parameters['prompt'] === 'login' && { prompt: 'login' as const }),
  };
}
