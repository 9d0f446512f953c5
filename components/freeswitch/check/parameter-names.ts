/**
 * Parameter names that FreeSWITCH 1.10.12 reads, out of its source. It ignores any other name without a word. Between
 * 1.10.12 and 1.11.2 no name of a SIP profile was added or taken away.
 */
const names = (text: string): ReadonlySet<string> => new Set(text.trim().split(/\s+/));

/** switch.conf. */
export const SWITCH_SETTINGS = names(`
  api-expansion auto-clear-sql auto-create-schemas caller-profile-soft-lookup-values
  caller-profile-soft-variables-uses-prefix colorize-console core-db-dsn core-db-inner-post-trans-execute
  core-db-inner-pre-trans-execute core-db-name core-db-post-trans-execute core-db-pre-trans-execute core-dbtype
  core-non-sqlite-db-required cpu-idle-smoothing-depth db-handle-timeout debug-level default-dtmf-duration
  dialplan-timestamps dump-cores enable-clock-nanosleep enable-cond-yield enable-early-hangup
  enable-monotonic-timing enable-softtimer-timerfd enable-timer-matrix enable-use-system-time
  event-channel-enable-hierarchy-deliver event-channel-hierarchy-deliver-once event-channel-key-separator
  event-channel-log-undeliverable-json event-heartbeat-interval events-use-dispatch exclude-error-log-from-xml-cdr
  ice-resolve-candidate initial-event-threads loglevel mailer-app mailer-app-args max-audio-channels
  max-db-handles max-dtmf-duration max-sessions min-dtmf-duration min-idle-cpu multiple-registrations
  odbc-skip-autocommit-flip rtp-end-port rtp-port-usage-robustness rtp-retain-crypto-keys rtp-start-port
  session-thread-pool sessions-per-second spawn-instead-of-system switchname threaded-system-exec timer-affinity
  tipping-point verbose-channel-events
`);

/** A SIP profile's settings. */
export const PROFILE_SETTINGS = names(`
  3pcc-reinvite-bridged-on-ack NDLB-allow-bad-iananame NDLB-allow-crypto-in-avp NDLB-allow-nondup-sdp
  NDLB-broken-auth-hash NDLB-expires-in-register-response NDLB-force-rport NDLB-proxy-never-patch-reinvites
  NDLB-received-in-nat-reg-contact NDLB-sendrecv-in-session NDLB-support-asterisk-missing-srtp-auth
  abort-on-empty-external-ip accept-blind-auth accept-blind-reg aggressive-nat-detection alias
  all-reg-options-ping allow-update apply-candidate-acl apply-inbound-acl apply-inbound-acl-x-token apply-nat-acl
  apply-proxy-acl apply-proxy-acl-x-token apply-register-acl auth-all-packets auth-calls auth-calls-acl-only
  auth-messages auth-require-user auth-subscriptions auto-invite-100 auto-jitterbuffer-msec auto-restart
  auto-rtp-bugs bind-attempt-interval bind-attempts bind-params bitpacking blind-auth-reply-403 caller-id-type
  capture-server challenge-realm channel-xml-fetch-on-nightmare-transfer cid-in-1xx cng-pt codec-prefs
  confirm-blind-transfer contact-user context db-inner-post-trans-execute db-inner-pre-trans-execute
  db-post-trans-execute db-pre-trans-execute db-spin-up-wait-ms dbname debug debug-presence debug-sla dialplan
  disable-auth-messages disable-auth-subscriptions disable-hold disable-naptr disable-register
  disable-rtp-auto-adjust disable-srv disable-srv503 disable-transcoding disable-transfer dtmf-duration dtmf-type
  enable-100rel enable-3pcc enable-chat enable-compact-headers enable-rfc-5626 enable-soa enable-timer
  enforce-blind-auth-result ext-rtp-ip ext-sip-ip ext-sip-port extended-info-parsing fire-bye-response-events
  fire-message-events fire-transfer-events force-publish-expires force-register-db-domain force-register-domain
  force-subscription-domain force-subscription-expires forward-unsolicited-mwi-notify full-id-in-dialplan
  hold-music ignore-183nosdp in-dialog-chat inbound-bypass-media inbound-codec-negotiation inbound-codec-prefs
  inbound-late-negotiation inbound-no-media inbound-proxy-media inbound-reg-force-matching-username
  inbound-reg-in-new-thread inbound-use-callid-as-uuid keepalive-method liberal-dtmf local-network-acl
  log-auth-failures log-level make-every-transfer-a-nightmare manage-presence manage-shared-appearance
  manual-redirect manual-rtp-bugs manual-video-rtp-bugs max-auth-validity max-calls max-proceeding
  max-recv-requests-per-second max-reg-threads max-registrations-per-extension media-option
  minimum-session-expires multiple-registrations mwi-use-reg-callid nat-options-ping nonce-ttl odbc-dsn
  outbound-codec-prefs outbound-proxy outbound-use-uuid-as-callid p-asserted-id-parse parse-all-invite-headers
  parse-invite-tel-params pass-callee-id pass-rfc2833 ping-mean-interval ping-thread-frequency pnp-provision-url
  presence-disable-early presence-hold-state presence-hosts presence-privacy presence-probe-on-register
  presence-proto-lookup profile-standby proxy-hold proxy-info proxy-info-content-types proxy-message
  proxy-notify-events proxy-refer proxy-refer-replaces record-path record-template
  reg-deny-binding-fetch-and-no-lookup registration-thread-frequency require-secure-rtp reuse-connections
  rewrite-multicasted-fs-path rfc-7989 rfc-7989-filter rfc-7989-force-old rfc2833-pt rfc8760-auth-algorithms
  rtcp-audio-interval-msec rtcp-video-interval-msec rtp-autofix-timing rtp-digit-delay rtp-hold-timeout-sec rtp-ip
  rtp-notimer-during-bridge rtp-rewrite-timestamps rtp-timeout-sec rtp-timer-name send-display-update
  send-message-query-on-register send-presence-on-register session-timeout shutdown-on-fail sip-capture sip-domain
  sip-expires-late-margin sip-expires-max-deviation sip-force-expires sip-force-expires-max sip-force-expires-min
  sip-ip sip-messages-respond-200-ok sip-options-respond-503-on-busy sip-port sip-subscribe-respond-200-ok
  sip-subscription-max-deviation sip-trace sip-user-ping-max sip-user-ping-min socket-tcp-keepalive
  stir-shaken-as-key stir-shaken-as-url stir-shaken-vs-ca-dir stir-shaken-vs-cert-path-check
  stir-shaken-vs-require-date suppress-cng supress-cng t38-passthru tcp-always-nat tcp-keepalive tcp-ping2pong
  tcp-pingpong tcp-unreg-on-socket-close timer-T1 timer-T1X64 timer-T2 timer-T4 tls tls-always-nat tls-bind-params
  tls-cert-dir tls-ciphers tls-only tls-orq-connect-timeout tls-passphrase tls-sip-port tls-timeout
  tls-verify-date tls-verify-depth tls-verify-in-subjects tls-verify-policy tls-version tracelevel track-calls
  unregister-on-options-fail update-refresher use-port-for-acl-check user-agent-filter user-agent-string username
  vad watchdog-enabled watchdog-event-timeout watchdog-step-timeout ws-binding wss-binding
`);

/** sofia.conf, global settings. */
export const SOFIA_SETTINGS = names(`
  abort-on-empty-external-ip auto-restart capture-server debug-presence debug-sla log-level max-reg-threads
  reg-deny-binding-fetch-and-no-lookup rewrite-multicasted-fs-path stir-shaken-as-key stir-shaken-as-url
  stir-shaken-vs-ca-dir stir-shaken-vs-cert-path-check stir-shaken-vs-require-date tracelevel
`);

/** A gateway. */
export const GATEWAY_SETTINGS = names(`
  908-retry-seconds auth-username caller-id-in-from contact-host contact-in-ping contact-params context
  destination-prefix distinct-to expire-seconds extension extension-in-contact from-domain from-user gw-auth-acl
  outbound-proxy password ping ping-max ping-min ping-monitoring ping-user-agent proxy realm reg-id register
  register-proxy register-transport retry-seconds rfc-5626 sip-ip timeout-seconds username
`);

/** callcenter.conf, settings. */
export const CALLCENTER_SETTINGS = names(`
  agent-originate-timeout cc-instance-id dbname debug global-database-lock odbc-dsn reserve-agents
  truncate-agents-on-load truncate-tiers-on-load
`);

/** A queue. */
export const QUEUE_SETTINGS = names(`
  abandoned-resume-allowed agent-no-answer-status announce-frequency announce-sound discard-abandoned-after
  max-wait-time max-wait-time-with-no-agent max-wait-time-with-no-agent-time-reached moh-sound record-template
  ring-progressively-delay skip-agents-with-external-calls strategy tier-rule-no-agent-no-wait
  tier-rule-wait-multiply-level tier-rule-wait-second tier-rules-apply time-base-score
`);

/** event_socket.conf. */
export const EVENT_SOCKET_SETTINGS = names(`
  apply-inbound-acl debug listen-ip listen-port nat-map password stop-on-bind-error
`);

/** cdr_pg_csv.conf. */
export const CDR_SETTINGS = names(`
  db-info db-table debug legs rotate-on-hup spool-dir spool-format
`);

/** opus.conf. */
export const OPUS_SETTINGS = names(`
  adjust-bitrate advertise-useinbandfec asymmetric-sample-rates bitrate-negotiation complexity keep-fec-enabled
  maxaveragebitrate maxplaybackrate mono packet-loss-percent sprop-maxcapturerate use-dtx use-jb-lookahead use-vbr
`);

/** A directory of local_stream.conf. */
export const STREAM_SETTINGS = names(`
  auto-volume auto-volume-low-point blank-img channels chime-freq chime-list chime-max interval logo-always
  logo-img logo-opacity logo-position prebuf rate shuffle text-opacity timer-name volume
`);

/** Attributes of a menu in ivr.conf. */
export const MENU_ATTRIBUTES = names(`
  bad-pin-file confirm-attempts confirm-key confirm-macro digit-len exec-on-max-failures exec-on-max-timeouts
  exit-sound greet-long greet-short inter-digit-timeout invalid-sound max-failures max-timeouts name pin pin-file
  timeout transfer-sound tts-engine tts-voice
`);
