import { type ActivityMenu, activityPlaces, menuOf } from '../../lib/pages/moodle/moodle.ts';

/** The places that a whole page has for our item, as our script finds them one after the other. */
export const activityMenus = (page: Document, isReady: boolean): ActivityMenu[] =>
  activityPlaces(page).flatMap((place) => menuOf(page, place, isReady) ?? []);
