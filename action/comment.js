// Writes one comment on a pull request, or brings it up to date. Reads nothing but its environment.
import { readFileSync } from 'node:fs';
import { env } from 'node:process';

const MARK = '<!-- specwright -->';
const MOST_PAGES = 30;

const api = env.GITHUB_API_URL ?? 'https://api.github.com';
const repository = env.GITHUB_REPOSITORY ?? '';
const pull = env.SPECWRIGHT_PULL ?? '';
const token = env.SPECWRIGHT_TOKEN ?? '';

if (!/^[\w.-]+\/[\w.-]+$/.test(repository) || !/^\d+$/.test(pull) || token === '') {
  console.log('There is no pull request to comment on.');
} else {
  await comment(`${MARK}\n${readFileSync(env.SPECWRIGHT_REPORT ?? '', 'utf8')}`);
}

async function comment(body) {
  const issue = `/repos/${repository}/issues`;
  const known = await ours(`${issue}/${pull}/comments`);
  if (known === undefined) await ask('POST', `${issue}/${pull}/comments`, { body });
  else if (known.body !== body) await ask('PATCH', `${issue}/comments/${known.id}`, { body });
}

/** The comment of an earlier run. */
async function ours(path) {
  for (let page = 1; page <= MOST_PAGES; page++) {
    const comments = await ask('GET', `${path}?per_page=100&page=${page}`);
    const found = comments.find(
      ({ body, user }) => body?.startsWith(MARK) && user?.type !== 'User',
    );
    if (found !== undefined || comments.length < 100) return found;
  }
  return undefined;
}

async function ask(method, path, body) {
  const response = await fetch(`${api}${path}`, {
    method,
    headers: {
      accept: 'application/vnd.github+json',
      authorization: `Bearer ${token}`,
      'user-agent': 'specwright-action',
      'x-github-api-version': '2022-11-28',
      ...(body !== undefined && { 'content-type': 'application/json' }),
    },
    ...(body !== undefined && { body: JSON.stringify(body) }),
  });
  if (response.ok) return response.json();
  // A pull request from a fork has a token that may only read: the check counts all the same.
  if (response.status === 403 || response.status === 404) {
    console.log(`::warning::The comment was not written: GitHub answers ${response.status}.`);
    process.exit(0);
  }
  throw new Error(`GitHub answers ${response.status} to ${method} ${path}`);
}
