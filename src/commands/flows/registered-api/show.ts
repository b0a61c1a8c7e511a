import { command, date, principal, record, things } from '#command';
import type { RegisteredApi } from '#services/flows';

export default command({
  summary: 'Show an API that flows can call.',
  examples: [{ title: 'Show one', line: 'globus flows registered-api show Weather' }],
  needs: ['flows'],
  args: { registeredApiId: things.registeredApi({ summary: 'The registered API', names: ['REGISTERED_API_ID'] }) },
  output: record<RegisteredApi>({
    'Registered API ID': 'id',
    Name: 'name',
    Description: 'description',
    Status: 'status',
    'Subscription ID': 'subscription_id',
    'Created At': date('created_timestamp'),
    'Updated At': date('updated_timestamp'),
    'Edited At': date('edited_timestamp'),
    'Scheduled Deletion': date('scheduled_deletion_timestamp'),
    Owners: principal('roles.owners'),
    Administrators: principal('roles.administrators'),
    Viewers: principal('roles.viewers'),
    'Target Type': 'target.type',
    'OpenAPI Version': 'target.openapi_version',
    'Destination Method': 'target.destination.method',
    'Destination URL': 'target.destination.url',
  }),
  run: ({ args, flows }) => flows.getRegisteredApi(args.registeredApiId),
});
