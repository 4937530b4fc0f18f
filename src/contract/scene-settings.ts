/**
 * The settings that a scene can play in, in alphabetical order: the folders of assets/scenes. They are listed here for
 * the bot, which offers them and must not look into the world that draws them; a test compares the two.
 */
export const SCENE_SETTINGS = [
  'aquarium',
  'desk',
  'farm',
  'kitchen',
  'park',
  'space-station',
  'street-market',
  'toy-shop',
] as const;
export type SceneSetting = (typeof SCENE_SETTINGS)[number];

/** Leaves the choice of the setting to the seed. */
export const ANY_SCENE = 'any';

/** What can be asked for when a scene is to be drawn. */
export type SceneChoice = SceneSetting | typeof ANY_SCENE;
