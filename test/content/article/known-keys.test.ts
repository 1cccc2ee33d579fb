import { expect, it } from 'vitest'
import { reportUnknownKeys } from '../../../src/content/article/known-keys.ts'
import { normalizeKey } from '../../../src/content/front-matter/normalize-key.ts'

/** Keys of live front matter: of generators, themes, exports of other systems, and of authors themselves. */
const SEEN = `layout type weight toc math mathjax katex mermaid menu params extra template slug tags featured featuredImage
featured_image_alt thumbnail cover coverCaption banner hero heroImage subtitle subheading tagline excerpt excerpt_separator comments
comment disqus disableComments share showToc ShowReadingTime ShowBreadCrumbs hideMeta searchHidden canonicalURL canonical_url
canonical editPost robotsNoIndex noindex nofollow seo seoTitle metaTitle meta_description meta og_title og_description og_type
twitter_card twitter_image opengraph keywords keyword topic topics project projects series series_order part episode_number number
season_number show shows guest guest_name host host_name speaker speakers event location venue city country address time start end
start_date end_date startDate endDate event_date rating stars score review reviewer isbn book film movie director actors publisher
publication journal doi abstract links link url_pdf url_code url_slides url_video slides bibtex citation cite references ref refs
footnotes lightgallery lightbox gallery photos photo image video videos audio audios podcast duration length size bytes mime pinned
sticky top order index rank priority sitemap search exclude include nav navigation navbar eleventyNavigation sidebar sidebar_label
sidebar_position pagination_next pagination_prev hide_table_of_contents hide_title hide_reading_time hide_footer last_update
first_update mod modified_by edited editor editors translator translators illustrator photographer source sources via original
original_url crosspost mastodon bluesky tweet toot syndication in_reply_to reply like like_of repost bookmark webmentions likes
shares views reads words wordcount readingTime read_time readtime lastmod date_modified date_published datePublished dateCreated
created_date createdDate publishedDate publish_date pubdate postdate post_date post_title post_name post_id post_type wordpress_id
wp_id blogger_id ghost_id uuid hash key keys code codes color colour theme style styles css js scripts script plugins plugin widgets
widget blocks block sections section pages page_title html_title htmltitle heading header headers header_img headerImage teaser
teaser_image intro_image lead_image leadImage lede deck dek kicker standfirst stand headline subhead label labels flag flags badge
badges icon icons emoji mood weather music copyright copyrights license_url attribution credits credit caption captions alt
image_source image_link imageUrl imageAlt img imgs pic picture poster logo avatar bg background class classes body_class hreflang
locale translations translation alternates rtl dir direction archive archived archives old new test tests debug todo done tldr
description_short desc descr synopsis details detail notes note tag_list taglist category_list cat cats parent children child
grand_parent has_children nav_order nav_exclude permalinks redirect_from redirects redirect outputs output resources resource cascade
build target targets stage mentions person company client role skills stack tech repo repository github demo website web site domain
feed_url rss_url itunes podcast_url mp3 ogg transcript_url chapters_url embed youtube vimeo soundcloud spotify playlist published_at
first_published published_time updated_time published_by author_profile author_image author_name author_bio author_twitter author_id
authors_list contributors contributor reviewed_by revision revisions version versions changelog publish_at format formats formatted
post_format path_prefix paths url_path filename file files folder parent_id menu_order ptype dsq_thread_id dsq_needs_sync wpid tumblr
origin oldurl ogp card cards align width height aspect placeholder palette geo lat lon latitude longitude coordinates map maps price
currency sku buy privacy passport external internal interval primary visited headline protect_content embed_code publishing hidetitle showdate show_date showauthor author_link unsafe safe public_url issues issue volume vol`

it('warns of no key that live front matter has', () => {
  const said: string[] = []
  const fields = new Map(SEEN.split(/\s+/).map((key) => [normalizeKey(key), 'x']))
  reportUnknownKeys(fields, (_severity, _code, key, _message, hint) => said.push(`${key}: ${hint}`))
  expect(said).toEqual([])
})
