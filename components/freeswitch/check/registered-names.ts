/** What FreeSWITCH 1.10.12 registers, out of its source: dialplan applications and `${function(...)}` by module, causes, caller fields. */
const names = (text: string): ReadonlySet<string> => new Set(text.trim().split(/\s+/));

/** Dialplan applications by module. */
export const APPLICATIONS: Readonly<Record<string, ReadonlySet<string>>> = {
  mod_dptools: names(`
    acknowledge_call answer att_xfer bgsystem bind_digit_action bind_meta_app blind_transfer_ack block_dtmf break
    bridge bridge_export broadcast capture capture_text check_acl clear_digit_action clear_speech_cache cng_plc
    debug_media deduplicate_dtmf deflect delay_echo detect_audio detect_silence detect_speech
    digit_action_set_realm displace_session early_hangup eavesdrop echo enable_heartbeat enable_keepalive
    endless_playback eval event execute_extension export fax_detect filter_codecs flush_dtmf gentones hangup hold
    info intercept ivr jitterbuffer limit limit_execute limit_hash limit_hash_execute log loop_playback
    media_reset mkdir multiset multiunset mutex native_eavesdrop novideo page park park_state phrase pickup
    play_and_detect_speech play_and_get_digits playback pre_answer preprocess presence privacy push queue_dtmf
    read record record_session record_session_mask record_session_pause record_session_resume
    record_session_unmask recovery_refresh redirect remove_bugs rename respond reuse_caller_profile ring_ready say
    sched_broadcast sched_cancel sched_hangup sched_heartbeat sched_transfer send_display send_dtmf send_info
    session_loglevel set set_audio_level set_global set_media_stats set_mute set_name set_profile_var set_user
    set_zombie_exec sleep soft_hold sound_test speak start_dtmf start_dtmf_generate stop stop_displace_session
    stop_dtmf stop_dtmf_generate stop_record_session stop_tone_detect stop_video_write_overlay strftime system
    three_way tone_detect transfer transfer_vars unbind_meta_app unblock_dtmf unhold unset unshift vad_test
    verbose_events video_decode video_refresh video_write_overlay wait_for_answer wait_for_silence
    wait_for_video_ready
  `),
  mod_callcenter: names(`
    callcenter callcenter_track
  `),
  mod_hash: names(`
    hash
  `),
  mod_db: names(`
    db group
  `),
  mod_sofia: names(`
    sofia_sla sofia_stir_shaken_vs
  `),
  mod_spandsp: names(`
    rxfax spandsp_detect_tdd spandsp_inject_tdd spandsp_send_tdd spandsp_start_dtmf spandsp_start_fax_detect
    spandsp_start_tone_detect spandsp_stop_detect_tdd spandsp_stop_dtmf spandsp_stop_fax_detect
    spandsp_stop_inject_tdd spandsp_stop_tone_detect stopfax t38_gateway txfax
  `),
  mod_voicemail: names(`
    voicemail
  `),
  mod_valet_parking: names(`
    valet_park
  `),
  mod_event_socket: names(`
    socket
  `),
  mod_curl: names(`
    curl curl_sendfile
  `),
};

/** API functions by module. */
export const FUNCTIONS: Readonly<Record<string, ReadonlySet<string>>> = {
  mod_dptools: names(`
    chat page presence strepoch strftime strmicroepoch
  `),
  mod_commands: names(`
    ... acl alias banner bg_spawn bg_system bgapi break coalesce complete cond console_complete
    console_complete_xml create_uuid db_cache domain_data domain_exists echo escape eval event_channel_broadcast
    expand file_exists find_user_xml fsctl getcputime getenv gethost global_getvar global_setvar group_call help
    host_lookup hostname hupall in_group interface_ip is_lan_addr json limit_hash_usage limit_interval_reset
    limit_reset limit_status limit_usage list_users load log md5 memory module_exists msleep nat_map originate
    pause pool_stats quote_shell_arg reg_url regex reload reloadacl reloadxml replace say_string sched_api
    sched_broadcast sched_del sched_hangup sched_transfer show shutdown spawn spawn_stream sql_escape status
    strftime_tz stun switchname system time_test timer_test tolower tone_detect toupper unload unsched_api uptime
    url_decode url_encode user_data user_exists uuid_answer uuid_audio uuid_break uuid_bridge uuid_broadcast
    uuid_buglist uuid_capture_text uuid_chat uuid_codec_debug uuid_codec_param uuid_debug_media uuid_deflect
    uuid_displace uuid_display uuid_drop_dtmf uuid_dual_transfer uuid_dump uuid_early_ok uuid_exists uuid_fileman
    uuid_flush_dtmf uuid_getvar uuid_hold uuid_jitterbuffer uuid_kill uuid_limit uuid_limit_release uuid_loglevel
    uuid_media uuid_media_3p uuid_media_params uuid_media_reneg uuid_outgoing_answer uuid_park uuid_pause
    uuid_phone_event uuid_pre_answer uuid_preprocess uuid_record uuid_recovery_refresh uuid_recv_dtmf
    uuid_redirect uuid_ring_ready uuid_send_dtmf uuid_send_info uuid_send_message uuid_send_text
    uuid_session_heartbeat uuid_set_media_stats uuid_setvar uuid_setvar_multi uuid_simplify uuid_transfer
    uuid_video_bandwidth uuid_video_bitrate uuid_video_refresh uuid_xfer_zombie uuid_zombie_exec version
    xml_flush_cache xml_locate xml_wrap
  `),
  mod_callcenter: names(`
    callcenter_break callcenter_config
  `),
  mod_hash: names(`
    hash hash_dump hash_remote
  `),
  mod_db: names(`
    db group
  `),
  mod_sofia: names(`
    sofia sofia_contact sofia_count_reg sofia_dig sofia_gateway_data sofia_presence_data sofia_username_of
  `),
  mod_spandsp: names(`
    spandsp_start_tone_detect spandsp_stop_tone_detect start_tdd_detect stop_tdd_detect uuid_send_tdd
  `),
  mod_expr: names(`
    expr
  `),
  mod_voicemail: names(`
    vm_boxcount vm_delete vm_fsdb_auth_login vm_fsdb_msg_count vm_fsdb_msg_delete vm_fsdb_msg_email
    vm_fsdb_msg_forward vm_fsdb_msg_get vm_fsdb_msg_list vm_fsdb_msg_purge vm_fsdb_msg_save vm_fsdb_msg_undelete
    vm_fsdb_pref_greeting_get vm_fsdb_pref_greeting_set vm_fsdb_pref_password_set vm_fsdb_pref_recname_set
    vm_inject vm_list vm_prefs vm_read voicemail voicemail_inject
  `),
  mod_valet_parking: names(`
    valet_info
  `),
  mod_event_socket: names(`
    event_sink
  `),
  mod_curl: names(`
    curl curl_sendfile
  `),
};

/** Causes by which a call can be ended. */
export const CAUSES = names(`
    ACCESS_INFO_DISCARDED ALLOTTED_TIMEOUT ATTENDED_TRANSFER BAD_IDENTITY_INFO BEARERCAPABILITY_NOTAUTH
    BEARERCAPABILITY_NOTAVAIL BEARERCAPABILITY_NOTIMPL BLIND_TRANSFER BOWOUT BUSY_EVERYWHERE
    CALL_AWARDED_DELIVERED CALL_REJECTED CHANNEL_UNACCEPTABLE CHAN_NOT_IMPLEMENTED CRASH DECLINE
    DESTINATION_OUT_OF_ORDER DOES_NOT_EXIST_ANYWHERE EXCHANGE_ROUTING_ERROR FACILITY_NOT_IMPLEMENTED
    FACILITY_NOT_SUBSCRIBED FACILITY_REJECTED GATEWAY_DOWN IE_NONEXIST INCOMING_CALL_BARRED
    INCOMPATIBLE_DESTINATION INTERWORKING INVALID_CALL_REFERENCE INVALID_GATEWAY INVALID_IDENTITY
    INVALID_IE_CONTENTS INVALID_MSG_UNSPECIFIED INVALID_NUMBER_FORMAT INVALID_PROFILE INVALID_URL LOSE_RACE
    MANAGER_REQUEST MANDATORY_IE_LENGTH_ERROR MANDATORY_IE_MISSING MEDIA_TIMEOUT MESSAGE_TYPE_NONEXIST
    NETWORK_OUT_OF_ORDER NONE NORMAL_CIRCUIT_CONGESTION NORMAL_CLEARING NORMAL_TEMPORARY_FAILURE
    NORMAL_UNSPECIFIED NOT_ACCEPTABLE NO_ANSWER NO_IDENTITY NO_PICKUP NO_ROUTE_DESTINATION NO_ROUTE_TRANSIT_NET
    NO_USER_RESPONSE NUMBER_CHANGED ORIGINATOR_CANCEL OUTGOING_CALL_BARRED PICKED_OFF PRE_EMPTED PROGRESS_TIMEOUT
    PROTOCOL_ERROR RECOVERY_ON_TIMER_EXPIRE REDIRECTION_TO_NEW_DESTINATION REJECT_ALL REQUESTED_CHAN_UNAVAIL
    RESPONSE_TO_STATUS_ENQUIRY SERVICE_NOT_IMPLEMENTED SERVICE_UNAVAILABLE SRTP_READ_ERROR STALE_DATE
    SUBSCRIBER_ABSENT SUCCESS SWITCH_CONGESTION SYSTEM_SHUTDOWN UNALLOCATED_NUMBER UNSUPPORTED_CERTIFICATE
    UNWANTED USER_BUSY USER_CHALLENGE USER_NOT_REGISTERED WRONG_CALL_STATE WRONG_MESSAGE
`);

/** Fields of the caller's profile, for conditions. */
export const CALLER_FIELDS = names(`
    ani ani_numplan ani_ton aniii answered_time callee_id_name callee_id_number caller_id_name caller_id_number
    caller_numplan caller_ton chan_name context created_time destination_number destination_number_numplan
    destination_number_ton dialplan hungup_time network_addr orig_caller_id_name orig_caller_id_number
    privacy_hide_name privacy_hide_number profile_created_time profile_index progress_media_time progress_time
    rdnis rdnis_numplan rdnis_ton screen_bit source transfer_source transferred_time username uuid
`);
