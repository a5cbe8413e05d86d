/**
 * The new pages of KAF and MediaSpace (docs/facts/kaf-pages.md#3-new-pages,
 * docs/facts/kaf-pages.md#8-design-system-and-hosts), of rooms and of lists; fixtures: `fixtures/theming-*.html`.
 * Their menus are MUI's, in a portal at the end of the page. Class names of MUI are hashes and labels are translated;
 * the design system's own names for its icons, and the roles, are neither.
 */

/** The buttons beside the title: the one name that is seen in the wild. */
export const BAR = '.kms-ds-media-page-title-actions';
/**
 * What floats above the page while it is open. A drawer or a popper may hold a plain list. In a data grid what holds the
 * buttons of a row has the role of a menu: that one does not open.
 */
export const FLOATING =
  '[role=menu]:not(.MuiDataGrid-actionsCell),[role=listbox],:is(.MuiDrawer-root,.MuiPopover-root,.MuiPopper-root) .MuiList-root';

/**
 * `__private__-icon-root-MoreVertical24Icon`, MUI's `data-testid="MoreVertIcon"`, the classic `icon-pencil`, and icon
 * fonts' `fa-ellipsis-v`.
 */
const ICON = /^(?:.*icon-root-)?([A-Za-z]+?)\d*Icon$|^(?:fa-|bi-|icon-)+([a-z]+)/;

/** The names of the icons in a part of the page, in small letters. */
export function iconsIn(part: Element): string[] {
  return [...part.querySelectorAll('svg, i')].flatMap((icon) =>
    [...icon.classList, icon.getAttribute('data-testid') ?? ''].flatMap((name) => {
      const found = ICON.exec(name);
      // One of the two.
      return found ? [found.slice(1).join('').toLowerCase()] : [];
    }),
  );
}

/** Whether an icon's name is one of three dots. */
export const isDots = (icon: string): boolean => /^(?:more|ellipsis|dots|kebab)/.test(icon);
/** A path that draws three round things, and no line. */
export const isThreeDots = (drawn: string): boolean =>
  (drawn.match(/m/gi) ?? []).length === 3 && /[acs]/i.test(drawn) && !/[hvlq]/i.test(drawn);

/** Whether a button shows three dots: by the icon's name, by how it is drawn, or as text. */
export function hasDots(button: Element): boolean {
  if (iconsIn(button).some(isDots)) return true;
  const drawings = [...button.querySelectorAll('svg path')].map((path) => path.getAttribute('d') ?? '');
  if (isThreeDots(drawings.join(' ').slice(0, 2000)) || button.querySelectorAll('svg circle').length === 3)
    return true;
  return textDots(button.textContent.trim()) !== undefined;
}

/** A text that is three dots and nothing else. */
export const textDots = (text: string): string | undefined => /^(?:[⋮⋯…︙]|\.{3}|•{3})$/.exec(text)?.[0];

/** Whether an item has the icon of Edit. */
export const hasPencil = (item: Element): boolean =>
  iconsIn(item).some((name) => /^(?:pencil|edit)/.test(name));

/** Icons that say nothing of what a button opens: an arrow beside a word. */
export const isArrow = (icon: string): boolean => /^(?:chevron|caret|arrow|angle)/.test(icon);
