import { isEntryId } from './naming.ts';

/**
 * Parts of KAF's, MediaSpace's and Moodle's own routes (docs/facts/kaf-pages.md#4-addresses-and-rooms,
 * docs/facts/moodle-pages.md#5-activities-and-their-entries): they are code, and name nobody.
 */
const ROUTES = new Set(
  'media t id edit playlist dedicated browseandembed hosted embeddedrooms index my-media my-playlists my-channels channel category channels course-gallery media-gallery entryid room view-room lobby mod lti kalvidres view.php launch.php course user login search'.split(
    ' ',
  ),
);

/**
 * The form of an address, without what it holds: `/media/x/1_abcd1234`. What is no part of a known route is `x`, and
 * there is no query.
 * @param path a path, as `location.pathname` has it
 * @param entry what stands for an entry's id
 */
export const addressForm = (path: string, entry = (id: string): string => id): string =>
  path
    .slice(0, 2000)
    .split('/')
    .slice(0, 12)
    .map((part) => (part === '' || ROUTES.has(part) ? part : isEntryId(part) ? entry(part) : 'x'))
    .join('/');
