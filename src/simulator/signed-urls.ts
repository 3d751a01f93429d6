// The signed URLs of the storage flow, in the recorded form.
import type { Job, JobUrls } from './jobs.js'
import { limits, type JobType } from './types.js'

const buckets: Record<JobType, string> = {
  tweets: 'twttr-tweet-compliance',
  users: 'twttr-user-compliance'
}
const owner = '1202726487847104512'
const account =
  'complianceapi-public-svc-acct@twttr-compliance-public-prod.iam.gserviceaccount.com'

/** The two URLs of a job on the storage origin. A resumable upload signs two more headers. */
export function signedUrls(origin: string, job: Job): JobUrls {
  const date = new Date(job.createdAt).toISOString().replace(/[-:]|\.\d+/g, '')
  const url = (
    folder: string,
    seconds: number,
    headers: string,
    secret: string
  ) => {
    const query = new URLSearchParams({
      'X-Goog-Algorithm': 'GOOG4-RSA-SHA256',
      'X-Goog-Credential': `${account}/${date.slice(0, 8)}/auto/storage/goog4_request`,
      'X-Goog-Date': date,
      'X-Goog-Expires': `${seconds}`,
      'X-Goog-SignedHeaders': headers,
      'X-Goog-Signature': Buffer.from(secret, 'base64url').toString('hex')
    })
    return `${origin}/${buckets[job.type]}/${job.id}/${folder}/${owner}_${job.id}?${query.toString()}`
  }
  return {
    upload_url: url(
      'submission',
      limits.uploadWindow / 1000,
      job.resumable
        ? 'content-length;content-type;host;x-goog-resumable'
        : 'content-type;host',
      job.uploadSecret
    ),
    download_url: url(
      'delivery',
      limits.downloadWindow / 1000,
      'host',
      job.downloadSecret
    )
  }
}
