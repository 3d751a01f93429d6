// The forms in which X content is stored as JSON, as data: what each key means, whatever tool wrote it.
// Where the facts come from: X's object models (docs.x.com), and the source of the tools named beside the keys.

/**
 * What the scalar under a key is. Of two with the same meaning the one with the
 * higher rank is taken: text is never rounded, and a longer name says more.
 */
export type ScalarMeaning =
  /** The ID of the object itself. */
  | { id: number; of?: 'post' | 'user' }
  /** The ID of the author of the object, which is a post. */
  | { author: number }
  /** The ID of the post that it retweets. */
  | { original: number }
  /** Text of a post: with an ID, it makes an object a post. */
  | { text: true }
  /** Says what the object is, by its being there; `profile`: that it tells of a person; `isWeak`: where nothing says that it is a user. */
  | { of: 'post' | 'user'; profile?: true; isWeak?: true }
  /** `retweeted`, `quoted`, … in a list of references. */
  | { relation: true }
  /** Stands in any object, and says nothing. */
  | { neutral: true }

/** What the object or array under a key is to the object that holds it. */
export type ContainerMeaning =
  /** A list of records, or one, in a page. */
  | 'records'
  | 'includes'
  /** Posts that are stored beside others: `includes.tweets`. */
  | 'posts'
  | 'users'
  /** The object itself goes on in here. */
  | 'self'
  /** The object that is meant: an envelope around it. */
  | 'envelope'
  | 'author'
  | 'retweet'
  | 'quote'
  /** Another post, such as the latest one of a user. */
  | 'post'
  | 'references'
  | 'profile'
  | 'mentions'
  | 'edit-history'
  | 'location'
  /** Keys of attachments that lie in `includes`. */
  | 'attachments'
  | 'media'
  | 'polls'
  | 'places'
  /** A list of bare user IDs: followers/ids of v1.1. */
  | 'ids'

export interface KeyMeaning {
  scalar?: ScalarMeaning
  container?: ContainerMeaning
  /** Which is also a sign of what holds it. */
  of?: 'post' | 'user'
}

const post = { scalar: { of: 'post' } } as const
/** Profiles have it, too: those of v1.1 until 2019, and of GraphQL. */
const weakPost = { scalar: { of: 'post', isWeak: true } } as const
const user = { scalar: { of: 'user' } } as const
const profile = { scalar: { of: 'user', profile: true } } as const
const text = { scalar: { text: true } } as const
const neutral = { scalar: { neutral: true } } as const

/** Every key that has a meaning. Keys of other names are looked into for posts, and say nothing. */
export const keyMeanings: Readonly<Record<string, KeyMeaning>> = {
  // The object's own ID
  id: { scalar: { id: 1 } },
  id_str: { scalar: { id: 2 } },
  status_id: { scalar: { id: 3, of: 'post' } },
  status_id_str: { scalar: { id: 4, of: 'post' } },
  statusId: { scalar: { id: 5, of: 'post' } },
  tweetid: { scalar: { id: 6, of: 'post' } },
  // X's archive of an account, likes
  tweetId: { scalar: { id: 7, of: 'post' } },
  tweet_id: { scalar: { id: 8, of: 'post' } },
  tweet_id_str: { scalar: { id: 9, of: 'post' } },
  // GraphQL; its `id` is another one, in base64
  rest_id: { scalar: { id: 10 } },
  // X's archive of an account: following, followers, blocks, mutes
  accountId: { scalar: { id: 11, of: 'user' } },

  // Text of a post, by tool
  text,
  full_text: text,
  fullText: text,
  // snscrape, twscrape
  rawContent: text,
  renderedContent: text,
  content: text,

  // Author of a post
  user_id: { scalar: { author: 3 } },
  user_id_str: { scalar: { author: 4 } },
  userId: { scalar: { author: 5 } },
  authorid: { scalar: { author: 6 } },
  authorId: { scalar: { author: 7 } },
  author_id: { scalar: { author: 8 }, of: 'post' },
  author_id_str: { scalar: { author: 9 }, of: 'post' },
  user: { container: 'author', of: 'post' },
  author: { container: 'author', of: 'post' },
  // 4CAT
  author_user: { container: 'author', of: 'post' },
  // GraphQL
  core: { container: 'author' },
  user_results: { container: 'envelope' },
  user_result: { container: 'envelope' },

  // Signs of a post
  conversation_id: post,
  conversation_id_str: post,
  conversationId: post,
  in_reply_to_status_id: post,
  in_reply_to_status_id_str: post,
  in_reply_to_user_id: post,
  in_reply_to_user_id_str: post,
  inReplyToTweetId: post,
  retweet_count: post,
  retweetCount: post,
  favorite_count: post,
  is_quote_status: post,
  reply_settings: post,
  possibly_sensitive: weakPost,
  lang: weakPost,
  truncated: post,

  // Signs of a user
  username: user,
  screen_name: user,
  userName: user,
  screenName: user,
  followers_count: profile,
  followersCount: profile,
  friends_count: profile,
  statuses_count: profile,
  pinned_tweet_id: user,
  profile_image_url: profile,
  profile_image_url_https: profile,
  profileImageUrl: profile,
  displayname: profile,

  // Posts in posts
  retweeted_status: { container: 'retweet', of: 'post' },
  retweetedTweet: { container: 'retweet', of: 'post' },
  retweeted_tweet: { container: 'retweet', of: 'post' },
  retweeted_status_result: { container: 'retweet', of: 'post' },
  quoted_status: { container: 'quote', of: 'post' },
  quotedTweet: { container: 'quote', of: 'post' },
  quoted_tweet: { container: 'quote', of: 'post' },
  quoted_status_result: { container: 'quote', of: 'post' },
  referenced_tweets: { container: 'references', of: 'post' },
  // The retweeted post by its ID alone: twint, rtweet, and v1.1 without embedded posts
  retweet_id: { scalar: { original: 1 } },
  retweet_status_id: { scalar: { original: 1 } },
  retweeted_status_id: { scalar: { original: 1 } },
  retweeted_status_id_str: { scalar: { original: 2 } },
  status: { container: 'post' },
  pinned_tweet: { container: 'post' },

  // Envelopes: GraphQL, and X's archive of an account
  result: { container: 'envelope' },
  tweet_results: { container: 'envelope' },
  tweetResult: { container: 'envelope' },
  tweet: { container: 'envelope' },
  like: { container: 'envelope' },
  following: { container: 'envelope' },
  follower: { container: 'envelope' },
  blocking: { container: 'envelope' },
  muting: { container: 'envelope' },
  legacy: { container: 'self' },

  // Pages of v1.1 and v2
  data: { container: 'records' },
  statuses: { container: 'records' },
  results: { container: 'records' },
  includes: { container: 'includes' },
  tweets: { container: 'posts' },
  users: { container: 'users' },
  media: { container: 'media' },
  polls: { container: 'polls' },
  places: { container: 'places' },
  attachments: { container: 'attachments' },

  // Profiles
  in_reply_to_user: { container: 'profile' },
  inReplyToUser: { container: 'profile' },
  mentions: { container: 'mentions' },
  user_mentions: { container: 'mentions' },
  // snscrape, twscrape: whole profiles
  mentionedUsers: { container: 'profile' },

  // Earlier and later versions of an edited post
  edit_history_tweet_ids: { container: 'edit-history', of: 'post' },
  edit_history: { container: 'edit-history', of: 'post' },
  edit_control: { container: 'edit-history', of: 'post' },
  edit_control_initial: { container: 'edit-history' },
  edit_tweet_ids: { container: 'edit-history' },
  edit_info: { container: 'edit-history', of: 'post' },
  initial: { container: 'edit-history' },
  edit: { container: 'edit-history' },
  editTweetIds: { container: 'edit-history' },

  // Where a post was made
  geo: { container: 'location' },
  coordinates: { container: 'location' },
  place: { container: 'location' },

  // By these posts refer to what lies in `includes`
  media_keys: neutral,
  media_key: neutral,
  poll_ids: neutral,
  place_id: neutral,

  type: { scalar: { relation: true } },
  __typename: neutral,
  $numberLong: neutral,
  $numberInt: neutral,
  matching_rules: neutral,
  errors: neutral,
  meta: neutral,
  __twarc: neutral,

  // Envelopes of pages
  ids: { container: 'ids' },
  previous_cursor: neutral,
  previous_cursor_str: neutral,
  next_cursor: neutral,
  next_cursor_str: neutral,
  total_count: neutral
}

/** Messages of streams, by the key that they consist of: they hold no content. */
export const noticeKeys: readonly string[] = [
  'delete',
  'limit',
  'scrub_geo',
  'status_withheld',
  'user_withheld',
  'disconnect',
  'warning',
  'event',
  'friends',
  'friends_str',
  'control',
  'sitestream'
]

/** Keys that posts of X alone have: beside one of these, a key of another service was added by somebody. */
export const surePostKeys: readonly string[] = [
  'id_str',
  'status_id',
  'status_id_str',
  'tweet_id',
  'tweet_id_str',
  'tweetid',
  'tweetId',
  'rest_id',
  'full_text',
  'rawContent',
  'edit_history_tweet_ids',
  'referenced_tweets',
  'quoted_status',
  'retweetedTweet',
  'quotedTweet',
  'retweet_count',
  'retweetCount',
  'is_quote_status',
  'reply_settings'
]

/** Keys that no post or account of X has, by whose records have them. */
export const foreignKeys: Readonly<Record<string, readonly string[]>> = {
  'direct messages': ['sender_id'],
  Mastodon: [
    'reblogs_count',
    'reblog',
    'spoiler_text',
    'in_reply_to_account_id',
    'acct',
    'uri'
  ],
  ActivityPub: ['attributedTo', '@context'],
  Bluesky: ['cid', 'did', '$type', 'indexedAt'],
  Reddit: ['subreddit', 'subreddit_id', 'link_id', 'selftext'],
  GitHub: ['node_id', 'html_url', 'repository_url', 'author_association'],
  'Facebook or CrowdTangle': [
    'permalink_url',
    'message_tags',
    'platformId',
    'postUrl'
  ],
  'Instagram or Threads': [
    'shortcode',
    'media_product_type',
    'taken_at',
    'taken_at_timestamp',
    'ownerUsername',
    'profile_pic_url',
    'pk'
  ],
  TikTok: [
    'authorMeta',
    'videoMeta',
    'diggCount',
    'digg_count',
    'aweme_id',
    'video_description',
    'uniqueId',
    'secUid'
  ],
  YouTube: ['etag', 'videoId', 'textDisplay', 'textOriginal'],
  'Telegram or VK': [
    'from_id',
    'peer_id',
    'text_entities',
    'date_unixtime',
    'fwd_from'
  ],
  Discord: [
    'guild_id',
    'channel_id',
    'mention_everyone',
    'timestampEdited',
    'discriminator'
  ],
  Slack: ['client_msg_id'],
  Weibo: ['reposts_count', 'attitudes_count', 'mblogid', 'idstr'],
  'Hacker News': ['kids', 'by'],
  'Stack Exchange': ['question_id', 'answer_id'],
  Tumblr: ['blog_name', 'reblog_key'],
  Disqus: ['raw_message']
}

/** Of these, one says what a record is whatever stands beside it: direct messages have `id_str`, too. */
export const messageKeys: readonly string[] = [
  'dm_conversation_id',
  'recipient_id',
  'recipient_screen_name',
  'message_create'
]

/** Keys of pictures, articles and the like, which are no posts of X where no text stands beside them. */
export const untoldKeys: readonly string[] = [
  'title',
  'body',
  'desc',
  'caption',
  'media_type',
  'media_url',
  'permalink'
]
