#include "app/asking.h"

#include <fmt/format.h>

#include <filesystem>
#include <fstream>

#include "config/option_value.h"
#include "core/ip_address.h"
#include "crawler/attachment/child_process.h"

namespace duwang::app {

Result<void> check_name_servers(const std::vector<std::string>& servers) {
    for (const std::string& server : servers)
        if (!parse_ip(server) && !config::is_endpoint(server))
            return failure(Errc::usage,
                           fmt::format("--dns {}: write 192.0.2.1:53 or [2001:db8::1]:53", server));
    return {};
}

Result<void> check_ca_file(const std::string& file, std::string_view given_as) {
    std::error_code none;
    if (file.empty() ||
        (std::filesystem::is_regular_file(file, none) && std::ifstream(file).is_open()))
        return {};
    return failure(Errc::usage, fmt::format("{} {} is no file that can be read", given_as, file));
}

Result<void> use_asking(crawler::Options& options, const std::vector<std::string>& servers,
                        const std::string& ca_file) {
    if (auto fine = check_name_servers(servers); !fine) return fine;
    if (!servers.empty()) options.dns.servers = servers;
    if (ca_file.empty()) return check_ca_file(options.http.ca_file, "http.ca_file of duwang.yaml:");
    options.http.ca_file = ca_file;
    return check_ca_file(ca_file, "--ca-file");
}

void warn_without_second_client(const crawler::Options& options) {
    if (!options.links.second_client) return;
    const bool proxy = !options.http.proxy.empty();
    if (!proxy && crawler::is_installed("wget")) return;
    fmt::print(stderr, "注意：{}，没有第二客户端，多数打不开的链接认定不了断链；{}\n",
               proxy ? "设置了 http.proxy" : "没有找到 wget",
               proxy ? "请在能直接上网的机器上运行 duwang confirm（不设 http.proxy）"
                     : "请安装：apt install wget");
}

}  // namespace duwang::app
