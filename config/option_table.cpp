#include "config/option_table.h"

#include <array>

namespace duwang::config {
namespace {

using enum OptionKind;

constexpr std::int64_t hour_ms = 3'600'000;
constexpr std::int64_t mebi = 1 << 20;
constexpr std::int64_t tebi = mebi << 20;

#define SLOT(member) [](Config& config) -> OptionSlot { return &config.member; }

constexpr std::array options{
    Option{"http", "user_agent", text, 1, 200, SLOT(crawler.http.user_agent)},
    Option{"http", "connect_timeout_ms", milliseconds, 100, hour_ms,
           SLOT(crawler.http.connect_timeout_ms)},
    Option{"http", "answer_timeout_ms", milliseconds, 100, hour_ms,
           SLOT(crawler.http.answer_timeout_ms)},
    Option{"http", "total_timeout_ms", milliseconds, 100, hour_ms,
           SLOT(crawler.http.total_timeout_ms)},
    Option{"http", "body_bytes_max", bytes, 1024, 1024 * mebi, SLOT(crawler.http.body_bytes_max)},
    Option{"http", "decoded_bytes_max", bytes, 1024, 1024 * mebi,
           SLOT(crawler.http.decoded_bytes_max)},
    Option{"http", "header_bytes_max", bytes, 1024, 16 * mebi, SLOT(crawler.http.header_bytes_max)},
    Option{"http", "redirects_max", number, 0, 50, SLOT(crawler.http.redirects_max)},
    Option{"http", "retries", number, 0, 10, SLOT(crawler.http.retries)},
    Option{"http", "retry_wait_ms", milliseconds, 0, hour_ms, SLOT(crawler.http.retry_wait_ms)},
    Option{"http", "ca_file", text, 0, 4096, SLOT(crawler.http.ca_file)},
    Option{"http", "proxy", text, 0, 500, SLOT(crawler.http.proxy)},
    Option{"http", "decode_ratio_max", number, 10, 1'000'000, SLOT(crawler.http.decode_ratio_max)},
    Option{"http", "cookies_per_host", number, 1, 1000, SLOT(crawler.http.cookies_per_host)},
    Option{"http", "cookies_per_site", number, 1, 10'000, SLOT(crawler.http.cookies_per_site)},
    Option{"http", "cookie_bytes_max", bytes, 64, mebi, SLOT(crawler.http.cookie_bytes_max)},
    Option{"http", "cookie_header_bytes_max", bytes, 64, mebi,
           SLOT(crawler.http.cookie_header_bytes_max)},
    Option{"http", "connections_max", number, 1, 4096, SLOT(crawler.http.connections_max)},

    // Requests to public sites are never closer than 100 ms, whatever the file says.
    Option{"politeness", "delay_ms", milliseconds, 100, hour_ms, SLOT(crawler.politeness.delay_ms)},
    Option{"politeness", "delay_max_ms", milliseconds, 100, hour_ms,
           SLOT(crawler.politeness.delay_max_ms)},
    Option{"politeness", "response_factor", number, 0, 100,
           SLOT(crawler.politeness.response_factor)},
    Option{"politeness", "connections_per_host", number, 1, 8,
           SLOT(crawler.politeness.connections_per_host)},
    Option{"politeness", "internal_delay_ms", milliseconds, 0, hour_ms,
           SLOT(crawler.politeness.internal_delay_ms)},
    Option{"politeness", "internal_connections", number, 1, 256,
           SLOT(crawler.politeness.internal_connections)},
    Option{"politeness", "address_delay_ms", milliseconds, 0, hour_ms,
           SLOT(crawler.politeness.address_delay_ms)},
    Option{"politeness", "connections_per_address", number, 1, 256,
           SLOT(crawler.politeness.connections_per_address)},
    Option{"politeness", "wait_max_ms", milliseconds, 0, 24 * hour_ms,
           SLOT(crawler.politeness.wait_max_ms)},
    Option{"politeness", "back_off_ms", milliseconds, 1'000, 24 * hour_ms,
           SLOT(crawler.politeness.back_off_ms)},
    Option{"politeness", "back_off_max_ms", milliseconds, 1'000, 7 * 24 * hour_ms,
           SLOT(crawler.politeness.back_off_max_ms)},
    Option{"politeness", "back_off_failures", number, 1, 1'000,
           SLOT(crawler.politeness.back_off_failures)},
    Option{"politeness", "back_off_window", number, 2, 64,
           SLOT(crawler.politeness.back_off_window)},
    Option{"politeness", "back_off_percent", number, 1, 100,
           SLOT(crawler.politeness.back_off_percent)},

    Option{"limits", "depth_max", number, 0, 100, SLOT(crawler.limits.depth_max)},
    Option{"limits", "pages_max", number, 1, 10'000'000, SLOT(crawler.limits.pages_max)},
    Option{"limits", "known_urls_max", number, 1, 100'000'000, SLOT(crawler.limits.known_urls_max)},
    Option{"limits", "site_seconds_max", number, 1, 30 * 86'400,
           SLOT(crawler.limits.site_seconds_max)},
    Option{"limits", "site_bytes_max", bytes, mebi, tebi, SLOT(crawler.limits.site_bytes_max)},
    Option{"limits", "parallel_sites", number, 1, 4096, SLOT(crawler.limits.parallel_sites)},
    Option{"limits", "failures_in_a_row_max", number, 1, 1000,
           SLOT(crawler.limits.failures_in_a_row_max)},

    Option{"traps", "mirror_words", texts, 1, 100, SLOT(crawler.traps.mirror_words)},
    Option{"traps", "mirror_parameters", texts, 1, 100, SLOT(crawler.traps.mirror_parameters)},
    Option{"traps", "search_words", texts, 1, 100, SLOT(crawler.traps.search_words)},
    Option{"traps", "search_parameters", texts, 1, 100, SLOT(crawler.traps.search_parameters)},
    Option{"traps", "paging_parameters", texts, 1, 100, SLOT(crawler.traps.paging_parameters)},
    Option{"traps", "calendar_parameters", texts, 1, 100, SLOT(crawler.traps.calendar_parameters)},
    Option{"traps", "file_endings", texts, 2, 20, SLOT(crawler.traps.file_endings)},
    Option{"traps", "segments_max", number, 2, 100, SLOT(crawler.traps.segments_max)},
    Option{"traps", "repeats_max", number, 1, 100, SLOT(crawler.traps.repeats_max)},
    Option{"traps", "query_variants_max", number, 1, 1'000'000,
           SLOT(crawler.traps.query_variants_max)},
    Option{"traps", "calendar_variants_max", number, 1, 1'000'000,
           SLOT(crawler.traps.calendar_variants_max)},
    Option{"traps", "parameter_sets_max", number, 1, 10'000,
           SLOT(crawler.traps.parameter_sets_max)},
    Option{"traps", "same_content_max", number, 2, 10'000, SLOT(crawler.traps.same_content_max)},

    Option{"walls", "control_every", number, 1, 100'000, SLOT(crawler.walls.control_every)},
    Option{"walls", "same_content_run", number, 2, 1'000, SLOT(crawler.walls.same_content_run)},
    Option{"walls", "waits", number, 0, 10, SLOT(crawler.walls.waits)},
    Option{"walls", "wait_ms", milliseconds, 0, 24 * hour_ms, SLOT(crawler.walls.wait_ms)},
    Option{"walls", "codes", status_codes, 0, 100, SLOT(crawler.walls.codes)},
    Option{"walls", "shell_codes", status_codes, 0, 100, SLOT(crawler.walls.shell_codes)},
    Option{"walls", "vendor_cookies", texts, 2, 100, SLOT(crawler.walls.vendor_cookies)},
    Option{"walls", "vendor_headers", texts, 2, 100, SLOT(crawler.walls.vendor_headers)},
    Option{"walls", "phrases", texts, 2, 100, SLOT(crawler.walls.phrases)},
    Option{"walls", "json_phrases", texts, 2, 100, SLOT(crawler.walls.json_phrases)},
    Option{"walls", "shell_bytes_max", bytes, 0, mebi, SLOT(crawler.walls.shell_bytes_max)},
    Option{"walls", "shell_chars_max", number, 0, 10'000, SLOT(crawler.walls.shell_chars_max)},
    Option{"walls", "notice_chars_max", number, 0, 10'000, SLOT(crawler.walls.notice_chars_max)},
    Option{"walls", "tiny_bytes_max", bytes, 0, 1024, SLOT(crawler.walls.tiny_bytes_max)},

    Option{"links", "check_external", flag, 0, 1, SLOT(crawler.links.check_external)},
    Option{"links", "body_bytes_max", bytes, 1024, 64 * mebi, SLOT(crawler.links.body_bytes_max)},
    Option{"links", "confirm_after_ms", milliseconds, 0, 24 * hour_ms,
           SLOT(crawler.links.confirm_after_ms)},
    Option{"links", "places_max", number, 1, 10'000, SLOT(crawler.links.places_max)},
    Option{"links", "error_phrases", texts, 2, 100, SLOT(crawler.links.error_phrases)},
    Option{"links", "login_words", texts, 2, 100, SLOT(crawler.links.login_words)},
    Option{"links", "hijack_words", texts, 2, 100, SLOT(crawler.links.hijack_words)},
    Option{"links", "hijack_words_min", number, 1, 100, SLOT(crawler.links.hijack_words_min)},
    Option{"links", "internal_names", texts, 2, 100, SLOT(crawler.links.internal_names)},

    Option{"confirm", "canaries", texts, 10, 500, SLOT(crawler.links.canaries)},
    Option{"confirm", "vantages", texts, 8, 500, SLOT(crawler.links.vantages)},
    Option{"confirm", "resolvers", endpoints, 0, 16, SLOT(crawler.links.resolvers)},
    Option{"confirm", "second_client", flag, 0, 1, SLOT(crawler.links.second_client)},
    Option{"confirm", "second_client_answer_ms", milliseconds, 1'000, hour_ms,
           SLOT(crawler.links.second_client_answer_ms)},
    Option{"confirm", "second_client_silent_max", number, 1, 10'000,
           SLOT(crawler.links.second_client_silent_max)},
    Option{"confirm", "agreeing", number, 2, 20, SLOT(confirm.agreeing)},
    Option{"confirm", "over_ms", milliseconds, 0, 90 * 24 * hour_ms, SLOT(confirm.over_ms)},
    Option{"confirm", "day_parts", number, 1, 4, SLOT(confirm.day_parts)},
    Option{"confirm", "in_session_after_ms", milliseconds, 0, 24 * hour_ms,
           SLOT(confirm.in_session_ms)},
    Option{"confirm", "in_session_needs_second_client", flag, 0, 1,
           SLOT(confirm.in_session_needs_second_client)},
    Option{"confirm", "control_near_ms", milliseconds, 1'000, 24 * hour_ms,
           SLOT(confirm.control_near_ms)},
    Option{"confirm", "flips", number, 2, 100, SLOT(confirm.flips)},
    Option{"confirm", "flips_within_ms", milliseconds, hour_ms, 366 * 24 * hour_ms,
           SLOT(confirm.flips_within_ms)},
    Option{"confirm", "usual", spans, 1, 90 * 24 * hour_ms, SLOT(confirm.usual)},
    Option{"confirm", "gone_for_good", spans, 1, 90 * 24 * hour_ms, SLOT(confirm.gone_for_good)},
    Option{"confirm", "no_name", spans, 1, 90 * 24 * hour_ms, SLOT(confirm.no_name)},
    Option{"confirm", "unsure", spans, 1, 90 * 24 * hour_ms, SLOT(confirm.unsure)},
    Option{"confirm", "reset", spans, 1, 90 * 24 * hour_ms, SLOT(confirm.reset)},
    Option{"confirm", "silent", spans, 1, 90 * 24 * hour_ms, SLOT(confirm.silent)},
    Option{"confirm", "redirect", spans, 1, 90 * 24 * hour_ms, SLOT(confirm.redirect)},

    Option{"monitor", "probes_a_day", number, 1, 288, SLOT(monitor.probes_a_day)},
    Option{"monitor", "counted_a_day", number, 1, 288, SLOT(monitor.counted_a_day)},
    Option{"monitor", "days", number, 1, 366, SLOT(monitor.days)},
    Option{"monitor", "timeout_ms", milliseconds, 100, hour_ms, SLOT(monitor.timeout_ms)},
    Option{"monitor", "percent", number, 1, 100, SLOT(monitor.percent)},
    Option{"monitor", "seed", number, 0, 1'000'000'000, SLOT(monitor.seed)},

    Option{"documents", "read", flag, 0, 1, SLOT(crawler.documents.read)},
    Option{"documents", "file_bytes_max", bytes, 64 * 1024, 1024 * mebi,
           SLOT(crawler.documents.file_bytes_max)},
    Option{"documents", "inflated_bytes_max", bytes, mebi, 1024 * mebi,
           SLOT(crawler.documents.inflated_bytes_max)},
    Option{"documents", "text_bytes_max", bytes, 64 * 1024, 256 * mebi,
           SLOT(crawler.documents.text_bytes_max)},
    Option{"documents", "time_max_ms", milliseconds, 1'000, 600'000,
           SLOT(crawler.documents.time_max_ms)},
    Option{"documents", "memory_bytes_max", bytes, 64 * mebi, 8192 * mebi,
           SLOT(crawler.documents.memory_bytes_max)},
    Option{"documents", "pages_max", number, 1, 10'000, SLOT(crawler.documents.pages_max)},
    Option{"documents", "at_once", number, 1, 64, SLOT(crawler.documents.at_once)},

    Option{"dns", "servers", endpoints, 0, 16, SLOT(crawler.dns.servers)},
    Option{"dns", "timeout_ms", milliseconds, 100, 10 * 60'000, SLOT(crawler.dns.timeout_ms)},
    Option{"dns", "tries", number, 1, 10, SLOT(crawler.dns.tries)},

    Option{"resweep", "reuse", flag, 0, 1, SLOT(crawler.resweep.reuse)},

    Option{"search", "fields", texts, 2, 100, SLOT(crawler.search.fields)},
    Option{"search", "titles", number, 1, 10, SLOT(crawler.search.titles)},

    Option{"ipv6", "enabled", flag, 0, 1, SLOT(crawler.ipv6_enabled)},
    Option{"ipv6", "probes", number, 1, 1'000, SLOT(crawler.ipv6_probes)},
    Option{"ipv6", "links", number, 0, 1'000, SLOT(crawler.ipv6_links)},
    Option{"ipv6", "names", texts, 1, 253, SLOT(crawler.ipv6_names)},
    Option{"ipv6", "canaries", v6_endpoints, 0, 16, SLOT(crawler.ipv6_canaries)},

    Option{"attachments", "file_bytes_max", bytes, 1024, 16 * 1024 * mebi,
           SLOT(attachments.file_bytes_max)},
    Option{"attachments", "files_max", number, 1, 1'000, SLOT(attachments.files_max)},
};

#undef SLOT

}  // namespace

std::span<const Option> option_table() { return options; }

}  // namespace duwang::config
