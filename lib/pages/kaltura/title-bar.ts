import { CLASSIC_TITLE } from './kaltura-classic.ts';
import { BAR, hasDots } from './kaltura-theming.ts';
import { namedIn } from './rows.ts';

/** Where an entry's page has its title, and the buttons beside it. */

/** What stands apart from a title and its buttons: the rest of the page begins there. */
const REST =
  'h2,h3:not(.entryTitle),h4,textarea,form,table,iframe,video,aside,article,nav,[role=list],[role=feed],[role=menu],#mediaContainer,#player,[class*=lobby],[class*=comment]';
/** The site's own parts. */
export const SITE = 'nav,[role=banner],[role=navigation],#header';
/** So far around the title its own bar may reach. */
const MOST_LEVELS = 5;

/** What a page's title, and the bar beside it, may be. */
export const TITLES = `h1,${CLASSIC_TITLE},${BAR}`;

/** The title of the entry that the page is about. */
export const titleOf = (document: Document): Element | undefined =>
  [...document.querySelectorAll(`h1,${CLASSIC_TITLE}`)].find(
    (title) => !title.closest(`${SITE},[role=menu]`),
  );

/** The title with the buttons beside it: the largest part of the page around it that holds nothing else. */
export function titleBlock(document: Document): Element | undefined {
  const title = titleOf(document);
  if (!title) return document.querySelector(BAR) ?? undefined;
  let block = title;
  for (let level = 0; level < MOST_LEVELS; level += 1) {
    const parent = block.parentElement;
    if (!parent || parent.localName === 'body' || parent.querySelector(REST) || namedIn(parent) === 'several')
      break;
    block = parent;
  }
  return block;
}

/** What holds the buttons beside the title: the bar, where it is known by name. */
export const barOf = (document: Document): Element | undefined =>
  document.querySelector(BAR) ?? titleBlock(document);

/** Whether a button stands beside the title. */
export const isBesideTitle = (button: Element): boolean =>
  button.closest(BAR) !== null || titleBlock(button.ownerDocument)?.contains(button) === true;

/** The buttons beside the title. */
export function titleButtons(document: Document): HTMLElement[] {
  const part = barOf(document);
  return part ? [...part.querySelectorAll<HTMLElement>('button,a[href],[role=button]')] : [];
}

/** Whether a button seems to open a menu. */
export const opensMenu = (button: Element): boolean =>
  button.matches('[aria-haspopup],[aria-expanded],[data-toggle=dropdown]') || hasDots(button);
