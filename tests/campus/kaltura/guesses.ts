/** What the emulator answers although no recorded answer of the genuine server shows it. */
interface Guess {
  /** `service.action` */
  readonly of: readonly string[];
  readonly what: string;
  /** Where it was read, or why it is likely. */
  readonly source: string;
}

const actions = (service: string, ...names: readonly string[]): string[] =>
  names.map((name) => `${service}.${name}`);

const documents = (...names: readonly string[]): string[] => actions('document_documents', ...names);
const thumbnails = (...names: readonly string[]): string[] => actions('thumbAsset', ...names);

/**
 * In one place, so that whoever has a genuine server at hand knows what is worth recording. What is in no recorded
 * scenario and not here is refused (`not-recorded.ts`).
 */
export const GUESSES: readonly Guess[] = [
  {
    of: [
      ...actions('baseEntry', 'get', 'getByIds', 'list', 'add', 'update', 'clone'),
      ...actions('cuePoint_cuePoint', 'list', 'add', 'clone'),
      ...['attachment_attachmentAsset.list', 'thumbAsset.list', 'metadata_metadata.list', 'uploadToken.add'],
    ],
    what: 'The values of the fields that no recorded answer keeps (IGNORED_FIELDS in tests/conformance/run.mjs), which nothing here reads: an answer without them would be shorter than the genuine one.',
    source:
      'docs/facts/kaltura-api.md#26-fields-besides: public answers for a data entry, media and an attachment. That rooms, playlists and documents have the same is read in api_v3/lib/types/entry/KalturaBaseEntry.php; what cue points derive, in the public schema.',
  },
  {
    of: ['cuePoint_cuePoint.list', 'cuePoint_cuePoint.add', 'cuePoint_cuePoint.clone'],
    what: 'A response profile is heeded, and trims the answers that a question offers by the same names.',
    source:
      'response-profile shows it for entries. Read in the source: api_v3/lib/types/KalturaObject.php (fromObject), plugins/cue_points/quiz/lib/api/KalturaQuestionCuePoint.php (doFromObject), KalturaOptionalAnswersArray.php.',
  },
  {
    of: [
      ...['attachment_attachmentAsset.list', 'thumbAsset.list', 'metadata_metadata.list'],
      ...['metadata_metadata.add', 'uploadToken.add', 'uploadToken.list'],
    ],
    what: 'A response profile is heeded.',
    source:
      'As for cue points; older servers heed none here, and answer all fields (uploadToken: api_v3/services/UploadTokenService.php).',
  },
  {
    of: ['uploadToken.list'],
    what: 'A user session sees its own tokens alone, from the database, without those that were deleted; filter, pager, order by createdAt.',
    source:
      'Read in the source, not recorded: kaltura/server api_v3/services/UploadTokenService.php (listAction, restrictPeerToCurrentUser), alpha/lib/model/UploadTokenPeer.php (setDefaultCriteriaFilter).',
  },
  {
    of: ['uploadToken.list'],
    what: 'fileNameEqual and fileSizeEqual; texts are compared without regard to case.',
    source:
      "Kaltura's generated clients have the two properties; the case is that of MySQL's usual collations.",
  },
  {
    of: ['uploadToken.delete'],
    what: 'Sets the state DELETED (5), after which nobody finds the token; of another user: UPLOAD_TOKEN_NOT_FOUND.',
    source:
      'Read in the source, not recorded: kaltura/server api_v3/services/UploadTokenService.php (deleteAction).',
  },
  {
    of: [
      'baseEntry.getByIds',
      'cuePoint_cuePoint.list',
      'attachment_attachmentAsset.list',
      'metadata_metadata.list',
    ],
    what: "After a list in the same request, a session without list:* is left with its own entries; with entitlement, what belongs to somebody else's child is not listed.",
    source:
      'Read in the source, beyond the recorded entitlement-filter-once: alpha/lib/model/entryPeer.php (setDefaultCriteriaFilter, filterEntriesByPartnerOrKalturaNetwork).',
  },
  {
    of: ['baseEntry.list', 'baseEntry.count'],
    what: 'isRoot; rootEntryIdIn joins its ids by "and", so that several find nothing.',
    source:
      'Read in the source: plugins/search/providers/sphinx_search/lib/SphinxEntryCriteria.php (_matchand_roots).',
  },
  {
    of: ['baseEntry.update', 'baseEntry.add'],
    what: 'categories and categoriesIds take the place of what was there; unknown ids are CATEGORY_NOT_FOUND; in a privacy context ENTRY_CATEGORY_FIELD_IS_DEPRECATED; with a parent ASSIGNING_INFO_TO_ENTRY_WITH_PARENT_IS_FORBIDDEN. New names, and both at once, are refused as not recorded.',
    source:
      'docs/facts/kaltura-api.md#23-corners says that they are stored and answered; the errors are read in api_v3/lib/types/entry/KalturaBaseEntry.php (validateCategories, validateParentEntryId).',
  },
  {
    of: ['category.list', 'categoryUser.list', 'categoryEntry.add'],
    what: 'category.list by idIn, categoryUser.list by userIdEqual. Where not everybody may contribute (contributionPolicy), categoryEntry.add refuses who is no member, or one of level 3 and above, by CANNOT_ASSIGN_ENTRY_TO_CATEGORY; in a moderated category what a contributor adds is pending (status 1). The entry counts as changed (updatedAt).',
    source:
      'Read in the source: api_v3/services/CategoryEntryService.php (addAction). That a session is bound to entitlement in every category is a guess.',
  },
  {
    of: ['baseEntry.recycle', 'baseEntry.restoreRecycled'],
    what: 'The recycle bin is displayInSearch -2; who may put an entry there is as for delete.',
    source: 'The value: docs/facts/kaltura-api.md#2-fields. The right is a guess.',
  },
  {
    of: actions('cuePoint_cuePoint', 'list', 'count'),
    what: 'tagsLike and tagsMultiLike find parts of tags in any case; answers of a quiz are seen by their author, questions and slides by all; with list:* everything. updatedAtGreaterThanOrEqual is compared as for entries.',
    source:
      'cue-points-pages shows tagsLike for whole tags, list-dates the times of entries; the filter has the same property by the public schema (KalturaCuePointBaseFilter); the rest: docs/facts/kaltura-api.md#3-cue-points on plugins/cue_points/base/lib/model/CuePointPeer.php.',
  },
  {
    of: actions('cuePoint_cuePoint', 'clone', 'delete', 'add'),
    what: "clone refuses an annotation that the session's list does not show (INVALID_CUE_POINT_ID), and keeps user and texts otherwise; delete takes metadata along; add of slides, and of questions where the entry is a quiz.",
    source:
      'docs/facts/kaltura-api.md#23-corners says that the clone is refused, not with which code; docs/facts/kaltura-api.md#3-cue-points.',
  },
  {
    of: actions('annotation_annotation', 'add', 'get', 'list', 'count', 'update', 'delete', 'clone'),
    what: 'As the cue points service, for annotations alone.',
    source: 'docs/facts/kaltura-api.md#12-rights-of-a-users-session: the service extends that of cue points.',
  },
  {
    of: actions('quiz_quiz', 'add', 'get', 'update'),
    what: 'Settings of a video, shown in its capabilities as quiz.quiz; its clone has them, too, without the questions.',
    source:
      'docs/facts/kaltura-api.md#3-cue-points, docs/facts/kaltura-api.md#4-clone-options (myEntryUtils 1741-1746).',
  },
  {
    of: actions('metadata_metadata', 'get', 'delete'),
    what: 'By id; delete is for who may edit the entry.',
    source:
      'docs/facts/kaltura-api.md#12-rights-of-a-users-session (the roles); the check is that of the recorded update.',
  },
  {
    of: [...actions('data', 'list', 'delete'), ...actions('playlist', 'list', 'delete')],
    what: 'As baseEntry, for one class of entries.',
    source: 'docs/facts/kaltura-api.md#12-rights-of-a-users-session (the roles).',
  },
  {
    of: actions('media', 'get', 'list', 'update', 'delete', 'addContent'),
    what: 'As baseEntry, for media; addContent makes it READY at once: nothing is converted.',
    source:
      'docs/facts/kaltura-api.md#12-rights-of-a-users-session (the roles); the recorded server converts nothing either.',
  },
  {
    of: documents('get', 'list', 'update', 'delete', 'addFromUploadedFile', 'add'),
    what: 'As baseEntry, for documents; a user session may not call add.',
    source: 'docs/facts/kaltura-api.md#12-rights-of-a-users-session (the roles).',
  },
  {
    of: [...thumbnails('setContent', 'setAsDefault', 'get', 'getUrl', 'serve', 'delete')],
    what: 'As attachments; the first ready thumbnail of an entry without content is its default.',
    source:
      'docs/facts/kaltura-api.md#12-rights-of-a-users-session; the default: api_v3/services/ThumbAssetService.php.',
  },
  {
    of: ['attachment_attachmentAsset.getUrl'],
    what: 'The address of serve.',
    source: 'docs/facts/kaltura-api.md#3-cue-points.',
  },
  {
    of: ['user.add', 'group_group.add', ...actions('groupUser', 'add', 'list', 'delete')],
    what: 'Users and groups by administrators; members see their own memberships.',
    source:
      'docs/facts/kaltura-api.md#12-rights-of-a-users-session, docs/facts/kaltura-api.md#11-who-may-edit; the errors are those of KalturaErrors.php.',
  },
];
