import { command, message, oneOf, param, reading } from '#command';
import { verifier } from './_verifier.js';
import { administeredGroupId } from './_views.js';

export default command({
  summary: 'Change the name, description or terms of a group.',
  description: 'Settings without a flag stay as they are.',
  examples: [{ title: 'Rename a group', line: "globus group update 'Genome lab' --name 'Genomics lab'" }],
  needs: ['groups'],
  args: { groupId: administeredGroupId },
  flags: {
    name: param.text({ summary: 'Its new name', bare: 'Rename it' }),
    description: param.text({ summary: 'What it is for' }),
    termsAndConditions: param.text({ summary: 'What members agree to' }),
    subscriptionAdminVerifiedId: verifier({ summary: 'The subscription that verifies it; null for none' }),
  },
  rules: [oneOf('name', 'description', 'termsAndConditions', 'subscriptionAdminVerifiedId')],
  changes: { now: reading(({ groupId: id }, { groups }) => groups.getGroup(id)) },
  output: message('Group updated successfully'),
  run: async ({ args, flags, groups }) => {
    const now = await groups.getGroup(args.groupId);
    const { name = now.name, description = now.description, termsAndConditions = now.terms_and_conditions } = flags;
    const verified = flags.subscriptionAdminVerifiedId;
    // the service takes what is missing from a PUT as unset
    return groups.updateGroup(args.groupId, {
      name,
      description,
      terms_and_conditions: termsAndConditions,
      subscription_admin_verified_id: verified === undefined ? now.subscription_admin_verified_id : verified,
    });
  },
});
