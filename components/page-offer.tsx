import type { OfferedRoom, PageOffer } from '../lib/messages/messages.ts';
import type { Translate } from '../lib/texts/texts.ts';

interface PageOfferProps {
  readonly offer: PageOffer;
  /** The page did not take it: it has gone on to something else. */
  readonly missed: boolean;
  readonly onClone: (room: OfferedRoom) => void;
  readonly t: Translate;
}

/**
 * The popup's offer to clone what the page shows: the way that is left where our item could not be put into the page;
 * and, where there is nothing to clone, why.
 */
export function PageOfferSection({ offer, missed, onClone, t }: PageOfferProps) {
  if (offer.kind === 'none') return <p class="quiet">{t(`popup.page.${offer.reason}`)}</p>;
  const [only] = offer.rooms;
  const ofCourse = offer.rooms.some(({ cmid }) => cmid !== undefined);
  return (
    <section class="page-offer">
      {offer.rooms.length === 1 && only && !ofCourse ? (
        <button type="button" class="button" onClick={() => onClone(only)}>
          {t('popup.page.clone')}
        </button>
      ) : (
        <>
          <h2>{t(ofCourse ? 'popup.page.course' : 'popup.page.several')}</h2>
          <ul class="report">
            {offer.rooms.map((room) => (
              <li key={room.entryId}>
                <button type="button" class="button link" onClick={() => onClone(room)}>
                  {room.name}
                </button>
              </li>
            ))}
          </ul>
        </>
      )}
      {missed && <p role="status">{t('popup.page.missed')}</p>}
    </section>
  );
}
