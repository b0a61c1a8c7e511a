import { people } from '../auth/seed.js';
import { groups } from '../groups/seed.js';
import { uuidOf } from '../ids.js';
import type { World } from '../world.js';
import { groupUrn, identityUrn } from './access.js';
import { newIndex, putRole } from './new-index.js';
import { entryKey, searchState, type GeoType } from './state.js';

/** The id of the index of every new world: recipes, most of them public. Ada owns it; the lab's members may write to it. */
export const cookeryIndex = uuidOf('search index cookery');

const mapping: Record<string, GeoType> = { 'origin.location': 'geo_point' };

const recipes: {
  subject: string;
  id?: string;
  visible_to?: string[];
  principal_sets?: Record<string, string[]>;
  content: Record<string, unknown>;
}[] = [
  {
    subject: 'https://en.wikipedia.org/wiki/Salsa_verde',
    content: {
      title: 'Salsa verde',
      cuisine: ['mexican'],
      keywords: ['salsa', 'tomatillo', 'coriander', 'serrano pepper'],
      minutes: 35,
      rating: 4.5,
      added: '2019-05-17',
      ingredients: [
        { name: 'tomatillo', amount: 10 },
        { name: 'serrano pepper', amount: 2 },
        { name: 'garlic', amount: 2, unit: 'clove' },
      ],
      origin: { country: 'Mexico', location: { lat: 19.43, lon: -99.13 } },
    },
  },
  {
    subject: 'https://en.wikipedia.org/wiki/Gazpacho',
    content: {
      title: 'Gazpacho',
      cuisine: ['spanish', 'andalusian'],
      keywords: ['soup', 'tomato', 'cold'],
      minutes: 20,
      rating: 4.1,
      added: '2019-07-02',
      ingredients: [
        { name: 'tomato', amount: 6 },
        { name: 'cucumber', amount: 1 },
        { name: 'garlic', amount: 1, unit: 'clove' },
      ],
      origin: { country: 'Spain', location: { lat: 37.39, lon: -5.98 } },
    },
  },
  {
    subject: 'https://en.wikipedia.org/wiki/Pho',
    content: {
      title: 'Phở',
      cuisine: ['vietnamese'],
      keywords: ['soup', 'noodles', 'beef'],
      minutes: 240,
      rating: 4.9,
      added: '2020-02-11',
      ingredients: [
        { name: 'beef bones', amount: 2, unit: 'kg' },
        { name: 'rice noodles', amount: 400, unit: 'g' },
        { name: 'star anise', amount: 4 },
      ],
      origin: { country: 'Vietnam', location: { lat: 20.42, lon: 106.17 } },
    },
  },
  {
    subject: 'https://en.wikipedia.org/wiki/Pho',
    id: 'tasting-notes',
    visible_to: [groupUrn + groups.lab],
    principal_sets: { tasters: [identityUrn + people.grace.id] },
    content: { notes: 'Clear broth. Needs more star anise than the recipe says.', reviewer: 'Grace Hopper' },
  },
  {
    subject: 'urn:sandbox:recipe:porridge',
    visible_to: ['all_authenticated_users'],
    content: {
      title: 'Porridge',
      cuisine: ['scottish'],
      keywords: ['oats', 'breakfast'],
      minutes: 15,
      rating: 3.2,
      added: '2021-11-30',
      ingredients: [
        { name: 'oats', amount: 1, unit: 'cup' },
        { name: 'salt', amount: 1, unit: 'pinch' },
      ],
      origin: { country: 'Scotland', location: { lat: 55.95, lon: -3.19 } },
    },
  },
  {
    subject: 'urn:sandbox:recipe:secret-sauce',
    visible_to: [identityUrn + people.ada.id],
    content: {
      title: 'Secret sauce',
      cuisine: ['english'],
      keywords: ['sauce', 'secret'],
      minutes: 5,
      rating: 5,
      added: '2022-01-01',
      ingredients: [{ name: 'punched cards', amount: 80 }],
    },
  },
];

/** Creates the index and its entries; people and groups come from the seeds of their wings. */
export function seedSearch(world: World): void {
  const index = newIndex(world, {
    id: cookeryIndex,
    display_name: 'Sandbox Cookery',
    description: 'Recipes to search for',
    is_trial: false,
    max_size_in_mb: 5000,
    field_mapping: mapping,
  });
  putRole(world, index, 'owner', identityUrn + people.ada.id);
  putRole(world, index, 'writer', groupUrn + groups.lab);
  for (const { subject, id = null, visible_to = ['public'], principal_sets = {}, content } of recipes) {
    const entry = {
      index_id: index.id,
      subject,
      entry_id: id,
      visible_to,
      principal_sets,
      content,
      bytes: Buffer.byteLength(JSON.stringify(content)),
    };
    searchState(world).entries.put(entryKey(index.id, subject, id), entry);
  }
}
