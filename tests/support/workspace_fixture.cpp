#include "tests/support/workspace_fixture.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <sstream>

#include "app/demo/portals.h"
#include "core/json.h"

namespace duwang::test {

PortalWorkspace::PortalWorkspace(int answer_ms) {
    auto answer = [answer_ms](std::string_view host, std::string_view path) {
        demo::DemoAnswer reply = demo::answer(host, path);
        reply.delay_ms = std::max(std::min(reply.delay_ms, 2'000), answer_ms);
        return reply;
    };
    server_ = demo::DemoServer::start(answer).value();
}

std::string PortalWorkspace::make(const std::string& name) {
    std::string workspace = folder_.path(name);
    EXPECT_EQ(run_program({"init", workspace}).exit_code, 0);
    demo::DemoInventory tables = demo::demo_inventory();
    write_text(workspace + "/units.csv", std::string(tables.units));
    write_text(workspace + "/sites.csv", std::string(tables.sites));
    write_text(workspace + "/columns.csv", std::string(tables.columns));
    write_text(workspace + "/marks.csv", std::string(tables.marks));
    write_text(workspace + "/duwang.yaml",
               "confirm: {in_session_after_ms: 0, in_session_needs_second_client: false}\n"
               "links:\n  confirm_after_ms: 100\nhttp:\n  connect_timeout_ms: 1000\n"
               "  answer_timeout_ms: 1000\n"
               "  total_timeout_ms: 2000\n  retries: 0\n");
    ProgramEnd end = run_program({"inventory", "import", "-w", workspace});
    EXPECT_EQ(end.exit_code, 0) << end.err;
    return workspace;
}

std::vector<std::string> PortalWorkspace::sweep(const std::string& workspace) const {
    std::vector<std::string> arguments{"sweep", "r1", "--scheme", "turpan-2022", "--as-of",
                                       "2026-09-30", "--seed", "7", "-w", workspace, "--progress",
                                       "none", "--dns", "127.0.0.1:9"};
    for (const demo::DemoSite& site : demo::demo_sites()) {
        std::string host(site.host);
        bool down = std::ranges::find(down_, host) != down_.end();
        std::string port = std::to_string(down ? 1 : server_->port());
        arguments.insert(arguments.end(), {"--resolve", host + ":80:127.0.0.1:" + port});
        if (site.has_ipv6 && server_->has_ipv6())
            arguments.insert(arguments.end(), {"--resolve", host + ":80:[::1]:" + port});
    }
    return arguments;
}

std::string facts_of(const std::string& workspace, const std::string& site) {
    ProgramEnd end = run_program({"capture", "facts", "r1." + site, "-w", workspace});
    EXPECT_EQ(end.exit_code, 0) << end.err;
    return end.out;
}

std::string scores_of(const std::string& workspace, const std::string& round) {
    std::istringstream lines(read_text(workspace + "/out/" + round + "/scores.csv"));
    std::string result;
    for (std::string line; std::getline(lines, line);) result += line.substr(0, line.rfind(',')) + "\n";
    return result;
}

std::string outcomes_of(const std::string& workspace, const std::string& round) {
    Json report = Json::parse(read_text(workspace + "/out/" + round + "/report.json")).value();
    std::string lines;
    for (const Json& sheet : report["units"].items())
        for (const Json& indicator : sheet["indicators"].items())
            for (const Json& part : indicator["parts"].items())
                for (const Json& result : part["results"].items())
                    for (const char* key : {"unit", "check", "object", "outcome", "kind", "cause"})
                        lines += result[key].text() + (key == std::string_view("cause") ? "\n" : ",");
    return lines;
}

}  // namespace duwang::test
