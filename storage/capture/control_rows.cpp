#include "storage/capture/control_rows.h"

#include "storage/capture/sqlite.h"

namespace duwang::storage {

std::vector<ControlFacts> read_controls(Database& database, const std::string& host) {
    std::vector<ControlFacts> result;
    Statement rows = database.prepare(
        "SELECT kind, scope, status, http_status, final_url, title, text_chars, fingerprint, exchange, "
        "at_ms FROM controls WHERE ?1 = '' OR scope = ?1 OR substr(scope, 1, length(?1) + 1) = ?1 || '/' "
        "OR kind = 'self_check' "
        "ORDER BY id");
    for (rows.bind(host); rows.step();) {
        ControlFacts control;
        control.kind = rows.text(0);
        control.scope = rows.text(1);
        control.status = status_of(rows.text(2), control.http_status);
        control.http_status = static_cast<int>(rows.number(3));
        control.final_url = rows.text(4);
        control.title = rows.text(5);
        control.text_chars = rows.number(6);
        control.fingerprint = static_cast<std::uint64_t>(rows.number(7));
        control.exchange = rows.number(8);
        control.at = {rows.number(9)};
        result.push_back(std::move(control));
    }
    return result;
}

}  // namespace duwang::storage
