import { date, record } from '#command';
import type { ComputeLock, ComputeRegistration } from '#services/compute';

export const registered = record<ComputeRegistration>({ 'Endpoint ID': 'endpoint_id' });
export const locked = record<ComputeLock>({
  'Endpoint ID': 'endpoint_id',
  'Locked Until': date('lock_expiration_timestamp'),
});
