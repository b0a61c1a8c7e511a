import { command, listing, location, rowsTable } from '#command';
import { firstPlaces, type PlainRow, plainRows } from '#globus/panes/opening';

const rows = rowsTable<PlainRow>({
  Place: 'place',
  Name: 'name',
  Type: 'type',
  Size: 'size',
  'Last Modified': 'last_modified',
});

export default command({
  summary: 'Browse two places; copy, move and share between them.',
  description:
    'Two panes, each with a folder of this machine or of a collection (its name will do where no folder here is called so); ? lists the keys. Each action shows the command line that does the same. Without a place, you choose from those that you use.\n\nWithout a terminal, the contents of the places are listed.',
  examples: [
    { title: 'A collection beside this folder', line: 'globus browse @data' },
    { title: 'Two collections', line: "globus browse @data 'Lab data'" },
  ],
  needs: ['transfer', 'session', 'screens', 'host', 'names'],
  args: { places: location({ summary: 'What to show', names: ['PLACE'], multiple: true, optional: true }) },
  output: rows,
  run: async ({ args, transfer, session, screens, host, names }) => {
    const { wordFor, places: known } = names;
    const places = await firstPlaces(args.places, { transfer, here: host, wordFor, find: known.find });
    if (!screens.available) {
      const given = places.slice(0, args.places.length || 2);
      return listing(plainRows(given, { transfer, here: host }));
    }
    await screens.browse(places, { transfer, session });
    return undefined;
  },
});
