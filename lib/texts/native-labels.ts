/**
 * What the site's own "Clone room" may be called, where Kaltura's feature is enabled: ours stays away from it. It has no
 * mark but its label, so this is the one place where a label counts. English is Kaltura's own (kaltura-clone-room); in
 * the other languages of the windows no trace of it is public, so the ways to say it are taken for it.
 */
const LABELS = [
  '(?:clone|duplicate|copy|make a copy of) (?:an? |the |this )?(?:meeting )?room',
  '(?:שכפ|העת)(?:ל|ול|ק|קת) (?:את )?(?:ה?חדר|חדר פגישות)(?: זה| הזה)?',
  '(?:استنساخ|نسخ|تكرار) (?:هذه )?(?:ال)?غرفة(?: (?:ال)?اجتماع)?',
  '(?:clonar|duplicar|copiar) (?:la |esta )?sala(?: de reuni(?:ón|ones))?',
  '(?:cloner|dupliquer|copier) (?:la |cette )?salle(?: de réunion)?',
  '(?:diesen )?(?:meeting-?|besprechungs)?raum (?:klonen|duplizieren|kopieren)',
];

/** What a badge beside it may say, as of a feature that is new. */
const BADGES = 'new|beta|neu|nuevo|nouveau|חדש|جديد';

/**
 * A pattern for the whole label, without case: however its words are set apart, with the dots of what asks more, and with
 * a badge.
 */
export const NATIVE_LABELS = `^(?:${LABELS.join('|').replaceAll(' ', '\\s+')})(?:\\s?(?:…|\\.{3}))?(?:\\s*[-–:]?\\s*(?:${BADGES}))?$`;
