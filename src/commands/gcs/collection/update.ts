import { command, flagName, param, UsageError, reading } from '#command';
import { nothingGiven } from '../_json.js';
import { collectionDocument, settingFields } from '#globus/collections/document';
import { itemOf } from '#globus/collections/envelope';
import { changing, collectionManager } from '#globus/collections/reach';
import { collectionSettings } from '#globus/collections/settings';
import { collectionId } from '../_params.js';
import { commonFlags, guestFlags, guestKeys, mappedFlags, mappedKeys } from './_flags.js';
import { updated } from './_updated.js';

const flags = {
  ...commonFlags,
  ...mappedFlags,
  ...guestFlags,
  displayName: param.text({ summary: 'Its name', bare: 'Rename it' }),
  public: param.toggle({ summary: 'Whether everybody can see it', off: ['--private'] }),
};

export default command({
  summary: 'Change the settings of a collection.',
  description:
    'If a value may be null, null removes the setting. Some settings are only for mapped collections, some only for guest collections.',
  examples: [
    {
      title: 'Describe it',
      line: "globus gcs collection update 'Lab data' --description 'Runs of 2027' --keywords beamline,2027",
    },
    { title: 'Remove its contact', line: "globus gcs collection update 'Lab data' --contact-info null" },
  ],
  needs: ['transfer', 'gcs'],
  args: { collectionId },
  flags,
  check: ({ given }) => nothingGiven(flags, given),
  changes: {
    now: reading(
      ({ collectionId: id }, { gcs }) => collectionSettings(gcs, id),
      ({ document, isGuest }) => ({ document, without: isGuest ? mappedKeys : guestKeys }),
    ),
    fields: settingFields,
  },
  output: updated,
  run: async ({ args, flags: all, given, gcs }) => {
    const manager = await collectionManager(gcs, args.collectionId, changing);
    const type = manager.endpoint.entity_type === 'GCSv5_guest_collection' ? 'guest' : 'mapped';
    const typed = Object.fromEntries(Object.entries(all).filter(([key]) => given(key as keyof typeof flags)));
    const wrong = (type === 'guest' ? mappedKeys : guestKeys).filter((key) => key in typed).map(flagName);
    if (wrong.length)
      throw new UsageError(`${args.collectionId} is a ${type} collection, which has no ${wrong.join(', ')}.`);
    const answer = await manager.updateCollection(args.collectionId, collectionDocument(type, typed));
    return { code: answer.code, collection: itemOf(answer, 'collection') };
  },
});
