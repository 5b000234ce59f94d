// The home page over both families, in turn: 访问成功率, 时延 and 内容一致性.
#pragma once

#include "crawler/probe/ipv6.h"

namespace duwang::crawler {

// The request says nothing about the site: it was not sent, or failed on our side.
bool is_own_failure(FetchStatus status);

// Fills v4, v6, their statuses, and the distances of contents. Each family is left alone after
// three failures in a row, so that the host is not taken for dead.
Task<void> probe_home(const Url& home, const Ipv6Tools& tools, Ipv6Probe& probe);

}  // namespace duwang::crawler
