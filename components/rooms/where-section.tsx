import { useState } from 'preact/hooks';
import { MOST_COEDITORS } from '../../lib/room/people/coeditors.ts';
import type { Gallery } from '../../lib/room/gallery.ts';
import type { Translate } from '../../lib/texts/texts.ts';
import { Check } from '../check.tsx';
import type { GalleryChoice } from './gallery-choice.ts';
import type { RoomsModel } from './rooms-model.ts';
import { TextField } from './text-field.tsx';

/** So many are shown at once; the others are searched for. */
const SHOWN = 50;

/** Where the new rooms are beside My Media, and for whom beside the cloner: nowhere and nobody, unless it is chosen. */
export function WhereSection({ model, t }: { readonly model: RoomsModel; readonly t: Translate }) {
  const { galleries, galleriesRefused } = model.galleryChoice;
  const all = galleries.value;
  const refused = galleriesRefused.value;
  return (
    <section class="options-section" aria-labelledby="where-title">
      <h2 id="where-title">{t('rooms.whereTo')}</h2>
      <p class="quiet">{t('rooms.where')}</p>
      <p class="warning" role="status">
        {refused > 0 && t('rooms.galleriesRefused', { count: refused })}
      </p>
      {all?.length === 0 && <p class="quiet">{t('rooms.noGalleries')}</p>}
      {all !== undefined && all.length > 0 && <Galleries all={all} choice={model.galleryChoice} t={t} />}
      <Activities model={model} t={t} />
      <Coeditors model={model} t={t} />
    </section>
  );
}

function Galleries({
  all,
  choice: { publishTo, publish },
  t,
}: {
  readonly all: readonly Gallery[];
  readonly choice: GalleryChoice;
  readonly t: Translate;
}) {
  const [search, setSearch] = useState('');
  const words = search.toLocaleLowerCase().split(/\s+/);
  const found = all.filter(({ name }) => words.every((word) => name.toLocaleLowerCase().includes(word)));
  // What is chosen stays in sight, whatever is searched for.
  const chosen = all.filter(({ id }) => publishTo.value.has(id));
  const others = found.filter(({ id }) => !publishTo.value.has(id));
  const more = Math.max(0, others.length - SHOWN);
  return (
    <fieldset class="choices plain">
      <legend>{t('rooms.galleries')}</legend>
      {all.length > SHOWN && (
        <TextField
          type="search"
          id="gallery-search"
          label={t('rooms.searchGalleries')}
          value={search}
          onInput={setSearch}
        />
      )}
      {[...chosen, ...others.slice(0, SHOWN)].map(({ id, name }) => (
        <Check
          key={id}
          id={`gallery-${id}`}
          label={<bdi>{name}</bdi>}
          checked={publishTo.value.has(id)}
          onChange={(checked) => publish(id, checked)}
        />
      ))}
      {more > 0 && <p class="small quiet">{t('rooms.moreGalleries', { count: more })}</p>}
    </fieldset>
  );
}

interface ChoiceProps {
  readonly model: RoomsModel;
  readonly t: Translate;
}

/** Whether the activities of the course from which the page was opened are copied with their rooms. */
function Activities({ model: { activities, copyActivities }, t }: ChoiceProps) {
  const count = activities.value.length;
  if (count === 0) return <p class="quiet">{t('rooms.noCourse', { button: t('popup.page.allOfCourse') })}</p>;
  return (
    <div>
      <Check
        id="activities"
        label={t('rooms.activities', { count })}
        describedBy="activities-how"
        checked={copyActivities.value}
        onChange={(checked) => (copyActivities.value = checked)}
      />
      <p class="small quiet" id="activities-how">
        {t('rooms.activitiesHow')}
      </p>
    </div>
  );
}

/** The co-editors of the chosen rooms, each to be ticked by name: nobody is added otherwise. */
function Coeditors({ model: { chosen, coeditorChoice }, t }: ChoiceProps) {
  const { coeditors, isTicked, tick, coeditorsRefused } = coeditorChoice;
  const all = coeditors.value;
  const refused = coeditorsRefused.value;
  const isEmpty = all.length === 0;
  return (
    <>
      <p class="warning" role="status">
        {refused > 0 && t('rooms.coeditorsRefused', { count: refused })}
      </p>
      {isEmpty && chosen.value.length > 0 && <p class="quiet">{t('rooms.noCoeditors')}</p>}
      {!isEmpty && (
        <fieldset class="choices plain" aria-describedby="coeditors-how">
          <legend>{t('rooms.coeditors')}</legend>
          <p class="small quiet" id="coeditors-how">
            {t('rooms.coeditorsHow')}
          </p>
          {all.slice(0, MOST_COEDITORS).map(({ id, rooms }) => (
            <Check
              key={id}
              id={`coeditor-${id}`}
              label={
                <>
                  <bdi>{id}</bdi> <span class="quiet">{t('rooms.coeditorOf', { count: rooms })}</span>
                </>
              }
              checked={isTicked(id)}
              onChange={(checked) => tick(id, checked)}
            />
          ))}
        </fieldset>
      )}
    </>
  );
}
