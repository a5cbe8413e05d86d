import type { OfferedRoom, PageOffer } from '../lib/messages/messages.ts';
import type { Translate } from '../lib/texts/texts.ts';

interface PageOfferProps {
  readonly offer: PageOffer;
  /** The page did not take it: it has gone on to something else. */
  readonly missed: boolean;
  /** The page shows frames of hosts that we may not read: that there is no room on it cannot be said. */
  readonly isPartlyHidden: boolean;
  readonly onClone: (room: OfferedRoom) => void;
  /** All rooms of a course, at once. */
  readonly onCloneAll: (entryIds: readonly string[]) => void;
  readonly t: Translate;
}

/**
 * The popup's offer to clone what the page shows: the way that is left where our item could not be put into the page;
 * and, where there is nothing to clone, why. Each room by its name, the page's own first.
 */
export function PageOfferSection({ offer, missed, isPartlyHidden, onClone, onCloneAll, t }: PageOfferProps) {
  if (offer.kind === 'asking')
    return (
      <p role="status" class="quiet">
        {t('popup.page.asking')}
      </p>
    );
  if (offer.kind === 'none') {
    if (isPartlyHidden && (offer.reason === 'noEntry' || offer.reason === 'noRoom')) return null;
    const known = offer.reason === 'noRight' && offer.name ? 'noRightOn' : offer.reason;
    return (
      <p role="status" class="quiet">
        {t(`popup.page.${known}`, { name: offer.name ?? '' })}
      </p>
    );
  }
  const { own, others, native } = offer;
  const ofCourse = others.some(({ cmid }) => cmid !== undefined);
  return (
    <section class="page-offer">
      {native && <p class="quiet">{t('popup.page.native')}</p>}
      {own?.may === true && (
        <button type="button" class="button" onClick={() => onClone(own.room)}>
          {t('popup.page.clone', { name: own.room.name })}
        </button>
      )}
      {own?.may === false && <p class="quiet">{t('popup.page.noRightOn', { name: own.name })}</p>}
      {others.length > 0 && (
        <>
          <h2>{t(ofCourse ? 'popup.page.course' : own ? 'popup.page.others' : 'popup.page.several')}</h2>
          <ul class="report">
            {others.map((room) => (
              <li key={room.entryId}>
                <button type="button" class="button link" onClick={() => onClone(room)}>
                  {t('popup.page.clone', { name: room.name })}
                </button>
              </li>
            ))}
          </ul>
          {ofCourse && others.length > 1 && (
            <button
              type="button"
              class="button"
              onClick={() => onCloneAll([...new Set(others.map(({ entryId }) => entryId))])}
            >
              {t('popup.page.allOfCourse')}
            </button>
          )}
        </>
      )}
      {missed && <p role="status">{t('popup.page.missed')}</p>}
    </section>
  );
}
