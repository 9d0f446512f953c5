/**
 * CI of a department's repository: every change of province files is checked and previewed without credentials for any
 * cluster, the report stands beside the request, and what blocks fails the job. Both are also this repository's own.
 */

/** Branch of the repository to which deployments push their snapshots; a preview reads them from a checkout of it. */
const SNAPSHOT_BRANCH = "hotline-snapshots";

export const GITHUB_WORKFLOW = `# Every pull request: checks the province files and previews what changes, offline; one comment, brought up to date.
# 每次合并请求：校验省份文件，离线预览变更；一条评论，随提交更新。
name: hotline
on:
  pull_request:
permissions:
  contents: read
  pull-requests: write
concurrency:
  group: hotline-\${{ github.event.pull_request.number }}
  cancel-in-progress: true
jobs:
  preview:
    runs-on: ubuntu-latest
    timeout-minutes: 30
    steps:
      - uses: actions/checkout@v4
        with: { fetch-depth: 0 }
      - uses: actions/setup-node@v4
        with: { node-version: 24, cache: npm }
      - uses: actions/cache@v4
        with:
          path: ~/.cache/hotline
          key: hotline-engine-\${{ runner.os }}-\${{ hashFiles('package-lock.json') }}
      - name: Install
        run: npm ci
      - name: Snapshots of what is deployed
        # Without the branch nothing was deployed yet, and the report says so.
        run: |
          mkdir -p .hotline/snapshots
          if git fetch --quiet origin ${SNAPSHOT_BRANCH}; then git archive FETCH_HEAD | tar -x -C .hotline/snapshots; fi
      - name: Preview
        id: preview
        env:
          BASE: \${{ github.event.pull_request.base.sha }}
          SOURCE: \${{ github.server_url }}/\${{ github.repository }}/blob/\${{ github.event.pull_request.head.sha }}
        # The exit code is judged last, so that a refused change is commented as well.
        run: |
          code=0
          npx --no-install hotline preview --all --offline --changed-since "$BASE" --snapshots .hotline/snapshots \\
            --report .hotline/report --source-url "$SOURCE" --lang zh || code=$?
          echo "code=$code" >> "$GITHUB_OUTPUT"
      - name: Annotations and summary
        if: always() && steps.preview.outputs.code != ''
        run: |
          if [ ! -f .hotline/report/comment.md ]; then exit 0; fi
          cat .hotline/report/annotations.txt
          head -c 1000000 .hotline/report/preview.md >> "$GITHUB_STEP_SUMMARY"
      - uses: actions/upload-artifact@v4
        if: always() && steps.preview.outputs.code != ''
        with:
          name: hotline-preview
          path: .hotline/report
          include-hidden-files: true
          if-no-files-found: ignore
      - name: Comment
        # A request from a fork has a token that may not write: its report is the summary.
        if: always() && steps.preview.outputs.code != '' && github.event.pull_request.head.repo.full_name == github.repository
        env:
          GITHUB_TOKEN: \${{ github.token }}
          HOTLINE_PULL_REQUEST: \${{ github.event.pull_request.number }}
        run: |
          if [ ! -f .hotline/report/comment.md ]; then exit 0; fi
          npx --no-install hotline comment .hotline/report/comment.md --lang zh
      - name: Verdict
        # 0: nothing blocks. 1: something could not be previewed. 3: a risk blocks.
        run: exit "\${{ steps.preview.outputs.code }}"
`;

export const GITLAB_PIPELINE = `# Every merge request: checks the province files and previews what changes, offline; one note, brought up to date.
# 每次合并请求：校验省份文件，离线预览变更；一条评论，随提交更新。
# Needs the masked variable HOTLINE_GITLAB_TOKEN (a project token, scope api) for the note; without it there is none.
# 评论需要屏蔽变量 HOTLINE_GITLAB_TOKEN（项目令牌，权限 api）；没有则不发评论。
hotline:
  image: node:24
  rules:
    - if: $CI_PIPELINE_SOURCE == "merge_request_event"
  variables:
    GIT_DEPTH: "0"
  cache:
    key:
      files: [package-lock.json]
    paths: [.cache/hotline]
  script:
    - npm ci
    - mkdir -p .hotline/snapshots
    - if git fetch --quiet origin ${SNAPSHOT_BRANCH}; then git archive FETCH_HEAD | tar -x -C .hotline/snapshots; fi
    - export XDG_CACHE_HOME="$CI_PROJECT_DIR/.cache"
    - code=0
    - npx --no-install hotline preview --all --offline --changed-since "$CI_MERGE_REQUEST_DIFF_BASE_SHA" --snapshots .hotline/snapshots --report .hotline/report --source-url "$CI_PROJECT_URL/-/blob/$CI_COMMIT_SHA" --lang zh || code=$?
    - if [ -f .hotline/report/comment.md ] && [ -n "$HOTLINE_GITLAB_TOKEN" ]; then npx --no-install hotline comment .hotline/report/comment.md --lang zh || [ "$code" != 0 ] || code=1; fi
    - exit $code
  artifacts:
    when: always
    paths: [.hotline/report]
    reports:
      codequality: .hotline/report/code-quality.json
`;
